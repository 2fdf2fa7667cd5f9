"""The methods that an interface promises itself, each with what its docstring says and who implements it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.docstring_sections import Docstring, read_docstring
from gateway_builder.check.signatures import MethodView, statements_of
from gateway_builder.source.members import clean_docstring
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@value
class Contract:
    """A method of an interface.

    Attributes:
        interface: The interface.
        method: The method; of an overloaded one the last that stands there.
        doc: What its docstring says, or that of an overload; None where there is none.
    """

    interface: InterfaceView
    method: MethodView
    doc: Docstring | None

    @property
    def name(self) -> str:
        """Name of interface and method: `ISimulationRunner.submit_run`."""
        return f"{self.interface.name}.{self.method.name}"

    @property
    def all_docs(self) -> tuple[Docstring, ...]:
        """Its docstring, and that of the interface, which may speak for all methods."""
        above = clean_docstring(self.interface.node)
        return tuple(each for each in (self.doc, read_docstring(above) if above else None) if each)


def list_contracts(interface: InterfaceView) -> Iterator[Contract]:
    """The methods that an interface defines itself; those that it inherits are those of another."""
    for name, node in interface.methods.items():
        if interface.view.own_methods.get(name) is node:
            yield Contract(interface, MethodView(interface.view, node), _find_docstring(interface, name))


def list_implementations(codebase: Codebase, contract: Contract) -> Iterator[tuple[GatewayView, MethodView]]:
    """Each gateway that implements a method, with the method."""
    contracts = {each.view.origin for each in codebase.interfaces}
    for gateway in codebase.gateways_of(contract.interface):
        found = gateway.view.methods.get(contract.method.name)
        if found and found[0].origin not in contracts:
            yield gateway, MethodView(*found)


def _find_docstring(interface: InterfaceView, name: str) -> Docstring | None:
    nodes = [each for each in statements_of(interface.node.body) if isinstance(each, _FUNCTIONS) and each.name == name]
    texts = (clean_docstring(each) for each in reversed(nodes))
    return next((read_docstring(text) for text in texts if text and text.strip()), None)

"""A method of an interface beside the one that is to implement it, and what is found to differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import ParameterKind
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from gateway_builder.check.codebase import InterfaceView
    from gateway_builder.check.signatures import Argument, MethodView
    from gateway_builder.source.code_index import ClassView


@value
class Difference:
    """One thing that is not as the interface says.

    Attributes:
        owner: The class that `node` stands in: the gateway, or a base of it.
        node: The parameter, annotation or method that is meant.
        message: What is wrong and what happens.
        hint: What to do.
    """

    owner: ClassView
    node: ast.AST
    message: str
    hint: str


@value
class MethodPair:
    """A method of an interface and the one that is to implement it."""

    interface: InterfaceView
    promised: MethodView
    made: MethodView

    @property
    def promised_name(self) -> str:
        """The interface's method: `ISimulationRunner.submit_run`."""
        return f"{self.interface.name}.{self.promised.name}"

    @property
    def made_name(self) -> str:
        """The implementation's: `AWSBatchSimulationRunner.submit_run`."""
        return f"{self.made.owner.name}.{self.made.name}"

    def matched(self) -> Iterator[tuple[Argument, Argument]]:
        """Parameters of both that the same argument reaches."""
        for wanted, made in zip(self.promised.positional, self.made.positional, strict=False):
            if wanted.name == made.name or ParameterKind.POSITIONAL_ONLY in {wanted.kind, made.kind}:
                yield wanted, made
        for wanted in self.promised.arguments:
            found = self.made.argument(wanted.name)
            if wanted.kind is ParameterKind.KEYWORD_ONLY and found:
                yield wanted, found

    def differ(self, node: ast.AST, message: str, hint: str) -> Difference:
        """A difference at a node of the implementation."""
        return Difference(self.made.owner, node, message, hint)

"""Where a class is not what its interface promises: everything that makes a call through the interface fail."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.codebase import Link
from gateway_builder.check.interfaces import interface_kind, is_abstract
from gateway_builder.check.method_pairs import MethodPair
from gateway_builder.check.parameter_differences import compare_parameters
from gateway_builder.check.signatures import MethodView, statements_of
from gateway_builder.check.type_forms import NONE, TypeForm, TypeReader, TypeRelations, union_of
from gateway_builder.naming import split_words
from gateway_builder.project.implementations import shares_purpose
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import GatewayView, Implemented, InterfaceView
    from gateway_builder.check.method_pairs import Difference
    from gateway_builder.check.signatures import Argument
    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.scopes import FunctionNode

_FOREIGN_BUT_KNOWN = frozenset(
    {
        "object",
        "abc.ABC",
        "typing.Protocol",
        "typing_extensions.Protocol",
        "typing.Generic",
        "typing_extensions.Generic",
    }
)
_AWAITABLE = TypeForm("collections.abc.Awaitable")
_CALLABLE = TypeForm("collections.abc.Callable")
_FEWEST_WORDS = 2
_ANY_NAME = frozenset({"__getattr__", "__getattribute__"})


def inherits_unknown(view: ClassView) -> bool:
    """Whether a class has a base that nobody can read here, so that it may have any method."""
    return not _FOREIGN_BUT_KNOWN.issuperset(view.foreign_bases)


def is_declared(gateway: GatewayView, implemented: Implemented) -> bool:
    """Whether a base, the places of both, or the name says that a class is the gateway of an interface."""
    interface = implemented.interface
    if implemented.link is Link.NOMINAL or (gateway.in_place and interface.in_place):
        return True
    return len(split_words(interface.name)) > _FEWEST_WORDS and shares_purpose(gateway.name, interface.name)


def _bound_in(node: ast.ClassDef) -> Iterator[str]:
    """Names that a class binds: in its body, and by what its methods assign to attributes."""
    for statement in statements_of(node.body):
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield statement.name
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            yield from (each.id for target in targets for each in walk(target) if isinstance(each, ast.Name))
    for each in walk(node):
        if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store) and isinstance(each.value, ast.Name):
            yield each.attr


class Conformance:
    """Compares classes with interfaces."""

    def __init__(self, index: CodeIndex) -> None:
        self._types = TypeReader(index)
        self._relations = TypeRelations(index)

    def is_meant(self, gateway: GatewayView, implemented: Implemented) -> bool:
        """Whether a class surely wants to be what an interface says, and does not just have methods of its names."""
        if is_declared(gateway, implemented):
            return True
        found = self._pairs(gateway.view, implemented.interface)
        pairs = [pair for pair in found if pair.promised.is_plain and pair.made.is_plain]
        differing = sum(any(True for _ in compare_parameters(pair)) for pair in pairs)
        return implemented.link is Link.STRUCTURAL and 2 * differing < len(pairs)

    def missing_methods(self, view: ClassView, interface: InterfaceView) -> tuple[str, ...]:
        """Methods of the interface that a class surely lacks, in the order of the interface."""
        bound = {name for each in (view, *view.ancestors) if not interface_kind(each) for name in _bound_in(each.node)}
        if inherits_unknown(view) or _ANY_NAME & bound:
            return ()
        return tuple(name for name in interface.methods if name not in bound and not self._inherits(view, name))

    def _inherits(self, view: ClassView, name: str) -> bool:
        """Whether a class gets a real body of a method from an interface that it subclasses."""
        found = view.methods.get(name)
        if found is None:
            return False
        method = MethodView(*found)
        return not (method.is_stub or is_abstract(*found))

    def differences(self, view: ClassView, interface: InterfaceView) -> Iterator[Difference]:
        """What differs in the methods that both have."""
        for pair in self._pairs(view, interface):
            yield from self._compare(pair)

    def _pairs(self, view: ClassView, interface: InterfaceView) -> Iterator[MethodPair]:
        contracts = _contracts(view, interface)
        for name, node in interface.methods.items():
            found = view.methods.get(name)
            if found and found[0] not in contracts and not _is_rebound(*found):
                yield MethodPair(interface, MethodView(_owner_of(interface, node), node), MethodView(*found))

    def _compare(self, pair: MethodPair) -> Iterator[Difference]:
        promised, made = pair.promised, pair.made
        if promised.is_property or made.is_property:
            yield from self._compare_properties(pair)
        elif promised.is_plain and made.is_plain:
            yield from compare_parameters(pair)
            yield from self._compare_parameter_types(pair)
            yield from self._compare_results(pair)

    def _compare_properties(self, pair: MethodPair) -> Iterator[Difference]:
        promised, made = pair.promised, pair.made
        if promised.is_property and made.is_property:
            if promised.is_plain and made.is_plain:
                yield from self._compare_types(pair)
        elif promised.is_property:
            message = f"{pair.made_name} is a method, {pair.promised_name} a property, so reading it gives a function"
            yield pair.differ(made.node, message, "decorate it with @property")
        elif self._is_no_callable(made):
            message = f"{pair.made_name} is a property, {pair.promised_name} a method, so calling it calls its value"
            yield pair.differ(made.node, message, "make it a method")

    def _is_no_callable(self, made: MethodView) -> bool:
        return self._relations.fits(self._types.read(made.module, made.node.returns), _CALLABLE) is False

    def _compare_parameter_types(self, pair: MethodPair) -> Iterator[Difference]:
        for wanted, argument in pair.matched():
            sent = self._parameter_type(pair.promised, wanted)
            taken = self._parameter_type(pair.made, argument)
            if self._relations.fits(sent, taken) is False and argument.node.annotation and wanted.node.annotation:
                theirs = pair.promised.module.text_of(wanted.node.annotation)
                message = (
                    f"{argument.name} of {pair.made_name} takes {pair.made.module.text_of(argument.node.annotation)}, "
                    f"but {pair.promised_name} is called with {theirs}"
                )
                yield pair.differ(argument.node.annotation, message, f"take {theirs}")

    def _parameter_type(self, method: MethodView, argument: Argument) -> TypeForm:
        form = self._types.read(method.module, argument.node.annotation)
        is_optional = isinstance(argument.default, ast.Constant) and argument.default.value is None
        return union_of((form, NONE)) if is_optional and form.origin else form

    def _compare_results(self, pair: MethodPair) -> Iterator[Difference]:
        promised, made = self._is_awaited(pair.promised), self._is_awaited(pair.made)
        if promised is None or made is None:
            return
        if promised and not made:
            message = f"{pair.made_name} is no coroutine, but {pair.promised_name} is awaited"
            yield pair.differ(pair.made.node, message, "define it with `async def`")
        elif made and not promised:
            message = (
                f"{pair.made_name} is a coroutine, but {pair.promised_name} is not awaited, so callers get no result"
            )
            yield pair.differ(pair.made.node, message, "define it with `def`")
        else:
            yield from self._compare_types(pair)

    def _is_awaited(self, method: MethodView) -> bool | None:
        """Whether calling a method gives something to await; None where nobody can tell."""
        form = self._types.read(method.module, method.node.returns)
        if method.is_async:
            return None if form.is_iterator and method.is_stub else not method.is_generator
        if method.is_generator:
            return False
        if method.node.returns is None:
            returns_nothing = not method.is_stub and not any(
                isinstance(each, ast.Return) and each.value is not None for each in walk(method.node)
            )
            return False if returns_nothing else None
        if form.is_never:
            return None
        fits = [self._relations.fits(each, _AWAITABLE) for each in form.members]
        return True if all(fits) and not form.is_anything else False if set(fits) == {False} else None

    def _compare_types(self, pair: MethodPair) -> Iterator[Difference]:
        promised, made = pair.promised.node.returns, pair.made.node.returns
        if promised is None or made is None:
            return
        if self._relations.fits(self._result(pair.made), self._result(pair.promised)) is False:
            theirs = pair.promised.module.text_of(promised)
            message = (
                f"{pair.made_name} returns {pair.made.module.text_of(made)}, but {pair.promised_name} promises {theirs}"
            )
            yield pair.differ(made, message, f"return {theirs}")

    def _result(self, method: MethodView) -> TypeForm:
        form = self._types.read(method.module, method.node.returns)
        is_awaited = not method.is_async and form.is_awaitable
        return form.awaited if is_awaited else form


def _contracts(view: ClassView, interface: InterfaceView) -> tuple[ClassView, ...]:
    """The interface with the interfaces above it, and other interfaces that a class subclasses."""
    above = tuple(each for each in view.ancestors if interface_kind(each) and each is not view)
    return (interface.view, *interface.view.ancestors, *above)


def _owner_of(interface: InterfaceView, node: ast.AST) -> ClassView:
    views = (interface.view, *interface.view.ancestors)
    return next((each for each in views if node in each.own_methods.values()), interface.view)


def _is_rebound(owner: ClassView, node: FunctionNode) -> bool:
    """Whether a class binds a method's name once more, so that this `def` may not be what is called."""
    times = sum(name == node.name for name in _bound_in(owner.node))
    return times > 1 and not node.decorator_list

"""Finds out what expressions are, as far as they lead to clients of services."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.trace.attributes import Assignments
from gateway_builder.trace.clients import (
    RESOURCE,
    SESSION,
    as_external,
    find_http_client,
    find_made_kind,
    find_sdk_client,
    find_session,
)
from gateway_builder.trace.joining import combine, member_of
from gateway_builder.trace.named import NamedClients
from gateway_builder.trace.parameters import bind_arguments, has_decorator, is_first, returned_values
from gateway_builder.trace.things import Callable, External, Made, Member, Paged, Partial, Place, Sending, Waiting
from gateway_builder.trace.values import Client
from gateway_builder.trace.variables import How, find_default

if TYPE_CHECKING:
    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.trace.texts import Texts
    from gateway_builder.trace.things import Thing
    from gateway_builder.trace.variables import Assigned, Variable, Variables

_MOST_STEPS = 24
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SAME = frozenset({"contextlib.closing", "contextlib.aclosing", "contextlib.nullcontext", "copy.copy"})
_ENTERS = frozenset({"enter_context", "enter_async_context"})
_ITSELF = frozenset({"__enter__", "__aenter__"})
_PROPERTIES = frozenset(
    {"property", "functools.cached_property", "cached_property.cached_property"}
    | {"django.utils.functional.cached_property"}
)
_SENDERS = frozenset({"paginate", "wait"})
_FIELDS = frozenset({"dataclasses.field", "attr.ib", "attr.field", "attrs.field", "pydantic.Field"})
_SELF = frozenset({"self", "cls"})
_STATIC = "staticmethod"
_NONE = ast.Constant(None)


class Resolver:
    """Resolves expressions of a project; what was resolved without the arguments of one call is remembered."""

    def __init__(
        self, index: CodeIndex, whole: CodeIndex, models: ServiceModels, texts: Texts, sdks: frozenset[str]
    ) -> None:
        """A project.

        Args:
            index: What names are followed into.
            whole: All of the project.
            models: The models of services.
            texts: The texts that expressions stand for.
            sdks: Modules of SDKs whose calls are followed besides those of AWS and of HTTP clients.
        """
        self.index = index
        self._whole = whole
        self.texts = texts
        self._sdks = sdks
        self._named = NamedClients(index, models, sdks)
        self._assignments = Assignments()
        self._known: dict[tuple[ast.AST, str], tuple[Thing | None, frozenset[str]]] = {}
        self._active: dict[tuple[ast.AST, str], int] = {}
        self._lowest_cut = _MOST_STEPS
        self._hangs: frozenset[str] = frozenset()
        self._returns: dict[ast.AST, tuple[ast.expr, ...]] = {}

    def resolve(self, place: Place) -> Thing | None:
        """What an expression is; None where that is not known or nothing that leads to a client."""
        key = (place.node, place.owner.origin if place.owner else "")
        if not place.given and key in self._known:
            found, hangs = self._known[key]
            self._hangs |= hangs
            return found
        if key in self._active or len(self._active) >= _MOST_STEPS:
            self._lowest_cut = min(self._lowest_cut, self._active.get(key, 0))
            return None
        return self._resolve_new(place, key)

    def _resolve_new(self, place: Place, key: tuple[ast.AST, str]) -> Thing | None:
        """Resolve and remember, unless the answer was cut short by what is being resolved around it."""
        depth = len(self._active)
        self._active[key] = depth
        outer, self._hangs = self._hangs, frozenset()
        found = self._resolve(place)
        del self._active[key]
        if self._lowest_cut >= depth:
            self._lowest_cut = _MOST_STEPS
            if not place.given:
                self._known[key] = (found, self._hangs)
        self._hangs |= outer
        return found

    def text(self, place: Place) -> str | None:
        """The text that an expression stands for, through constants and the arguments of the call."""
        node = place.node
        if isinstance(node, ast.Name) and (given := dict(place.given).get(node.id)):
            return self.text(given)
        view = place.owner or self.class_around(place)
        found = self.texts.find(place.module, node, view) if self._is_fixed(node, view) else None
        if found is None and isinstance(node, ast.Name):
            self._hangs |= {node.id}
        return found

    def constant(self, place: Place) -> Place | None:
        """The expression that a constant stands for, where it was assigned; None for what is no plain constant."""
        view = place.owner or self.class_around(place)
        if not self._is_fixed(place.node, view):
            return None
        found = self.texts.find_expression(place.module, place.node, view)
        return Place(found[0], found[1]) if found else None

    def _is_fixed(self, node: ast.expr, view: ClassView | None) -> bool:
        """Whether an attribute of `self` is a constant of its class, not a field's default that instances change."""
        if view is None or not isinstance(node, ast.Attribute) or dotted_name(node.value) not in _SELF:
            return True
        _, found = self._assignments.find_attribute(view, node.attr)
        annotations = [ast.dump(each.annotation) for each in found if each.annotation]
        is_field = any("ClassVar" not in each and "Final" not in each for each in annotations)
        return len(found) <= 1 and (node.attr.isupper() or not is_field)

    def helper(self, module: CodeModule, node: ast.expr) -> Callable | None:
        """The function of the project that an expression names, wherever it stands."""
        found = self._whole.find_function(module.origin(node))
        return Callable(*found) if found else None

    def variables(self, module: CodeModule) -> Variables:
        """The variables of a module."""
        return self._assignments.variables(module)

    def attribute(self, view: ClassView, name: str) -> Thing | None:
        """What an attribute of a class's instance is."""
        if method := view.methods.get(name):
            return self._method(view, *method)
        module, found = self._assignments.find_attribute(view, name)
        resolved = [self._assigned(each, Place(module, each.expression or _NONE, view)) for each in found]
        if any(resolved):
            return combine(resolved)
        return self._named.find_name(view.module, name) if all(map(_is_unknown, found)) else None

    # names

    def _resolve(self, place: Place) -> Thing | None:
        match place.node:
            case ast.Name():
                return self._name(place, place.node)
            case ast.Attribute():
                return self._attribute(place, place.node)
            case ast.Call():
                return self._call(place, place.node)
            case ast.Await(value=inner) | ast.NamedExpr(value=inner):
                return self.resolve(place.at(inner))
            case ast.BoolOp() | ast.IfExp() as node:
                choices = node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse)
                return combine(self.resolve(place.at(each)) for each in choices)
        return None

    def _name(self, place: Place, node: ast.Name) -> Thing | None:
        if (given := dict(place.given).get(node.id)) is not None:
            return self.resolve(given)
        variable = self.variables(place.module).find(node)
        if variable is None or (isinstance(variable.scope, ast.Module) and not variable.assigned):
            return self._origin(place.module.origin(node))
        found = [self._assigned(each, place.at(each.expression or _NONE)) for each in variable.assigned]
        if variable.parameter is not None and isinstance(variable.scope, (*_FUNCTIONS, ast.Lambda)):
            found.append(self._parameter(place, variable, variable.parameter))
        return combine(found)

    def _assigned(self, assigned: Assigned, place: Place) -> Thing | None:
        if assigned.how in {How.ELEMENT, How.UNKNOWN}:
            return None
        found = self.resolve(place) if assigned.expression is not None else None
        annotated = self._named.find_annotated(place.module, assigned.annotation) if assigned.annotation else None
        return combine([found, annotated])

    def _parameter(self, place: Place, variable: Variable, parameter: ast.arg) -> Thing | None:
        function = variable.scope
        assert isinstance(function, (*_FUNCTIONS, ast.Lambda))
        view = self._class_of(place.module, function)
        if view and isinstance(function, _FUNCTIONS) and is_first(function, parameter):
            return Made(place.owner or view, not has_decorator(place.module, function, "classmethod"))
        self._hangs |= {parameter.arg}
        if annotated := self._named.find_annotated(place.module, parameter.annotation):
            return annotated
        default = find_default(function, parameter.arg)
        found = self.resolve(place.at(default)) if default is not None else None
        if found is None and isinstance(function, _FUNCTIONS) and self._named.may_be_client(place.module, parameter):
            found = self._passed(place.module, function, parameter.arg)
        return found or self._named.find_parameter(place.module, parameter)

    def _passed(self, module: CodeModule, function: FunctionNode, name: str) -> Thing | None:
        """What the callers in the same file give for a parameter, if all that can be followed agree."""
        found = []
        is_method = self._class_of(module, function) is not None
        for call in self._named.calls_of(module, function):
            bound = bind_arguments(Place(module, call), call, function, skips_first=is_method)
            found += [self.resolve(bound[name])] if name in bound else []
        return combine(found) if all(isinstance(each, Client) for each in found) else None

    def _origin(self, origin: str) -> Thing | None:
        """What a dotted name is that begins with an import, or is the module's own."""
        if not self._whole.is_own(origin):
            return as_external(origin) if origin else None
        if found := self.index.find_function(origin):
            return Callable(*found)
        if view := self.index.find_class(origin):
            return Made(view, is_instance=False)
        return self._module_value(origin)

    def _module_value(self, origin: str) -> Thing | None:
        """What a variable of a module is, by all that it is assigned, also in functions that name it `global`."""
        module, expression = self.index.find_value(origin) or (None, None)
        if module is None or expression is None:
            return None
        names = self.variables(module).assigned_in(module.tree).get(origin.rpartition(".")[2], [])
        values = [each for each in names if each.expression is not None]
        if len(values) < 2:  # noqa: PLR2004 -- only one
            return self.resolve(Place(module, expression))
        return combine(self._assigned(each, Place(module, each.expression or _NONE)) for each in values)

    # attributes

    def _attribute(self, place: Place, node: ast.Attribute) -> Thing | None:
        base = self.resolve(place.at(node.value))
        if not isinstance(base, (Client, Member, Made)) and (found := self._origin(place.module.origin(node))):
            return found
        match base:
            case External(origin=origin):
                return as_external(f"{origin}.{node.attr}")
            case Made(view=view):
                return self.attribute(view, node.attr)
            case Client() | Member():
                return member_of(base, node.attr)
            case Paged() | Waiting() if node.attr in _SENDERS:
                return Sending(base)
        return self._named.find_loose(place.module, node) if base is None else None

    def _method(self, view: ClassView, owner: ClassView, node: FunctionNode) -> Thing | None:
        marks = node.decorator_list
        if any(owner.module.origin(each) in _PROPERTIES or dotted_name(each).endswith(".setter") for each in marks):
            found = self._returned(Callable(owner.module, node, view))
            return found or self._named.find_annotated(owner.module, node.returns)
        return Callable(owner.module, node, view)

    # calls

    def _call(self, place: Place, node: ast.Call) -> Thing | None:
        target = self.resolve(place.at(node.func))
        if target is None:
            return self._loose_call(place, node) or self._handed_client(place, node)
        return self.apply(target, place, node)

    def apply(self, target: Thing, place: Place, node: ast.Call) -> Thing | None:
        """What calling something gives."""
        match target:
            case External(origin=origin):
                return self._external_call(origin, place, node)
            case Callable():
                return self._function_call(target, place, node)
            case Made(view=view, is_instance=False):
                return Made(view, is_instance=True)
            case Member():
                return self._member_call(target, place, node)
            case Partial(target=inner, place=where, call=call):
                merged = ast.Call(node.func, [*call.args[1:], *node.args], [*call.keywords, *node.keywords])
                return self.apply(inner, where, merged)
        return None

    def _external_call(self, origin: str, place: Place, node: ast.Call) -> Thing | None:
        first = place.at(node.args[0]) if node.args else None
        if origin == "functools.partial" and first:
            target = self.resolve(first)
            return Partial(target, place, node) if target else None
        if origin == "getattr" and first and len(node.args) > 1:
            base, name = self.resolve(first), self.text(place.at(node.args[1]))
            return self._get_attribute(base, name) if name else None
        if origin in {"typing.cast", "typing_extensions.cast"} and len(node.args) > 1:
            return self._named.find_annotated(place.module, node.args[0]) or self.resolve(place.at(node.args[1]))
        if origin in _SAME and first:
            return self.resolve(first)
        if origin in _FIELDS:
            return self._field(place, node)
        return find_session(origin) or find_http_client(origin) or find_sdk_client(origin, self._sdks)

    def _field(self, place: Place, node: ast.Call) -> Thing | None:
        """The default of a field of a dataclass."""
        factory = next((each.value for each in node.keywords if each.arg in {"default_factory", "factory"}), None)
        if isinstance(factory, ast.Lambda):
            return self.resolve(place.at(factory.body))
        target = self.resolve(place.at(factory)) if factory else None
        return self.apply(target, place, ast.Call(factory, [], [])) if target and factory else None

    def _get_attribute(self, base: Thing | None, name: str) -> Thing | None:
        match base:
            case External(origin=origin):
                return as_external(f"{origin}.{name}")
            case Client() | Member():
                return member_of(base, name)
            case Made(view=view):
                return self.attribute(view, name)
        return None

    def _member_call(self, member: Member, place: Place, node: ast.Call) -> Thing | None:
        client = member.client
        if made := find_made_kind(member):
            return Client(client.sdk, self._made_service(place, node), made)
        if member.name in _ITSELF or (client.kind == SESSION and member.name in {"Session", "get_session"}):
            return client
        if client.kind == RESOURCE:
            return client if member.name[:1].isupper() else None
        if member.name == "get_paginator":
            operation = self._named_argument(place, node, "operation_name")
            return Paged(client, operation) if operation else None
        if member.name == "get_waiter":
            name = self._named_argument(place, node, "waiter_name")
            return Waiting(client, name) if name else None
        return None

    def _made_service(self, place: Place, node: ast.Call) -> str:
        """The service that a client is made for; "" where it isn't known, or an older model of it is asked for."""
        is_older = any(each.arg == "api_version" for each in node.keywords)
        return "" if is_older else self._named_argument(place, node, "service_name") or ""

    def _named_argument(self, place: Place, node: ast.Call, name: str) -> str | None:
        """The text of an argument that is the first one, or given by name."""
        given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == name)]
        return self.text(place.at(given[0])) if given and not isinstance(given[0], ast.Starred) else None

    def _loose_call(self, place: Place, node: ast.Call) -> Thing | None:
        """A call of something unknown: entering a context, or a session by its name (`session.client("batch")`)."""
        function = node.func
        if not isinstance(function, ast.Attribute):
            return None
        if function.attr in _ENTERS and len(node.args) == 1:
            return self.resolve(place.at(node.args[0]))
        factory = Member(Client("boto3", kind=SESSION), function.attr)
        if find_made_kind(factory) and self._named.is_session(place.module, function.value):
            return self._member_call(factory, place, node)
        return None

    def _handed_client(self, place: Place, node: ast.Call) -> Thing | None:
        """What a function gives that is handed a client, in whichever file it stands."""
        if not self._whole.is_own(place.module.origin(node.func)):
            return None
        if not any(isinstance(self.resolve(place.at(each)), Client) for each in node.args):
            return None
        helper = self.helper(place.module, node.func)
        return self._function_call(helper, place, node) if helper else None

    def _function_call(self, target: Callable, place: Place, node: ast.Call) -> Thing | None:
        """What a function of the project returns; with the arguments of the call only where these matter."""
        outer, self._hangs = self._hangs, frozenset()
        found = self._returned(target)
        hangs, self._hangs = self._hangs, outer
        if hangs:
            skips = target.owner is not None and not has_decorator(target.module, target.node, _STATIC)
            given = bind_arguments(place, node, target.node, skips_first=skips)
            if any(name in hangs and self._is_telling(each) for name, each in given.items()):
                found = self._returned(target, tuple(given.items()))
        return found or self._named.find_annotated(target.module, target.node.returns)

    def _is_telling(self, argument: Place) -> bool:
        """Whether an argument is a text or leads to a client, so that it can matter to what a function gives."""
        return self.resolve(argument) is not None or self.text(argument) is not None

    def _returned(self, target: Callable, given: tuple[tuple[str, Place], ...] = ()) -> Thing | None:
        if target.node not in self._returns:
            self._returns[target.node] = tuple(returned_values(target.module, target.node))
        places = (Place(target.module, each, target.owner, given) for each in self._returns[target.node])
        return combine(self.resolve(each) for each in places)

    # classes

    def class_around(self, place: Place) -> ClassView | None:
        """The class that an expression stands in."""
        node = place.module.class_of(place.node)
        return self.index.class_view(place.module, node) if node else None

    def _class_of(self, module: CodeModule, function: ast.AST) -> ClassView | None:
        """The class that a function is a method of."""
        around = next((each for each in module.ancestors(function) if not isinstance(each, (ast.If, ast.Try))), None)
        if not isinstance(around, ast.ClassDef) or not isinstance(function, _FUNCTIONS):
            return None
        return None if has_decorator(module, function, _STATIC) else self.index.class_view(module, around)


def _is_unknown(assigned: Assigned) -> bool:
    """Whether nothing is known of what is assigned: a parameter, None, or only an annotation."""
    given = assigned.expression
    return given is None or isinstance(given, (ast.Name, ast.Constant))

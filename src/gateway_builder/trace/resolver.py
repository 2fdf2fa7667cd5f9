"""Finds out what expressions are, as far as they lead to clients of services."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.trace.clients import (
    RESOURCE,
    SDK,
    SESSION,
    as_external,
    find_http_client,
    find_made_kind,
    find_sdk,
    find_sdk_client,
    find_session,
)
from gateway_builder.trace.named import NamedClients
from gateway_builder.trace.parameters import bind_arguments, returned_values
from gateway_builder.trace.things import Callable, External, Made, Member, Paged, Partial, Place, Sending, Waiting
from gateway_builder.trace.values import Client
from gateway_builder.trace.variables import Assigned, How, Variables, attribute_assignments, find_default

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.models import ServiceModels
    from gateway_builder.trace.texts import Texts
    from gateway_builder.trace.things import Thing
    from gateway_builder.trace.variables import Variable

_MOST_STEPS = 24
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SAME = frozenset({"contextlib.closing", "contextlib.aclosing", "contextlib.nullcontext", "copy.copy"})
_ENTERS = frozenset({"enter_context", "enter_async_context"})
_ITSELF = frozenset({"__enter__", "__aenter__"})
_PROPERTIES = frozenset(
    {"property", "functools.cached_property", "cached_property.cached_property", "django.utils.functional.cached_property"}
)
_SENDERS = frozenset({"paginate", "wait"})
_FIELDS = frozenset({"dataclasses.field", "attr.ib", "attr.field", "attrs.field", "pydantic.Field"})
_STATIC = "staticmethod"
_NONE = ast.Constant(None)


class Resolver:
    """Resolves expressions of a project; what was resolved without the arguments of one call is remembered."""

    def __init__(self, index: CodeIndex, models: ServiceModels, texts: Texts, sdks: frozenset[str]) -> None:
        self.index = index
        self.texts = texts
        self._sdks = sdks
        self._named = NamedClients(index, models, sdks)
        self._variables: dict[str, Variables] = {}
        self._known: dict[tuple[ast.AST, str], tuple[Thing | None, bool]] = {}
        self._active: dict[tuple[ast.AST, str], int] = {}
        self._lowest_cut = _MOST_STEPS
        self._hangs = False
        self._returns: dict[ast.AST, tuple[ast.expr, ...]] = {}
        self._attributes: dict[str, dict[str, tuple[Assigned, ...]]] = {}

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
        outer, self._hangs = self._hangs, False
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
        found = self.texts.find(place.module, node, place.owner or self.class_around(place))
        self._hangs |= found is None and isinstance(node, ast.Name)
        return found

    def constant(self, place: Place) -> Place | None:
        """The expression that a constant stands for, where it was assigned; None for what is no plain constant."""
        found = self.texts.find_expression(place.module, place.node, place.owner or self.class_around(place))
        return Place(found[0], found[1]) if found else None

    def variables(self, module: CodeModule) -> Variables:
        """The variables of a module."""
        if module.path not in self._variables:
            self._variables[module.path] = Variables(module)
        return self._variables[module.path]

    def attribute_values(self, view: ClassView, name: str) -> tuple[tuple[Assigned, Place], ...]:
        """What a class, or the nearest above it that does, assigns to an attribute of its instances or its own."""
        for each in (view, *view.ancestors):
            if found := self._assigned_attributes(each).get(name):
                return tuple((one, Place(each.module, one.expression or _NONE, view)) for one in found)
        return ()

    def attribute(self, view: ClassView, name: str) -> Thing | None:
        """What an attribute of a class's instance is."""
        if method := view.methods.get(name):
            return self._method(view, *method)
        found = self.attribute_values(view, name)
        resolved = [self._assigned(assigned, place) for assigned, place in found]
        if any(resolved):
            return combine(resolved)
        return self._named.find_attribute(view, name) if all(_is_unknown(each) for each, _ in found) else None

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
            case ast.BoolOp(values=values):
                return combine(self.resolve(place.at(each)) for each in values)
            case ast.IfExp(body=body, orelse=orelse):
                return combine(self.resolve(place.at(each)) for each in (body, orelse))
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
            return Made(place.owner if place.owner else view, not _has_decorator(place.module, function, "classmethod"))
        self._hangs = True
        if annotated := self._named.find_annotated(place.module, parameter.annotation):
            return annotated
        default = find_default(function, parameter.arg)
        found = self.resolve(place.at(default)) if default is not None else None
        if found is None and isinstance(function, _FUNCTIONS) and self._named.may_be_client(place.module, parameter):
            found = self._passed(place.module, function, parameter.arg)
        return found or self._named.find_parameter(place.module, function, parameter)

    def _passed(self, module: CodeModule, function: FunctionNode, name: str) -> Thing | None:
        """What the callers in the same file give for a parameter, if all that can be followed agree."""
        found = []
        for call in self._named.calls_of(module, function):
            bound = bind_arguments(Place(module, call), call, function, skips_first=self._class_of(module, function) is not None)
            if name in bound:
                found.append(self.resolve(bound[name]))
        return combine(found) if all(isinstance(each, Client) for each in found) else None

    def _origin(self, origin: str) -> Thing | None:
        """What a dotted name is that begins with an import, or is the module's own."""
        if not origin:
            return None
        if not self.index.is_own(origin):
            return as_external(origin)
        if found := self.index.find_function(origin):
            return Callable(*found)
        if view := self.index.find_class(origin):
            return Made(view, is_instance=False)
        if value := self.index.find_value(origin):
            module, expression = value
            names = self.variables(module).assigned_in(module.tree).get(origin.rpartition(".")[2], [])
            values = [each for each in names if each.expression is not None] if len(names) > 1 else []
            if not values:
                return self.resolve(Place(module, expression))
            return combine(self._assigned(each, Place(module, each.expression or _NONE)) for each in values)
        return None

    # attributes

    def _attribute(self, place: Place, node: ast.Attribute) -> Thing | None:
        if dotted_name(node) and not isinstance(base := self.resolve(place.at(node.value)), (Client, Member, Made)):
            origin = place.module.origin(node)
            if origin and (found := self._origin(origin)):
                return found
        else:
            base = self.resolve(place.at(node.value))
        match base:
            case External(origin=origin):
                return as_external(f"{origin}.{node.attr}")
            case Made(view=view):
                return self.attribute(view, node.attr)
            case Client() | Member():
                return _member_of(base, node.attr)
            case Paged() | Waiting() if node.attr in _SENDERS:
                return Sending(base)
        return self._named.find_loose(place.module, node) if base is None else None

    def _method(self, view: ClassView, owner: ClassView, node: FunctionNode) -> Thing | None:
        if any(owner.module.origin(each) in _PROPERTIES or _name_of(each) == "setter" for each in node.decorator_list):
            found = self._returned(Callable(owner.module, node, view))
            return found or self._named.find_annotated(owner.module, node.returns)
        return Callable(owner.module, node, view)

    # calls

    def _call(self, place: Place, node: ast.Call) -> Thing | None:
        target = self.resolve(place.at(node.func))
        if target is None:
            return self._loose_call(place, node)
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
                return _member_of(base, name)
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
        if function.attr in {"client", "create_client", "resource"} and self._named.is_session(place.module, function.value):
            session = Member(Client("boto3", kind=SESSION), function.attr)
            return self._member_call(session, place, node)
        return None

    def _function_call(self, target: Callable, place: Place, node: ast.Call) -> Thing | None:
        """What a function of the project returns; with the arguments of the call only where these matter."""
        outer, self._hangs = self._hangs, False
        found = self._returned(target)
        hangs, self._hangs = self._hangs, outer
        if hangs:
            skips = target.owner is not None and not _has_decorator(target.module, target.node, _STATIC)
            given = bind_arguments(place, node, target.node, skips_first=skips)
            found = self._returned(target, tuple(given.items())) if given else found
        return found or self._named.find_annotated(target.module, target.node.returns)

    def _returned(self, target: Callable, given: tuple[tuple[str, Place], ...] = ()) -> Thing | None:
        if target.node not in self._returns:
            self._returns[target.node] = tuple(returned_values(target.module, target.node))
        places = (Place(target.module, each, target.owner, given) for each in self._returns[target.node])
        return combine(self.resolve(each) for each in places)

    # classes

    def _assigned_attributes(self, view: ClassView) -> dict[str, tuple[Assigned, ...]]:
        """What a class itself assigns in its body and to `self`, by name."""
        if view.origin not in self._attributes:
            found: dict[str, tuple[Assigned, ...]] = {}
            held = self.variables(view.module).assigned_in(view.node)
            for name, assigned in held.items():
                found[name] = tuple(assigned)
            for method in view.own_methods.values():
                for one in attribute_assignments(method):
                    name = _name_of(one.target)
                    found[name] = (*found.get(name, ()), one)
            self._attributes[view.origin] = found
        return self._attributes[view.origin]

    def class_around(self, place: Place) -> ClassView | None:
        """The class that an expression stands in."""
        node = place.module.class_of(place.node)
        return self.index.class_view(place.module, node) if node else None

    def _class_of(self, module: CodeModule, function: ast.AST) -> ClassView | None:
        """The class that a function is a method of."""
        around = next((each for each in module.ancestors(function) if not isinstance(each, (ast.If, ast.Try))), None)
        if not isinstance(around, ast.ClassDef) or not isinstance(function, _FUNCTIONS):
            return None
        return None if _has_decorator(module, function, _STATIC) else self.index.class_view(module, around)


def combine(found: Iterable[Thing | None]) -> Thing | None:
    """What several ways of getting a value agree on; a client of an unknown service where they differ."""
    known = list(dict.fromkeys(each for each in found if each is not None))
    if len(known) < 2:  # noqa: PLR2004 -- one or none
        return known[0] if known else None
    clients = [each for each in known if isinstance(each, Client)]
    if len(clients) < len(known):
        return None
    kinds, services = {each.kind for each in clients}, {each.service for each in clients if each.service}
    if len(kinds) > 1:
        return None
    sdks = [each.sdk for each in clients if each.sdk]
    is_one = len(services) == 1
    return Client(sdks[0] if sdks else "", services.pop() if is_one else "", kinds.pop())


def is_first(function: FunctionNode, parameter: ast.arg) -> bool:
    """Whether a parameter is the first one, `self` in a method."""
    return parameter is next(iter((*function.args.posonlyargs, *function.args.args)), None)


def _member_of(base: Client | Member, name: str) -> Thing | None:
    if isinstance(base, Client):
        if base.kind == RESOURCE and name == "meta":
            return Member(base, name)
        return Member(base, name)
    if base.name == "meta" and name == "client":
        return Client(base.client.sdk, base.client.service)
    is_dotted = base.client.kind in {SDK, RESOURCE} or base.name in {"exceptions", "meta"}
    return Member(base.client, f"{base.name}.{name}") if is_dotted else None


def _has_decorator(module: CodeModule, function: FunctionNode, name: str) -> bool:
    return any(module.origin(each) == name for each in function.decorator_list)


def _is_unknown(assigned: Assigned) -> bool:
    """Whether nothing is known of what is assigned: a parameter, None, or only an annotation."""
    given = assigned.expression
    return given is None or isinstance(given, (ast.Name, ast.Constant))


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""

"""Clients that are known by annotations, and by the names of parameters and attributes where their use fits."""

from __future__ import annotations

import ast
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name
from gateway_builder.trace.client_extras import is_of_every_client
from gateway_builder.trace.clients import AWS_SDKS, find_annotated, is_client_name, service_candidates
from gateway_builder.trace.things import Made
from gateway_builder.trace.values import Client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import ServiceModel
    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode
    from gateway_builder.trace.service_models import ServiceModels
    from gateway_builder.trace.things import Thing

_WRAPPERS = frozenset({"Optional", "Union", "Annotated", "Final", "ClassVar", "Required", "NotRequired"})
_ANYTHING = frozenset({"typing.Any", "typing_extensions.Any", "object"})
_FREE = _ANYTHING | {"botocore.client.BaseClient", "boto3.client"}
_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
_CLIENT_WORDS = ("client", "session", "boto", "aws", "http", "conn", "api", "sdk")
_SAME_NAME = 0.85


class NamedClients:
    """What names and annotations tell, held against the models so that nothing else is taken for a client."""

    def __init__(self, index: CodeIndex, models: ServiceModels, sdks: frozenset[str]) -> None:
        self._index = index
        self._models = models
        self._sdks = sdks
        self._uses: dict[str, dict[str, frozenset[str]]] = {}
        self._calls: dict[str, dict[str, list[ast.Call]]] = {}

    def find_annotated(self, module: CodeModule, annotation: ast.expr | None) -> Thing | None:
        """What an annotation says: a client, or an instance of a class of the project; None where it says both."""
        leaves = [each for each in _leaves(annotation) if module.origin(each) not in _ANYTHING]
        found = [self._find_leaf(module.origin(each)) for each in leaves]
        return found[0] if len(set(found)) == 1 else None

    def _find_leaf(self, origin: str) -> Thing | None:
        if not origin or not self._index.is_own(origin):
            return find_annotated(origin, self._sdks) if origin else None
        view = self._index.find_class(origin)
        if view is None:
            return None
        is_protocol = not _PROTOCOLS.isdisjoint(view.foreign_bases)
        return self._find_protocol(view) if is_protocol else Made(view, is_instance=True)

    def is_free(self, module: CodeModule, annotation: ast.expr | None) -> bool:
        """Whether an annotation leaves open what is given: none at all, `Any`, `object`, any client."""
        return all(module.origin(leaf) in _FREE for leaf in _leaves(annotation))

    def may_be_client(self, module: CodeModule, parameter: ast.arg) -> bool:
        """Whether a parameter is called as clients are, and nothing says that it is something else."""
        name = parameter.arg.lower()
        is_named = any(each in name for each in _CLIENT_WORDS) or bool(service_candidates(name, self._models.names))
        return is_named and self.is_free(module, parameter.annotation)

    def find_parameter(self, module: CodeModule, parameter: ast.arg) -> Client | None:
        """The client that a parameter's name says, if nothing else says what it is and its use fits."""
        return self.find_name(module, parameter.arg) if self.is_free(module, parameter.annotation) else None

    def find_loose(self, module: CodeModule, node: ast.Attribute) -> Client | None:
        """The client that `something.batch_client` says, where nothing is known of `something`."""
        return self.find_name(module, node.attr) if is_client_name(node.attr) else None

    def find_name(self, module: CodeModule, name: str) -> Client | None:
        """The client that a variable's name says, if what is called on it in the file fits."""
        used = self._used(module).get(name.strip("_"), frozenset())
        is_explicit = is_client_name(name)
        if not is_explicit and not any("_" in each for each in used):
            return None
        for service in service_candidates(name, self._models.names):
            model = self._models.find(service)
            if model and _fits(model, used, is_explicit=is_explicit):
                return Client("", service)
        return None

    def is_session(self, module: CodeModule, node: ast.expr) -> bool:
        """Whether a name says that it is a session of an SDK of AWS."""
        name = dotted_name(node).rpartition(".")[2].lower()
        if isinstance(node, ast.Call):
            name = dotted_name(node.func).rpartition(".")[2].lower()
        return ("session" in name or "boto" in name) and any(
            each.module.partition(".")[0] in AWS_SDKS for each in module.imports
        )

    def calls_of(self, module: CodeModule, function: FunctionNode) -> Iterator[ast.Call]:
        """The calls of a function in its own file, by its name; of a constructor those of its class."""
        if module.path not in self._calls:
            found: dict[str, list[ast.Call]] = {}
            for node in module.nodes:
                if isinstance(node, ast.Call) and (name := dotted_name(node.func).rpartition(".")[2]):
                    found.setdefault(name, []).append(node)
            self._calls[module.path] = found
        calls = self._calls[module.path]
        owner = module.class_of(function)
        if function.name != "__init__":
            yield from (each for each in calls.get(function.name, ()) if self._may_reach(module, each, owner))
            return
        yield from calls.get(owner.name, ()) if owner else ()
        yield from (each for each in calls.get("cls", ()) if module.class_of(each) is owner)

    def _may_reach(self, module: CodeModule, call: ast.Call, owner: ast.ClassDef | None) -> bool:
        """Whether a call by a method's name can be of that method: one of `self` only in a class of its line."""
        caller = module.class_of(call) if dotted_name(call.func).startswith(("self.", "cls.")) else None
        if caller is None or owner is None or caller is owner:
            return True
        views = [self._index.class_view(module, each) for each in (caller, owner)]
        return any(one.origin in {each.origin for each in other.ancestors} for one, other in (views, views[::-1]))

    def _find_protocol(self, view: ClassView) -> Client | None:
        """The client that a narrow Protocol of the project stands for."""
        asked = {name for name in view.methods if not name.startswith("_")}
        for service in service_candidates(view.name, self._models.names):
            model = self._models.find(service)
            asked = {name for name in asked if not is_of_every_client(service, name)}
            if model and len(asked & model.operations.keys()) * 2 >= len(asked):
                return Client("", service)
        return None

    def _used(self, module: CodeModule) -> dict[str, frozenset[str]]:
        """What is asked of variables and attributes, called or not, by their names without underscores around them."""
        if module.path not in self._uses:
            found: dict[str, set[str]] = {}
            for node in module.nodes:
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                    holder = node.value
                    name = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
                    found.setdefault(name.strip("_"), set()).add(node.attr)
            self._uses[module.path] = {name: frozenset(held) for name, held in found.items()}
        return self._uses[module.path]


def _fits(model: ServiceModel, used: frozenset[str], *, is_explicit: bool) -> bool:
    """Whether the methods that are called are the service's; one slip is let pass where the name is plain."""
    asked = {name for name in used if not is_of_every_client(model.service, name)}
    known = asked & model.operations.keys()
    unknown = asked - known
    if not unknown:
        return is_explicit or bool(known)
    if len(unknown) > 1 or not is_explicit:
        return False
    word = next(iter(unknown))
    return bool(known) or any(SequenceMatcher(None, word, each).ratio() >= _SAME_NAME for each in model.operations)


def _leaves(annotation: ast.expr | None) -> Iterator[ast.expr]:
    """The types that an annotation names, None left out: those of `Optional[X]`, `X | None`, `"X"`."""
    match annotation:
        case ast.Constant(value=str() as text):
            yield from _leaves(_parse(text))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _leaves(left)
            yield from _leaves(right)
        case ast.Subscript(value=outer, slice=inner) if dotted_name(outer).rpartition(".")[2] in _WRAPPERS:
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            is_annotated = dotted_name(outer).endswith("Annotated")
            for part in parts[:1] if is_annotated else parts:
                yield from _leaves(part)
        case ast.Name() | ast.Attribute() | ast.Subscript():
            yield annotation


def _parse(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None

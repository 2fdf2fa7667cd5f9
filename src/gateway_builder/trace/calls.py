"""Finds the calls of a module that go to services."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.trace.arguments import standing_in
from gateway_builder.trace.client_extras import PRESIGNING, is_of_every_client, is_transfer
from gateway_builder.trace.clients import HTTP, RESOURCE, SDK, find_sdk, sends_request
from gateway_builder.trace.forwarding import Forwards
from gateway_builder.trace.things import Callable, External, Member, Paged, Partial, Place, Sending
from gateway_builder.trace.values import CallKind, Client, Sent, ServiceCall

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.arguments import ArgumentReader
    from gateway_builder.trace.resolver import Resolver
    from gateway_builder.trace.things import Thing

_THREADS = frozenset(
    {"asyncio.to_thread", "starlette.concurrency.run_in_threadpool", "fastapi.concurrency.run_in_threadpool"}
    | {"trio.to_thread.run_sync", "anyio.to_thread.run_sync"}
)
_LOOKERS = ("functools.", "unittest.", "inspect.", "typing.")
_METHODS = (ast.Attribute, ast.Name, ast.Call)
_EXECUTOR = "run_in_executor"
_QUIET_RESOURCE = frozenset({"batch_writer", "get_available_subresources", "meta"})
_SETTING_MODULES = frozenset(
    {"classes", "config", "configs", "enums", "models", "options", "params", "schemas", "types"}
)
_QUIET_SDK = frozenset({"close", "aclose", "disconnect", "quit"})


class CallReader:
    """Reads the service calls of modules."""

    def __init__(self, resolver: Resolver, arguments: ArgumentReader, sdks: frozenset[str]) -> None:
        self._resolver = resolver
        self._arguments = arguments
        self._forwards = Forwards(resolver)
        self._sdks = sdks
        self._completed: set[ast.Call] = set()

    def read(self, module: CodeModule) -> tuple[ServiceCall, ...]:
        """Every call of a module, in source order."""
        found: dict[ast.Call, ServiceCall] = {}
        waiting: dict[ast.Call, Partial] = {}
        self._completed.clear()
        for node in module.nodes:
            if not isinstance(node, ast.Call):
                continue
            if isinstance(made := self._resolver.resolve(Place(module, node)), Partial) and made.call is node:
                waiting[node] = made
            elif call := self._find(module, node):
                found[node] = call
        for node, made in waiting.items():
            if node not in self._completed and (call := self._direct(made, Place(module, node), _bare(node))):
                found[node] = _moved(call, module, node, is_answer=False, is_open=True)
        return tuple(sorted(found.values(), key=lambda each: (each.node.lineno, each.node.col_offset)))

    def find(self, module: CodeModule, node: ast.Call) -> ServiceCall | None:
        """The call of a service that a node is, or None; nothing else of the module is read for it."""
        made = self._resolver.resolve(Place(module, node))
        return None if isinstance(made, Partial) and made.call is node else self._find(module, node)

    def _find(self, module: CodeModule, node: ast.Call) -> ServiceCall | None:
        place = Place(module, node)
        target = self._resolver.resolve(place.at(node.func))
        return self._direct(target, place, node) or self._handed_on(target, place, node)

    def _direct(
        self, target: Thing | None, place: Place, node: ast.Call, spreads: Mapping[str, Sent] | None = None
    ) -> ServiceCall | None:
        """A call of a client's own method."""
        match target:
            case Member(client=client) if client.kind == "client":
                return self._operation(target, place, node, spreads)
            case Member():
                return self._foreign(target, place, node)
            case Sending(asked=asked):
                kind = CallKind.PAGINATOR if isinstance(asked, Paged) else CallKind.WAITER
                return self._made(asked.client, kind, asked.name, place, node, spreads)
            case Partial():
                return self._complete(target, place, node, spreads)
            case External(origin=origin) if sdk := find_sdk(origin, self._sdks):
                return self._module_call(sdk, origin, place, node)
        return None

    def _operation(
        self, target: Member, place: Place, node: ast.Call, spreads: Mapping[str, Sent] | None
    ) -> ServiceCall | None:
        client, name = target.client, target.name
        if is_transfer(client.service, name):
            return self._made(client, CallKind.TRANSFER, name, place, node)
        if name == PRESIGNING:
            return self._presigned(client, place, node)
        if "." in name or is_of_every_client(client.service, name):
            return None
        return self._made(client, CallKind.OPERATION, name, place, node, spreads)

    def _presigned(self, client: Client, place: Place, node: ast.Call) -> ServiceCall | None:
        named = {each.arg: each.value for each in node.keywords if each.arg}
        asked = named.get("ClientMethod") or (node.args[0] if node.args else None)
        name = self._resolver.text(place.at(asked)) if asked else None
        given = named.get("Params") or (node.args[1] if len(node.args) > 1 else None)
        if name is None:
            return None
        sent = self._arguments.read(place.at(given)) if given else Sent(node, entries=(), is_open=True)
        return replace(self._call(client, CallKind.PRESIGNED, name, place, node, sent), positional=0)

    def _foreign(self, target: Member, place: Place, node: ast.Call) -> ServiceCall | None:
        """A method of an HTTP client, a resource, or the client of another SDK."""
        client, last = target.client, target.name.rpartition(".")[2]
        if client.kind == HTTP and sends_request(target):
            return self._made(client, CallKind.HTTP, target.name, place, node)
        quiet = _QUIET_RESOURCE if client.kind == RESOURCE else _QUIET_SDK
        is_asked = client.kind in {RESOURCE, SDK} and last not in quiet and not last[:1].isupper()
        is_plain = not last.startswith(("_", "from_")) and not target.name.startswith("meta.")
        return self._made(client, CallKind.SDK, target.name, place, node) if is_asked and is_plain else None

    def _module_call(self, sdk: str, origin: str, place: Place, node: ast.Call) -> ServiceCall | None:
        """A method of a class of an SDK's module: `stripe.Charge.create(…)`."""
        *holders, last = origin.removeprefix(f"{sdk}.").split(".")
        is_method = bool(holders) and holders[-1][:1].isupper() and not last[:1].isupper()
        if not is_method or last.startswith(("_", "from_")) or not _SETTING_MODULES.isdisjoint(holders):
            return None
        return self._made(
            Client(sdk.partition(".")[0], kind=SDK), CallKind.SDK, ".".join((*holders, last)), place, node
        )

    def _complete(
        self, target: Partial, place: Place, node: ast.Call, spreads: Mapping[str, Sent] | None
    ) -> ServiceCall | None:
        """A partial's call: what it was given before goes first."""
        self._completed.add(target.call)
        first = self._direct(
            target.target, target.place, _bare(target.call, target.call.args[1:], target.call.keywords)
        )
        if first is None:
            return None
        own = self._arguments.read_call(place, node, spreads)
        entries = (*(first.arguments.entries or ()), *(own.entries or ()))
        sent = Sent(node, entries=entries, is_open=first.arguments.is_open or own.is_open)
        return self._call(first.client, first.kind, first.operation, place, node, sent)

    def _handed_on(self, target: Thing | None, place: Place, node: ast.Call) -> ServiceCall | None:
        """A call that is given a client's method to call it: `asyncio.to_thread(client.submit_job, …)`."""
        if isinstance(target, Callable) and (found := self._forwarded(target, place, node)):
            return found
        origin = target.origin if isinstance(target, External) else "."
        if "." not in origin or origin.startswith(_LOOKERS):
            return None
        for given in node.args:
            asked = self._resolver.resolve(place.at(given)) if isinstance(given, _METHODS) else None
            if isinstance(asked, (Member, Sending, Partial)):
                helper = None if target else self._resolver.helper(place.module, node.func)
                known = self._forwarded(helper, place, node) if helper else None
                return known or self._run_elsewhere(asked, place, node, is_thread=origin in _THREADS)
        return None

    def _run_elsewhere(
        self, asked: Member | Sending | Partial, place: Place, node: ast.Call, *, is_thread: bool
    ) -> ServiceCall | None:
        is_executor = isinstance(node.func, ast.Attribute) and node.func.attr == _EXECUTOR
        held = self._direct(asked, place, _bare(node, keywords=node.keywords if is_thread else ()))
        if held is None or held.kind in {CallKind.HTTP, CallKind.SDK, CallKind.PRESIGNED}:
            return None
        is_known = is_thread or is_executor
        return _moved(held, place.module, node, is_answer=is_known, is_open=not is_known)

    def _forwarded(self, target: Callable, place: Place, node: ast.Call) -> ServiceCall | None:
        """A call of a helper that calls what it is given, or the operation whose name it is given."""
        forward = self._forwards.find(target, place, node)
        if forward is None:
            return None
        where = forward.place.module
        spreads = {}
        if forward.spread:
            handed = self._arguments.read_call(place, _bare(node, keywords=forward.keywords))
            spreads[forward.spread] = standing_in(handed, place.module, where)
        inner = self._direct(forward.target, forward.place, forward.call, spreads)
        if inner is None:
            return None
        inner = replace(inner, arguments=standing_in(inner.arguments, where, place.module))
        moved = _moved(inner, place.module, node, is_answer=forward.is_answer)
        return replace(moved, through=(where, forward.call))

    def _made(
        self,
        client: Client,
        kind: CallKind,
        name: str,
        place: Place,
        node: ast.Call,
        spreads: Mapping[str, Sent] | None = None,
    ) -> ServiceCall:
        return self._call(client, kind, name, place, node, self._arguments.read_call(place, node, spreads))

    @staticmethod
    def _call(client: Client, kind: CallKind, name: str, place: Place, node: ast.Call, sent: Sent) -> ServiceCall:
        module = place.module
        return ServiceCall(
            module=module,
            node=node,
            client=client,
            kind=kind,
            operation=name,
            arguments=sent,
            positional=len(node.args),
            owner=module.class_of(node),
            function=module.function_of(node),
            is_answer=kind not in {CallKind.TRANSFER, CallKind.PRESIGNED},
        )


def _bare(call: ast.Call, args: Sequence[ast.expr] = (), keywords: Sequence[ast.keyword] = ()) -> ast.Call:
    """A call with other arguments, for what stands at the same place."""
    return ast.copy_location(ast.Call(call.func, list(args), list(keywords)), call)


def _moved(
    call: ServiceCall, module: CodeModule, node: ast.Call, *, is_answer: bool, is_open: bool = False
) -> ServiceCall:
    """The call as another call makes it."""
    sent = replace(call.arguments, node=node, is_open=call.arguments.is_open or is_open, module=None)
    return replace(
        call,
        module=module,
        node=node,
        arguments=sent,
        owner=module.class_of(node),
        function=module.function_of(node),
        is_answer=is_answer and call.is_answer,
    )

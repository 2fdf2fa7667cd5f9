"""GW207: an interface that passes raw payloads on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.check.type_forms import TypeForm, TypeReader
from gateway_builder.naming import split_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings

_DICTS = frozenset({"dict", "collections.abc.Mapping", "collections.abc.MutableMapping"})
_PAIR = 2
_BYTES = (
    *("storage", "store", "file", "files", "blob", "object", "bucket", "document", "documents", "media", "image"),
    *("audio", "video", "pdf", "attachment", "archive", "asset", "cache", "encryption", "crypto", "cipher", "signer"),
    *("key", "download", "downloader", "upload", "uploader", "renderer", "converter", "transport", "stream", "reader"),
    *("speech", "photo", "picture", "export", "exporter", "report", "backup", "data", "content", "artifact", "secret"),
)


def _find(codebase: Codebase, settings: Settings) -> Iterator[Violation]:
    types = TypeReader(codebase.index)
    allowed = frozenset(settings.words("bytes-for"))
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            method = MethodView(interface.view, node)
            if node.name.startswith("_") or method.is_property:
                continue
            for what, annotation in _annotated(method):
                form = types.read(interface.module, annotation)
                is_content = what == "takes" or bool(allowed & _words(interface, node.name))
                raw = _raw(form) or ("" if is_content else _raw_bytes(form))
                if raw:
                    name = f"{interface.name}.{node.name}"
                    message = f"{name} {what} {raw}, so its callers depend on what a service sends"
                    yield Violation(interface.module, annotation, message, "use a business model, or plain values")


def _annotated(method: MethodView) -> Iterator[tuple[str, ast.expr]]:
    for each in method.arguments:
        if each.node.annotation and (each.is_positional or each.is_named):
            yield "takes", each.node.annotation
    if method.node.returns:
        yield "returns", method.node.returns


def _raw(form: TypeForm) -> str:
    """What is raw in a type: `Any`, a dictionary of it, or a collection of these; "" where nothing is."""
    if form.is_any:
        return "Any"
    if form.origin in _DICTS:
        if not form.arguments:
            return f"a bare {form.origin.rpartition('.')[2]}"
        is_open = len(form.arguments) == _PAIR and form.arguments[1].is_any
        return f"{form.origin.rpartition('.')[2]}[…, Any]" if is_open else _raw(form.arguments[-1])
    if form.origin == "|":
        return next(filter(None, map(_raw, form.arguments)), "")
    if form.is_sequence and form.arguments:
        return _raw(form.arguments[0])
    return _raw(form.awaited) if form.is_awaitable else ""


def _raw_bytes(form: TypeForm) -> str:
    return "bytes" if any(each.origin == "bytes" for each in form.members) else ""


def _words(interface: InterfaceView, method: str) -> frozenset[str]:
    """The words in the names of an interface and a method."""
    return frozenset(word.lower() for word in (*split_words(interface.name), *method.split("_")))


RULE = Rule(
    code="GW207",
    name="raw-payload",
    summary="A method of an interface takes or returns `Any`, `dict[str, Any]` or bytes instead of a model.",
    rationale="""
A `dict[str, Any]` that crosses the interface is the service's own answer: its keys become the contract, type checkers
see nothing, and the day the service or the technology changes every use case changes with it. The gateway is the place
where answers become models.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Any, Protocol

class ISimulationRunner(Protocol):
    def describe_run(self, run_id: str) -> dict[str, Any]: ...  # GW207
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

from app.models import RunStatusDetail

class ISimulationRunner(Protocol):
    def describe_run(self, run_id: str, labels: dict[str, str]) -> RunStatusDetail: ...
""",
    ),
    find=_find,
    recommended=True,
    options=(
        RuleOption(
            "bytes-for",
            _BYTES,
            "Words in the name of an interface or a method whose content may be `bytes`.",
        ),
    ),
)

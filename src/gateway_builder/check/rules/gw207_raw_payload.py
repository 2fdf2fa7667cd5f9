"""GW207: an interface that passes raw payloads on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.docstring_sections import read_docstring
from gateway_builder.check.rule import Rule, RuleOption, Violation
from gateway_builder.check.signatures import MethodView
from gateway_builder.check.type_forms import TypeForm, TypeReader
from gateway_builder.naming import split_words
from gateway_builder.source.members import clean_docstring

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.docstring_sections import Docstring
    from gateway_builder.check.rule import Settings

_DICTS = frozenset({"dict", "collections.abc.Mapping", "collections.abc.MutableMapping"})
_PAYLOADS = frozenset(
    {"payload", "body", "data", "message", "event", "response", "request", "record", "records", "answer", "result"}
    | {"results", "raw", "json"}
)
_CONSEQUENCES = {
    "takes": "nothing says what it has to hold",
    "returns": "its callers depend on what a service sends",
}
_SERIALIZERS = frozenset(
    {"to_dict", "from_dict", "as_dict", "asdict", "to_json", "from_json", "serialize", "model_dump"}
)
_REWRITES = frozenset(
    {"anonymize", "censor", "enrich", "filter", "mask", "normalize", "redact", "rewrite", "sanitize", "scrub"}
    | {"transform"}
)
_REWRITTEN = re.compile(
    r"\b(?:modified|transformed|rewritten|redacted|masked|sanitized|filtered|unchanged)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"""(["'])([\w-]+)\1""")
_FEWEST_KEYS = 2
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
            if node.name.startswith("_") or node.name in _SERIALIZERS or not method.is_plain or method.is_property:
                continue
            doc = read_docstring(clean_docstring(node) or "")
            if _rewrites(method, doc, types):
                continue
            for what, annotation in _annotated(method, doc):
                form = types.read(interface.module, annotation)
                is_content = what == "takes" or bool(allowed & _words(interface, node.name))
                if _is_raw(form) or (not is_content and any(each.origin == "bytes" for each in form.members)):
                    text = interface.module.text_of(annotation)
                    message = f"{interface.name}.{node.name} {what} {text}, so {_CONSEQUENCES[what]}"
                    yield Violation(interface.module, annotation, message, "use a business model, or plain values")


def _annotated(method: MethodView, doc: Docstring) -> Iterator[tuple[str, ast.expr]]:
    """The types of what a method returns, and of parameters that are payloads by their names and hold unsaid keys."""
    for each in method.arguments:
        is_payload = each.name.rpartition("_")[2] in _PAYLOADS
        if each.node.annotation and is_payload and not _lists_keys(doc.said_of(each.name)):
            yield "takes", each.node.annotation
    if method.node.returns:
        yield "returns", method.node.returns


def _lists_keys(text: str) -> bool:
    return len({key for _, key in _QUOTED.findall(text)}) >= _FEWEST_KEYS


def _rewrites(method: MethodView, doc: Docstring, types: TypeReader) -> bool:
    """Whether a method gives back what it is given, changed: a policy for payloads, which asks no service for any."""
    returned = types.read(method.module, method.node.returns)
    given = (types.read(method.module, each.node.annotation) for each in method.arguments)
    is_meant = method.name.partition("_")[0] in _REWRITES or _REWRITTEN.search(doc.section("returns").text)
    return bool(is_meant) and returned.origin != "" and returned in given


def _is_raw(form: TypeForm) -> bool:
    """Whether a type is `Any`, a dictionary of it, or a collection of these."""
    if form.is_any:
        return True
    if form.origin in _DICTS:
        return not form.arguments or _is_raw(form.arguments[-1])
    if form.origin == "|":
        return any(map(_is_raw, form.arguments))
    if form.is_awaitable:
        return _is_raw(form.awaited)
    return form.is_sequence and bool(form.arguments) and _is_raw(form.arguments[0])


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
where answers become models. Of a payload that is handed in nothing says what it has to hold, unless the docstring lists
its keys. A policy that gives back the payload that it is given, changed, is let pass.
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

"""How what an answer holds becomes a value of the type that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.annotation_types import ANYTHING, read_type
from gateway_builder.bind.annotations import element_of, reads_shape, without_none
from gateway_builder.bind.literals import describe_shape
from gateway_builder.model.binding import Step, StepKind, StreamUse
from gateway_builder.model.business import ModelKind
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.service import Shape, ShapeKind

if TYPE_CHECKING:
    from gateway_builder.bind.findings import Findings

_WRAPS = {
    "tuple": "tuple",
    "set": "set",
    "AbstractSet": "set",
    "MutableSet": "set",
    "frozenset": "frozenset",
    "Iterator": "iter",
}
_LISTS = frozenset({"list", "Sequence", "MutableSequence", "Collection", "Iterable"})
_CHUNKS = ("Iterator", "Iterable")
_ASYNC_CHUNKS = ("AsyncIterator", "AsyncIterable")
_DECIMAL = frozenset({"Decimal"})
_NUMBERS = _DECIMAL | {"int", "float"}


class Conversion(NamedTuple):
    """What is done with a value: the callable that it is passed to, and what becomes of streamed bytes."""

    wrap: str = ""
    stream: StreamUse | None = None


def find_wrap(annotation: str) -> str | None:
    """What makes a list the collection that is asked for, "" where a list is one; None where no list can be."""
    wanted = read_type(without_none(annotation))
    if not wanted.name or wanted.name in ANYTHING | _LISTS:
        return ""
    if wanted.name == "tuple" and wanted.arguments and not element_of(wanted.text):
        return None
    return _WRAPS.get(wanted.name)


def find_conversion(annotation: str, steps: tuple[Step, ...], shape: Shape, findings: Findings) -> Conversion | None:
    """How a value of the shape, to which the steps lead, becomes one of the type; None where it can't."""
    wanted = without_none(annotation)
    if shape.is_stream:
        return _find_stream_use(wanted, shape, findings)
    if not wanted:
        return Conversion()
    if shape.kind is ShapeKind.LIST and (wrap := find_wrap(wanted)):
        element = element_of(wanted)
        wanted = f"list[{element}]" if element else "list"
        return Conversion(wrap) if _is_read(wanted, shape, findings) else None
    if _is_read(wanted, shape, findings):
        return Conversion()
    return _find_number(wanted, shape, findings, is_key=bool(steps) and steps[-1].kind is StepKind.KEY)


def describe_misfit(path: str, shape: Shape, annotation: str, findings: Findings) -> tuple[str, str]:
    """Why a value of the shape does not become one of the type, as the beginning of a sentence; and what to do."""
    wanted = without_none(annotation)
    if shape.is_event_stream:
        return f"{path} is a stream of events", f"read them one by one: {path}[*]"
    if shape.is_stream:
        chunks = _ASYNC_CHUNKS if findings.is_async else _CHUNKS
        return f"{path} is a stream of bytes", f"the type is bytes, or {chunks[0]}[bytes] for one part after the other"
    return f"{path} is {describe_shape(shape, findings.model)}", _advise(path, shape, wanted, findings)


def _advise(path: str, shape: Shape, wanted: str, findings: Findings) -> str:
    model = findings.models(read_type(wanted).identifier)
    if shape.kind is ShapeKind.LIST:
        is_list = find_wrap(wanted) is not None
        return f"say with each how every {element_of(wanted)} is made" if is_list else f"read one: {path}[0]"
    if model and model.kind is ModelKind.ENUM:
        return "translate it with a map"
    if model and shape.kind is ShapeKind.STRUCTURE:
        return f"say with fields how {model.name} is made"
    return "read another member, or change the type"


def _is_read(wanted: str, shape: Shape, findings: Findings) -> bool:
    is_events = shape.is_event_stream and read_type(wanted).name not in ANYTHING
    return not is_events and reads_shape(wanted, shape, findings.model, findings.models) is not False


def _find_stream_use(wanted: str, shape: Shape, findings: Findings) -> Conversion | None:
    found = read_type(wanted)
    if found.name in (_ASYNC_CHUNKS if findings.is_async else _CHUNKS):
        is_bytes = not found.arguments or found.arguments[0].name == "bytes"
        return Conversion(stream=StreamUse.CHUNKS) if is_bytes else None
    is_bytes = found.name not in _CHUNKS + _ASYNC_CHUNKS and (not wanted or _is_read(wanted, shape, findings))
    return Conversion(stream=StreamUse.READ) if is_bytes else None


def _find_number(wanted: str, shape: Shape, findings: Findings, *, is_key: bool) -> Conversion | None:
    """Numbers among texts: maps hold values of one type, and decimals travel as text; a float is no exact `Decimal`."""
    name = read_type(wanted).name
    is_text = shape.kind is ShapeKind.STRING and not shape.enum and name in (_NUMBERS if is_key else _DECIMAL)
    if not is_text and not (shape.kind is ShapeKind.INTEGER and name in _DECIMAL):
        return None
    if name in _DECIMAL:
        findings.imports[ImportedName("decimal", "Decimal")] = None
    return Conversion(name)

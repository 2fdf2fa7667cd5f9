"""Operations of a botocore model as neutral values."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.gateways.botocore_conversion import (
    broken_model,
    read_documentation,
    read_flag,
    read_integer,
    read_table,
    read_text,
    require_name,
    require_printable,
)
from gateway_builder.gateways.botocore_paging import read_paging
from gateway_builder.model.service import Operation, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.gateways.botocore_conversion import JsonTable
    from gateway_builder.gateways.botocore_method_names import MethodNames
    from gateway_builder.gateways.botocore_model import RawModel

_TAKES_EVENTS = "it takes a stream of events, and boto3 has no method for such operations"


class BotocoreOperations:
    """Converts the operations of one model."""

    def __init__(self, raw: RawModel, names: MethodNames) -> None:
        """Keep the model, and how botocore spells its methods."""
        self._raw = raw
        self._spelling = names
        self._errors: dict[str, ServiceError] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Operations by the client's methods, in the model's order."""
        return {self._spelling.spell(name): name for name in self._raw.operations}

    def convert(self, method: str) -> Operation:
        """The operation of a client's method.

        Raises:
            KeyError: If the client has no such method.
            UsageError: If the model is broken there.
        """
        name = self._find_name(method)
        place = self._raw.place_of("operations", require_name(name, f"{self._raw.place}: operations"))
        entry = read_table(self._raw.operations, name)
        taken, answered = self._find_structure(entry, "input", place), self._find_structure(entry, "output", place)
        return Operation(
            name=name,
            method=method,
            input=taken,
            output=answered,
            errors=(*self._list_errors(entry, place), *self._list_stream_errors(answered, place)),
            paging=read_paging(self._raw.paginators, name),
            documentation=read_documentation(entry),
            is_deprecated=read_flag(entry, "deprecated"),
            unsupported=_TAKES_EVENTS if any(self._list_streams(taken, place)) else "",
        )

    def _find_name(self, method: str) -> str:
        """Name in the model; for one method not all of them are spelled."""
        likely = self._by_letters.get(method.replace("_", ""))
        return likely if likely and self._spelling.spell(likely) == method else self.names[method]

    @cached_property
    def _by_letters(self) -> dict[str, str]:
        return {name.replace("_", "").lower(): name for name in self._raw.operations}

    def _find_structure(self, entry: JsonTable, key: str, place: str) -> str | None:
        """Name of the shape that is sent or answered; None where there is none."""
        if key not in entry:
            return None
        shape = self._raw.refer(read_table(entry, key), place)
        if self._raw.find_shape(shape).get("type") != "structure":
            raise broken_model(f"its {key} is no structure", place)
        return shape

    def _list_errors(self, entry: JsonTable, place: str) -> Iterator[ServiceError]:
        listed = entry.get("errors")
        for reference in listed if isinstance(listed, list) else ():
            shape = self._raw.refer(reference if isinstance(reference, dict) else {}, place)
            yield self._convert_error(shape)

    def _convert_error(self, shape: str) -> ServiceError:
        """The error of a shape, made once for all operations."""
        if shape not in self._errors:
            entry = self._raw.find_shape(shape)
            code = read_text(read_table(entry, "error"), "code")
            self._errors[shape] = _make_error(code or shape, shape, entry, self._raw.place_of("shapes", shape))
        return self._errors[shape]

    def _list_stream_errors(self, output: str | None, place: str) -> Iterator[ServiceError]:
        """Errors that come as events: what is raised carries the member's name."""
        for stream in self._list_streams(output, place):
            for name, reference in read_table(stream, "members").items():
                shape = self._raw.refer(reference if isinstance(reference, dict) else {}, place)
                entry = self._raw.find_shape(shape)
                if read_flag(entry, "exception"):
                    yield _make_error(name, shape, entry, place, is_event=True)

    def _list_streams(self, structure: str | None, place: str) -> Iterator[JsonTable]:
        """The event streams among the members of what is sent or answered."""
        members = read_table(self._raw.find_shape(structure), "members") if structure else {}
        for name in members:
            entry = self._raw.find_shape(self._raw.refer(read_table(members, name), place))
            if read_flag(entry, "eventstream"):
                yield entry


def _make_error(code: str, shape: str, entry: JsonTable, place: str, *, is_event: bool = False) -> ServiceError:
    require_printable((code, shape), place)
    return ServiceError(
        code=code,
        shape=shape,
        status=read_integer(read_table(entry, "error"), "httpStatusCode"),
        is_fault=read_flag(entry, "fault"),
        documentation=read_documentation(entry),
        is_event=is_event,
    )

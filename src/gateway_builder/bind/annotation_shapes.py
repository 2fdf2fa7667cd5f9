"""Whether values of a type can be sent as a service's shape, and whether what an answer holds is of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_accepts import ALSO, accepts_type, no_models
from gateway_builder.bind.annotation_types import ANYTHING, KNOWN, MAPPINGS, SEQUENCES, Type, every, read_type, some
from gateway_builder.model.business import ModelKind
from gateway_builder.model.service import Shape, ShapeKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.service import ServiceModel

_SENT = {
    ShapeKind.STRING: frozenset({"str"}),
    ShapeKind.INTEGER: frozenset({"int"}),
    ShapeKind.NUMBER: frozenset({"int", "float", "Decimal"}),
    ShapeKind.BOOLEAN: frozenset({"bool"}),
    ShapeKind.TIMESTAMP: frozenset({"datetime", "str"}),
    ShapeKind.BLOB: frozenset({"bytes", "bytearray", "IO", "BinaryIO", "BytesIO"}),
}
_READ = {
    ShapeKind.STRING: frozenset({"str"}),
    ShapeKind.INTEGER: frozenset({"int", "float"}),
    ShapeKind.NUMBER: frozenset({"float"}),
    ShapeKind.BOOLEAN: frozenset({"bool"}),
    ShapeKind.TIMESTAMP: frozenset({"datetime", "date"}),
    ShapeKind.BLOB: frozenset({"bytes"}),
}
_OPEN = frozenset({ShapeKind.UNKNOWN, ShapeKind.DOCUMENT})
_TABLES = frozenset({ShapeKind.STRUCTURE, ShapeKind.MAP})
_LISTS = ALSO["list"] | {"list"}
_DICTIONARIES = frozenset({"dict", "Mapping", "MutableMapping"})
_TEXT = Type("str", (), "str")
_CHUNKS = Type("Iterator", (Type("bytes", (), "bytes"),))
_KEY_AND_VALUE = 2


def fits_shape(
    annotation: str, shape: Shape, model: ServiceModel, models: Callable[[str], BusinessModel | None] = no_models
) -> bool | None:
    """Whether every value of the type can be sent as the shape is; None where nobody knows."""
    return _Shapes(model, models).fits(read_type(annotation), shape)


def reads_shape(
    annotation: str, shape: Shape, model: ServiceModel, models: Callable[[str], BusinessModel | None] = no_models
) -> bool | None:
    """Whether what an answer holds of the shape is of the type, as it is read; None where nobody knows.

    Streams count as the bytes that they give, at once or as an iterator.
    """
    return _Shapes(model, models).reads(read_type(annotation), shape)


@value
class _Shapes:
    """The shapes of a service and the classes of an application."""

    model: ServiceModel
    models: Callable[[str], BusinessModel | None]

    def fits(self, given: Type, shape: Shape) -> bool | None:
        return every(self._fits(each, shape) for each in given.members)

    def reads(self, wanted: Type, shape: Shape) -> bool | None:
        return some(self._reads(each, shape) for each in wanted.members)

    def _fits(self, given: Type, shape: Shape) -> bool | None:
        if shape.kind in _OPEN or given.name in ANYTHING:
            return None
        if given.name not in KNOWN:
            return self._fits_model(given, shape)
        if shape.kind is ShapeKind.LIST:
            return self._fits_each(given, shape) if given.name in SEQUENCES else False
        if shape.kind in _TABLES:
            return self._fits_table(given, shape) if given.name in MAPPINGS else False
        return given.name in _SENT[shape.kind]

    def _fits_each(self, given: Type, shape: Shape) -> bool | None:
        element = self.model.shapes[shape.element]
        return every(self.fits(each, element) for each in given.elements) if given.elements else None

    def _fits_table(self, given: Type, shape: Shape) -> bool | None:
        if len(given.elements) != _KEY_AND_VALUE:
            return None
        key, held = given.elements
        if shape.kind is ShapeKind.STRUCTURE:
            return False if accepts_type(_TEXT, key, self.models) is False else None
        shapes = self.model.shapes
        return every((self.fits(key, shapes[shape.key]), self.fits(held, shapes[shape.element])))

    def _fits_model(self, given: Type, shape: Shape) -> bool | None:
        found = self.models(given.identifier)
        if found is None:
            return None
        if found.value_type:
            return found.value_type in _SENT.get(shape.kind, ())
        is_open = found.kind is ModelKind.OTHER and not found.is_complete
        return None if is_open or (found.kind is ModelKind.TYPED_DICT and shape.kind in _TABLES) else False

    def _reads(self, wanted: Type, shape: Shape) -> bool | None:
        if shape.kind in _OPEN or wanted.name in ANYTHING:
            return wanted.name in ANYTHING or None
        if wanted.name not in KNOWN:
            found = self.models(wanted.identifier)
            return None if found is None or found.kind is ModelKind.TYPED_DICT else False
        if shape.kind is ShapeKind.LIST:
            return self._reads_list(wanted, shape) if wanted.name in _LISTS else False
        if shape.kind in _TABLES:
            return self._reads_table(wanted, shape) if wanted.name in _DICTIONARIES else False
        if shape.is_stream and wanted.name in {"Iterator", "Iterable"}:
            return accepts_type(wanted, _CHUNKS, self.models)
        return wanted.name in _READ[shape.kind]

    def _reads_list(self, wanted: Type, shape: Shape) -> bool | None:
        element = self.model.shapes[shape.element]
        return every(self.reads(each, element) for each in wanted.elements)

    def _reads_table(self, wanted: Type, shape: Shape) -> bool | None:
        if len(wanted.elements) != _KEY_AND_VALUE:
            return None if wanted.elements else True
        key, held = wanted.elements
        if shape.kind is ShapeKind.STRUCTURE:
            return every((accepts_type(key, _TEXT, self.models), held.name in ANYTHING or None))
        shapes = self.model.shapes
        return every((self.reads(key, shapes[shape.key]), self.reads(held, shapes[shape.element])))

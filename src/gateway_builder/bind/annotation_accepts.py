"""Whether values of one type may stand where another is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import ANYTHING, KNOWN, NONE, SCALARS, UNION, Type, every, read_type, some
from gateway_builder.model.business import BusinessModel, ModelKind

if TYPE_CHECKING:
    from collections.abc import Callable

_ANY_OF = frozenset({"Collection", "Iterable"})
_DICTIONARIES = frozenset({"dict", "Mapping", "MutableMapping"}) | _ANY_OF
ALSO = {
    "bool": frozenset({"int", "float", "complex"}),
    "int": frozenset({"float", "complex"}),
    "float": frozenset({"complex"}),
    "datetime": frozenset({"date"}),
    "Path": frozenset({"PurePath"}),
    "BytesIO": frozenset({"BinaryIO", "IO"}),
    "BinaryIO": frozenset({"IO"}),
    "list": frozenset({"Sequence", "MutableSequence"}) | _ANY_OF,
    "tuple": frozenset({"Sequence"}) | _ANY_OF,
    "MutableSequence": frozenset({"Sequence"}) | _ANY_OF,
    "Sequence": _ANY_OF,
    "set": _ANY_OF | {"AbstractSet"},
    "frozenset": _ANY_OF | {"AbstractSet"},
    "AbstractSet": _ANY_OF,
    "Collection": _ANY_OF,
    "Iterator": frozenset({"Iterable"}),
    "dict": _DICTIONARIES,
    "OrderedDict": _DICTIONARIES,
    "defaultdict": _DICTIONARIES,
    "MutableMapping": _ANY_OF | {"Mapping"},
    "Mapping": _ANY_OF,
}  # what values of a type are besides, as type checkers see it


def no_models(_: str) -> BusinessModel | None:
    """No class is known."""
    return None


def accepts(annotation: str, given: str, models: Callable[[str], BusinessModel | None] = no_models) -> bool | None:
    """Whether every value of the type `given` may stand where `annotation` is declared; None where nobody knows."""
    return accepts_type(read_type(annotation), read_type(given), models)


def accepts_type(wanted: Type, given: Type, models: Callable[[str], BusinessModel | None]) -> bool | None:
    """The same for types that are read already."""
    if given.name == UNION:
        return every(accepts_type(wanted, each, models) for each in given.arguments)
    if wanted.name == UNION:
        return some(accepts_type(each, given, models) for each in wanted.arguments)
    return _accepts_one(wanted, given, models)


def _accepts_one(wanted: Type, given: Type, models: Callable[[str], BusinessModel | None]) -> bool | None:
    if wanted.name in ANYTHING or (wanted == given and wanted.name):
        return True
    if not wanted.name or not given.name or given.name in ANYTHING:
        return None
    if wanted.name == given.name or wanted.name in ALSO.get(given.name, ()):
        return _accepts_elements(wanted, given, models)
    if wanted.name in KNOWN and given.name in KNOWN:
        return False if NONE in {wanted.name, given.name} or _is_apart(wanted, given) else None
    return _accepts_models(wanted, given, models)


def _is_apart(wanted: Type, given: Type) -> bool:
    """Whether no value can be of both types; what a text is a sequence of is its own story."""
    return not (given.name in {"str", "bytes"} and wanted.name not in SCALARS)


def _accepts_elements(wanted: Type, given: Type, models: Callable[[str], BusinessModel | None]) -> bool | None:
    if not wanted.elements or wanted.name in SCALARS:
        return True
    if len(wanted.elements) != len(given.elements):
        return None
    pairs = zip(wanted.elements, given.elements, strict=True)
    return every(accepts_type(one, other, models) for one, other in pairs)


def _accepts_models(wanted: Type, given: Type, models: Callable[[str], BusinessModel | None]) -> bool | None:
    """What is known where one of two different types is the application's."""
    target, source = models(wanted.identifier), models(given.identifier)
    if source and source.value_type and source.value_type == wanted.name:
        return True
    if target and target.members:  # an enumeration with members has no subclasses
        return False if source or given.name in KNOWN else None
    if target and given.name in KNOWN:
        return False if target.kind is ModelKind.DATA else None
    return False if source and source.is_complete and wanted.name in SCALARS else None

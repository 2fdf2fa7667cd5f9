"""What classes have from bases and decorators that are not the project's own."""

from __future__ import annotations

from gateway_builder.model.business import BusinessModel, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Signature
from gateway_builder.project.business_signatures import ANY_ARGUMENTS
from gateway_builder.values import value

_ENUMS = {"Enum": "", "Flag": "", "IntEnum": "int", "IntFlag": "int", "ReprEnum": "", "StrEnum": "str"}
_EMPTY = frozenset({"object", "ABC", "Generic", "Protocol", "Hashable", "Sized"})
_VALUE_TYPES = frozenset({"str", "int", "float", "bytes"})
_OF_PYDANTIC = {
    "model_dump": "dict[str, object]",
    "model_dump_json": "str",
    "model_copy": "Self",
    "dict": "dict[str, object]",
    "json": "str",
    "copy": "Self",
}
_OF_PYDANTIC_CLASS = ("model_construct", "model_validate", "model_validate_json", "parse_obj")
_MAKERS = frozenset({"dataclass", "define", "frozen", "mutable"})
_RENAMING = _MAKERS - {"dataclass"}
_HARMLESS = frozenset({"total_ordering", "final", "unique", "verify", "runtime_checkable", "deprecated"})


@value
class ReadClass:
    """A class that was read; `takes_fields` tells that annotations of its subclasses are keywords of their calls."""

    model: BusinessModel
    takes_fields: bool = False


def find_base(name: str) -> ReadClass | None:
    """What a base that is not the project's gives to classes, or None where it is not known."""
    if name in _ENUMS:
        return _base(ModelKind.ENUM, value_type=_ENUMS[name], is_frozen=True)
    if name in _VALUE_TYPES:
        return _base(ModelKind.OTHER, value_type=name)
    if name == "BaseModel":
        return _base(ModelKind.DATA, _list_pydantic(), takes_fields=True)
    if name in {"NamedTuple", "Struct"}:
        return _base(ModelKind.DATA, takes_fields=True, is_frozen=name == "NamedTuple")
    if name == "TypedDict":
        return _base(ModelKind.TYPED_DICT, takes_fields=True)
    return _base(ModelKind.OTHER) if name in _EMPTY else None


def makes_data(decorator: str) -> bool:
    """Whether a decorator makes a class whose call takes its annotated attributes as keywords."""
    return decorator in _MAKERS


def renames_private(decorator: str) -> bool:
    """Whether the call takes `_name` as `name`, as attrs has it."""
    return decorator in _RENAMING


def is_known_decorator(decorator: str) -> bool:
    """Whether a decorator adds nothing to a class that is not known."""
    return decorator in _MAKERS | _HARMLESS


def _base(
    kind: ModelKind,
    methods: tuple[ModelMethod, ...] = (),
    *,
    value_type: str = "",
    takes_fields: bool = False,
    is_frozen: bool = False,
) -> ReadClass:
    model = BusinessModel("", ImportedName(""), kind, methods=methods, is_frozen=is_frozen, value_type=value_type)
    return ReadClass(model, takes_fields)


def _list_pydantic() -> tuple[ModelMethod, ...]:
    own = (ModelMethod(name, Signature(ANY_ARGUMENTS, returns)) for name, returns in _OF_PYDANTIC.items())
    made = (ModelMethod(name, Signature(ANY_ARGUMENTS, "Self"), is_class=True) for name in _OF_PYDANTIC_CLASS)
    return (*own, *made)

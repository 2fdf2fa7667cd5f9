"""The application's own models, as far as their source tells what can be asked of them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.model.interface import ImportedName, Signature


class ModelKind(Enum):
    """How a model is made."""

    DATA = "data"  # a call with one keyword for each field makes one: data classes, named tuples, attrs, pydantic
    ENUM = "enum"
    TYPED_DICT = "typed dict"
    OTHER = "other"  # nothing is known of how to make one


@value
class ModelField:
    """A declared attribute; annotation and default are source text, `default` is None where one must be given."""

    name: str
    annotation: str
    default: str | None = None


@value
class ModelMethod:
    """A method or property of a model; `is_class` tells that the class itself can be asked."""

    name: str
    signature: Signature
    is_property: bool = False
    is_class: bool = False


@value
class BusinessModel:
    """A class of the application.

    Attributes:
        name: The identifier that signatures and expressions use.
        imported: Where it is imported from.
        kind: How it is made.
        fields: What its call takes as keywords, of those made otherwise the declared attributes; inherited ones first
            where the bases are known.
        methods: Public methods and properties, inherited ones included where the bases are known.
        members: Names of an enumeration's members.
        constants: Attributes of the class itself; the annotation is "" where there is none.
        attributes: Attributes that its call does not take; the annotation is "" where it is not known.
        is_frozen: Whether its attributes can't be changed.
        is_complete: Whether every base is known, so that what is not listed is not there.
        is_plain: Whether making one runs no code of the project's (no `__init__`, `__post_init__`, validators).
        value_type: Builtin type that its values are too (`str` of a `StrEnum`), or "".
    """

    name: str
    imported: ImportedName
    kind: ModelKind = ModelKind.OTHER
    fields: tuple[ModelField, ...] = ()
    methods: tuple[ModelMethod, ...] = ()
    members: tuple[str, ...] = ()
    is_frozen: bool = False
    is_complete: bool = True
    is_plain: bool = True
    value_type: str = ""
    constants: tuple[ModelField, ...] = ()
    attributes: tuple[ModelField, ...] = ()

    def find_field(self, name: str) -> ModelField | None:
        """The field of that name, or None."""
        return next((each for each in self.fields if each.name == name), None)

    def find_method(self, name: str) -> ModelMethod | None:
        """The method or property of that name, or None."""
        return next((each for each in self.methods if each.name == name), None)

"""What can be asked of a value, or of one of the application's classes, by a name behind a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import Type, read_type
from gateway_builder.bind.expression_types import is_method, list_attributes, type_of_attribute
from gateway_builder.bind.suggestions import find_near, list_names
from gateway_builder.model.business import ModelKind
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gateway_builder.model.business import BusinessModel, ModelMethod
    from gateway_builder.model.interface import Signature


@value
class Asked:
    """What stands behind a name.

    Attributes:
        annotation: Type of the attribute, or of what the method returns; "" where it is not known.
        signature: Of a method of the application's.
        is_called: Whether it is a method; None where nobody knows.
        missing: What the owner is called where it has no such name.
        known: What it has instead.
    """

    annotation: str = ""
    signature: Signature | None = None
    is_called: bool | None = False
    missing: str = ""
    known: tuple[str, ...] = ()


_UNKNOWN = Asked(is_called=None)


def ask_value(annotation: str, name: str, models: Callable[[str], BusinessModel | None]) -> Asked:
    """What `value.name` is."""
    owner = read_type(annotation)
    model = models(owner.identifier) if owner.name else None
    if model is None or model.kind is ModelKind.TYPED_DICT:
        return _ask_builtin(Type("dict") if model else owner, name, model.name if model else owner.text)
    own = {each.name: each.annotation for each in (*model.constants, *model.attributes, *model.fields)}
    if model.kind is ModelKind.ENUM:
        own = {"value": model.value_type, "name": "str", **own}
    if name in own:
        return Asked(own[name], is_called=False if own[name] else None)
    if method := model.find_method(name):
        return _ask_method(method, model)
    if not model.is_complete:
        return _UNKNOWN
    inherited = _ask_builtin(Type(model.value_type), name, model.name)
    if model.value_type and not inherited.missing:
        return inherited
    return Asked(missing=model.name, known=(*own, *(each.name for each in model.methods)))


def ask_class(model: BusinessModel, name: str) -> Asked:
    """What `Class.name` is."""
    if name in model.members:
        return Asked(model.name)
    own = {each.name: each.annotation for each in model.constants}
    if name in own:
        return Asked(own[name], is_called=False if own[name] else None)
    method = model.find_method(name)
    if method and method.is_class:
        return _ask_method(method, model)
    callable_names = (each.name for each in model.methods if each.is_class)
    return Asked(missing=model.name, known=(*model.members, *own, *callable_names)) if model.is_complete else _UNKNOWN


def suggest(word: str, known: Iterable[str]) -> str:
    """What to do about a name that is not known."""
    names = tuple(known)
    near = find_near(word, names)
    if near:
        return f"did you mean {near}?"
    return f"there are: {list_names(names)}" if names else ""


def _ask_method(method: ModelMethod, model: BusinessModel) -> Asked:
    returns = method.signature.returns or ""
    annotation = model.name if read_type(returns).name == "Self" else returns
    return Asked(annotation, None if method.is_property else method.signature, not method.is_property)


def _ask_builtin(owner: Type, name: str, called: str) -> Asked:
    known = list_attributes(owner)
    if known and name not in known:
        return Asked(missing=called, known=known)
    annotation = type_of_attribute(owner, name)
    is_known = bool(known or annotation)
    return Asked(annotation, is_called=is_method(owner, name) if is_known else None)

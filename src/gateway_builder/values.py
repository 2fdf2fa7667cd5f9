"""What values have in common: made once, never changed, equal when what they hold is equal."""

from __future__ import annotations

import operator
from dataclasses import MISSING, FrozenInstanceError, dataclass, field
from typing import TYPE_CHECKING, ClassVar, NoReturn, Protocol, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field
    from typing import Any

Made = TypeVar("Made")
_define = dataclass(init=False, repr=False, eq=False, slots=True)


class _Value(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(made: type[Made]) -> type[Made]:
    """A frozen dataclass with slots that is cheap to define.

    `dataclass(frozen=True)` compiles six functions for each class at every start of the program, which takes a tenth of
    a bare Python start. Here all classes share one of each.
    """
    for name, method in _SHARED.items():
        setattr(made, name, method)
    return _define(made)


@dataclass_transform(frozen_default=True, order_default=True, field_specifiers=(field,))
def ordered_value(made: type[Made]) -> type[Made]:
    """A value that is less than another when what it holds is, field by field."""
    for name, method in _ORDER.items():
        setattr(made, name, method)
    return value(made)


def _init(self: _Value, *values: object, **named: object) -> None:
    """Set each field; arguments are those that a dataclass takes."""
    fields = self.__dataclass_fields__
    if len(values) == len(fields) and not named:
        for name, each in zip(fields, values, strict=True):
            object.__setattr__(self, name, each)
        return
    given = dict(**dict(zip(fields, values, strict=False)), **named)
    if len(values) > len(fields) or not given.keys() <= fields.keys():
        raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}, not {values} and {named}")
    for name, each in fields.items():
        object.__setattr__(self, name, given[name] if name in given else _default(each))


def _default(missing: Field[object]) -> object:
    if missing.default_factory is not MISSING:
        return missing.default_factory()
    if missing.default is MISSING:
        raise TypeError(f"{missing.name} is not given")
    return missing.default


def _held(made: _Value) -> tuple[object, ...]:
    return tuple(getattr(made, name) for name in made.__dataclass_fields__)


def _repr(self: _Value) -> str:
    held = (f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({', '.join(held)})"


def _eq(self: _Value, other: _Value) -> bool:
    return _held(self) == _held(other) if type(other) is type(self) else NotImplemented


def _hash(self: _Value) -> int:
    return hash(_held(self))


def _reduce(self: _Value) -> tuple[object, ...]:
    """How it is pickled: made again from what it holds, as nothing may be set afterwards."""
    return type(self), _held(self)


def _refuse_change(self: _Value, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} can't be changed")


def _comparison(compare: Callable[[Any, Any], bool]) -> Callable[[_Value, _Value], bool]:
    def method(self: _Value, other: _Value) -> bool:
        return compare(_held(self), _held(other)) if type(other) is type(self) else NotImplemented

    return method


_SHARED = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__reduce__": _reduce,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
}
_ORDER = {f"__{each.__name__}__": _comparison(each) for each in (operator.lt, operator.le, operator.gt, operator.ge)}

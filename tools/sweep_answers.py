"""What a method of the sweep gives back: the annotation, the value of the spec, and the maps that it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.model.service import ShapeKind
from gateway_builder.model.spec import FallbackSpec, MapSpec, SpecExpression, SpecLiteral, ValueSpec
from gateway_builder.naming import snake_case
from tools.sweep_paths import LIST, best_path, is_within, list_shared

if TYPE_CHECKING:
    from gateway_builder.model.service import Operation, ServiceModel, Shape
    from tools.sweep_paths import Found

ANNOTATIONS = {
    ShapeKind.STRING: "str",
    ShapeKind.INTEGER: "int",
    ShapeKind.NUMBER: "float",
    ShapeKind.BOOLEAN: "bool",
    ShapeKind.TIMESTAMP: "datetime",
    ShapeKind.BLOB: "bytes",
}
_COLLECTIONS = ("list[{}]", "tuple[{}, ...]", "list[{}]", "Iterator[{}]", "set[{}]", "Sequence[{}]")
PLACE = "sweep"


@dataclass(frozen=True)
class Result:
    """What a method returns; None for the value of a method that returns nothing."""

    annotation: str = "None"
    value: ValueSpec | None = None
    pages: str = ""


@dataclass
class Answers:
    """Makes results for the operations of one service; `maps` collects what they need."""

    model: ServiceModel
    maps: dict[str, MapSpec] = field(default_factory=dict)

    def make_result(self, operation: Operation, number: int) -> Result:
        """The result of one operation; the number varies how it is read."""
        found = best_path(self.model, operation)
        if found is None:
            return Result()
        whole = is_within(found, list_shared(self.model, operation)) and number % 11
        pages = "" if whole or not operation.paging else "first"
        if found.shape.is_stream:
            annotation = "Iterator[bytes]" if number % 2 else "bytes"
            return Result(annotation, ValueSpec(PLACE, found.text), pages)
        annotation, made = self._read(found, number)
        return Result(annotation, made, pages)

    def _read(self, found: Found, number: int) -> tuple[str, ValueSpec]:
        mapped = self._add_map(found.shape) if found.shape.enum else ""
        plain = "str" if mapped else ANNOTATIONS[found.shape.kind]
        if found.is_event or (found.enters_list and number % 3 == 0):
            return self._read_each(found, plain, mapped, number)
        if found.enters_list:
            return self._read_first(found, plain, mapped, number)
        if plain == "str" and number % 2:
            default = SpecLiteral("none", PLACE)
            return "str", ValueSpec(PLACE, found.text, map=mapped, default=default)
        return f"{plain} | None", ValueSpec(PLACE, found.text, map=mapped)

    def _read_each(self, found: Found, plain: str, mapped: str, number: int) -> tuple[str, ValueSpec]:
        collection = _COLLECTIONS[number // 3 % len(_COLLECTIONS)]
        path = found.text.replace(LIST, "[*]")
        if path.endswith("[*]") and path.count("[*]") == 1 and not mapped and not found.is_event:
            default = SpecExpression("[]", PLACE) if collection.startswith("list") else None
            optional = "" if default else " | None"
            return collection.format(plain) + optional, ValueSpec(PLACE, path.removesuffix("[*]"), default=default)
        if plain == "str":
            return collection.format(plain), ValueSpec(PLACE, path, map=mapped, default=SpecLiteral("none", PLACE))
        return collection.format(f"{plain} | None"), ValueSpec(PLACE, path, map=mapped)

    def _read_first(self, found: Found, plain: str, mapped: str, number: int) -> tuple[str, ValueSpec]:
        path = found.text.replace(LIST, "[0]")
        if number % 3 == 1:
            policy = FallbackSpec(PLACE, error="not_found")
            return f"{plain} | None", ValueSpec(PLACE, path, map=mapped, when_empty=policy)
        if plain == "str":
            policy = FallbackSpec(PLACE, value=SpecLiteral("empty", PLACE))
            default = SpecLiteral("none", PLACE)
            return "str", ValueSpec(PLACE, path, map=mapped, default=default, when_empty=policy)
        policy = FallbackSpec(PLACE, error="unexpected")
        return f"{plain} | None", ValueSpec(PLACE, path, map=mapped, when_empty=policy)

    def _add_map(self, shape: Shape) -> str:
        """Name of a total map of the enum; every other one has a value for what the service adds later."""
        name = "to_" + snake_case(re.sub(r"\W", "_", shape.name))
        known = self.maps.get(name)
        if known and [external for external, _, _ in known.values] != list(shape.enum):
            name += f"_{len(self.maps)}"
        if name not in self.maps:
            unknown = SpecLiteral("unknown", PLACE) if len(self.maps) % 2 else None
            policy = FallbackSpec(PLACE, value=unknown) if unknown else FallbackSpec(PLACE, error="unexpected")
            values = tuple((each, SpecLiteral(f"is {each}", PLACE), PLACE) for each in shape.enum)
            self.maps[name] = MapSpec(name, PLACE, values, policy)
        return name

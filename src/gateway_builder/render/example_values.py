"""Example values of parameters, configuration and the application's models, as code and as far as they are known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.model.business import ModelKind
from gateway_builder.model.service import ShapeKind
from gateway_builder.render.example_reads import Reads
from gateway_builder.render.expected_values import Known, Made
from gateway_builder.render.sample_values import Code, Sample, Samples, write_literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.model.business import BusinessModel, ModelField
    from gateway_builder.model.service import Shape

_LISTS = frozenset({"list", "List", "Sequence", "Iterable", "Collection", "Iterator", "MutableSequence"})
_TUPLES = frozenset({"tuple", "Tuple"})
_SETS = frozenset({"set", "Set", "frozenset", "FrozenSet", "AbstractSet"})
_MAPS = frozenset({"dict", "Dict", "Mapping", "MutableMapping"})
_FITTING = {
    "str": {ShapeKind.STRING, ShapeKind.UNKNOWN},
    "int": {ShapeKind.INTEGER},
    "float": {ShapeKind.NUMBER},
    "bool": {ShapeKind.BOOLEAN},
    "bytes": {ShapeKind.BLOB},
    "datetime": {ShapeKind.TIMESTAMP},
}
_NOTHING = Reads()


class Example(NamedTuple):
    """A value: the code that makes it, and what is known of it; None where nothing is."""

    code: str
    known: Known


class ExampleMaker:
    """Makes examples, no two of them alike, and valid for what they are sent as."""

    def __init__(self, models: Mapping[str, BusinessModel], samples: Samples, shapes: Mapping[str, Shape]) -> None:
        """Say what is known.

        Args:
            models: The application's models by identifier.
            samples: Makes values of the service's shapes.
            shapes: The service's shapes by name.
        """
        self._models = models
        self._samples = samples
        self._shapes = shapes

    def make_example(self, annotation: str, reads: Reads) -> Example:
        """A value of a type that has what is read of it.

        Args:
            annotation: The type, as source text; "" where it is not known.
            reads: What is read of the value, and what it is sent as.
        """
        return self._make(_parse(annotation), reads, ())

    def _make(self, node: ast.expr | None, reads: Reads, within: tuple[str, ...]) -> Example:
        name = _name_of(node)
        if reads.is_none:
            return Example('cast("Any", None)', None)
        model = self._models.get(name)
        if model and isinstance(node, ast.Name):
            return self._make_model(model, reads, (*within, name))
        if isinstance(node, ast.Subscript):
            made = self._make_collection(name, node.slice, reads, within)
            if made:
                return made
        plain = self._make_plain(name, reads)
        if plain is not None:
            return _literal(plain)
        if reads.shape and not reads.attributes:
            return self._make_sent(name, reads)
        return self._make_stand_in(None, reads)

    def _make_sent(self, name: str, reads: Reads) -> Example:
        """A value of another type, as it is sent."""
        sample = self._samples.make_sample(reads.shape, self._samples.count_on(), member=reads.member)
        is_open = name in _MAPS | _LISTS | {"Any", "object"}
        literal = write_literal(sample)
        return Example(literal if is_open else f'cast("Any", {literal})', sample)

    def _make_plain(self, name: str, reads: Reads) -> Sample:
        """A value of a type of the standard library, None where it is no such type."""
        kind = self._shapes[reads.shape].kind if reads.shape else None
        if name == "str" and kind is ShapeKind.TIMESTAMP:
            return f"2030-01-{1 + self._samples.count_on() % 28:02d}T00:00:00Z"
        if kind in _FITTING.get(name, set()):
            return self._samples.make_sample(reads.shape, self._samples.count_on(), member=reads.member)
        form = _FORMS.get(name)
        return form(self._samples.count_on()) if form else None

    def _make_collection(self, name: str, inner: ast.expr, reads: Reads, within: tuple[str, ...]) -> Example | None:
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if name == "Literal":
            return _written(ast.unparse(parts[0]))
        if name in _MAPS:
            return self._make_map(parts[-1], reads, within)
        if name not in _LISTS | _TUPLES | _SETS:
            return None
        element = Reads()
        if reads.shape and self._shapes[reads.shape].kind is ShapeKind.LIST:
            element.shape, element.member = self._samples.element_of(reads.shape), reads.member
        if name in _TUPLES and not (len(parts) > 1 and isinstance(parts[1], ast.Constant)):
            made = [self._make(part, element, within) for part in parts]
        else:
            made = [self._make(parts[0], element, within) for _ in range(self._samples.count_elements(reads.shape))]
        return _write_elements(made, name)

    def _make_map(self, part: ast.expr, reads: Reads, within: tuple[str, ...]) -> Example:
        if reads.shape and self._shapes[reads.shape].kind in {ShapeKind.MAP, ShapeKind.STRUCTURE, ShapeKind.DOCUMENT}:
            return _literal(self._samples.make_sample(reads.shape, self._samples.count_on()))
        made = self._make(part, Reads(), within)
        return _written(f'{{"example-{self._samples.count_on()}": {made.code}}}')

    def _make_model(self, model: BusinessModel, reads: Reads, within: tuple[str, ...]) -> Example:
        if model.kind is ModelKind.ENUM and model.members:
            member = model.members[self._samples.count_on() % len(model.members)]
            return _written(f"{model.name}.{member}")
        made_by_call = model.kind in {ModelKind.DATA, ModelKind.TYPED_DICT} and model.is_plain
        lacks = any(each.called and each.called.is_none for each in reads.attributes.values())
        if not made_by_call or lacks or within.count(model.name) > 1:
            return self._make_stand_in(model, reads)
        wanted = [each for each in model.fields if each.default is None or each.name in reads.attributes]
        fields = {
            each.name: self._make_field(each, reads.attributes.get(each.name, _NOTHING), within) for each in wanted
        }
        if model.kind is ModelKind.TYPED_DICT:
            return _written(_write_pairs(fields))
        given = ", ".join(f"{name}={each.code}" for name, each in fields.items())
        return Example(f"{model.name}({given})", Made({name: each.known for name, each in fields.items()}))

    def _make_field(self, field: ModelField, reads: Reads, within: tuple[str, ...]) -> Example:
        if reads.is_none and is_optional(field.annotation):
            return Example("None", None)
        return self._make(_parse(field.annotation), reads, within)

    def _make_stand_in(self, model: BusinessModel | None, reads: Reads) -> Example:
        """Something that has just what is read."""
        fields: dict[str, Example] = {}
        calls: dict[str, Known] = {}
        for name, read in reads.attributes.items():
            given_by = read.called or read
            made = self._make(_annotation_of(model, name, given_by), given_by, ())
            fields[name] = made
            if read.called:
                calls[name] = made.known
        given = ", ".join(
            f"{name}={f'Mock(return_value={each.code})' if name in calls else each.code}"
            for name, each in fields.items()
        )
        known = Made({name: each.known for name, each in fields.items() if name not in calls}, calls)
        return Example(f'cast("Any", SimpleNamespace({given}))', known)


def is_optional(annotation: str) -> bool:
    """Whether the annotation says that there may be None."""
    return "None" in annotation or "Optional[" in annotation


def without_none(annotation: str) -> str:
    """The annotation's first part that is not None: `Run | None` and `Optional[Run]` give `Run`."""
    node = _parse(annotation)
    return ast.unparse(node) if node else ""


def _parse(annotation: str) -> ast.expr | None:
    """The first part of a union; None for what is no expression."""
    try:
        node = ast.parse(annotation.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _parse(node.value)
    while isinstance(node, ast.BinOp):
        is_none = isinstance(node.left, ast.Constant) and node.left.value is None
        node = node.right if is_none else node.left
    if isinstance(node, ast.Subscript) and _name_of(node) in {"Optional", "Union", "Annotated"}:
        inner = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
        return _parse(ast.unparse(inner))
    return node


def _annotation_of(model: BusinessModel | None, name: str, reads: Reads) -> ast.expr | None:
    """Type of an attribute or of what a method gives; a text where nobody knows and nothing is read of it."""
    field = model.find_field(name) if model else None
    method = model.find_method(name) if model else None
    if field:
        return _parse(field.annotation)
    return _parse((method.signature.returns or "") if method else "" if reads.attributes else "str")


def _name_of(node: ast.expr | None) -> str:
    """Last part of a type's name, without what stands in its brackets."""
    named = node.value if isinstance(node, ast.Subscript) else node
    if isinstance(named, ast.Attribute):
        return named.attr
    return named.id if isinstance(named, ast.Name) else ""


def _written(code: str) -> Example:
    """What gives an equal value wherever it stands."""
    return Example(code, Code(code))


def _literal(sample: Sample) -> Example:
    return Example(write_literal(sample), sample)


def _write_elements(made: list[Example], name: str) -> Example:
    codes = ", ".join(each.code for each in made)
    if name in _TUPLES:
        return _written(f"({codes},)" if len(made) == 1 else f"({codes})")
    if name in _SETS:
        return _written(f"{{{codes}}}" if name in {"set", "Set"} else f"frozenset({{{codes}}})")
    if name == "Iterator":
        return Example(f"iter([{codes}])", None)
    return _written(f"[{codes}]")


def _write_pairs(fields: Mapping[str, Example]) -> str:
    return "{" + ", ".join(f"{write_literal(name)}: {each.code}" for name, each in fields.items()) + "}"


_FORMS: Mapping[str, Callable[[int], Sample]] = {
    "str": lambda number: f"example-{number}",
    "int": lambda number: number,
    "float": lambda number: number + 0.5,
    "bool": lambda _: True,
    "bytes": lambda number: f"example-{number}".encode(),
    "datetime": lambda number: Code(f"dt.datetime(2030, 1, {1 + number % 28}, tzinfo=dt.UTC)"),
    "date": lambda number: Code(f"dt.date(2030, 1, {1 + number % 28})"),
    "timedelta": lambda number: Code(f"dt.timedelta(seconds={number})"),
    "Decimal": lambda number: Code(f'decimal.Decimal("{number}.5")'),
    "UUID": lambda number: Code(f"uuid.UUID(int={number})"),
}

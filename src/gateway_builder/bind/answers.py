"""Where results come from: values of a spec held against the answer's shapes and the types that they go into.

An `Answer` is made even where something is wrong: what is wrong is kept, and nothing is written then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.annotation_types import read_type
from gateway_builder.bind.annotations import accepts, element_of, is_optional, without_none
from gateway_builder.bind.conversions import Conversion, describe_misfit, find_conversion, find_wrap
from gateway_builder.bind.findings import Findings, MapUse
from gateway_builder.bind.literals import KIND_WORDS
from gateway_builder.bind.paths import Base, PathError, follow_path, read_path
from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.model.binding import Answer, Fallback, Step, StepKind
from gateway_builder.model.business import ModelKind
from gateway_builder.model.service import Shape, ShapeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.bind.expressions import Scope
    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.spec import FallbackSpec, SpecExpression, SpecLiteral, ValueSpec

_OPEN = frozenset({ShapeKind.DOCUMENT, ShapeKind.UNKNOWN})
_HELD_BY_NAME = _OPEN | {ShapeKind.STRUCTURE, ShapeKind.MAP}
_EACH_MAKES = "under each they make one element; a path with [*] does too"
_INSISTED = "unexpected"  # what an absent member raises where neither a default nor None stands in for it
_BUILT = frozenset({ModelKind.DATA, ModelKind.TYPED_DICT})


class Target(NamedTuple):
    """What a value goes into: its type ("" unknown), and how sentences say so (`describe_run returns`)."""

    annotation: str
    label: str

    @property
    def text(self) -> str:
        """The end of a sentence: `describe_run returns RunStatusDetail`."""
        return f"{self.label} {self.annotation}"


class Reading(NamedTuple):
    """What is needed wherever a value is read; `maps` are the types that each map translates to."""

    findings: Findings
    scope: Scope
    maps: Mapping[str, str]


class Walk(NamedTuple):
    """A path that was followed: its steps, the shape that it leads to (None unknown), what it is called."""

    steps: tuple[Step, ...]
    shape: Shape | None
    label: str
    skips_absent: bool = False


class Built(NamedTuple):
    """A model that is made: its identifier, and how each field is."""

    model: str = ""
    fields: tuple[tuple[str, Answer], ...] = ()


def bind_value(spec: ValueSpec, target: Target, base: Base, reading: Reading) -> Answer:
    """How the value is made of an answer."""
    if spec.expression:
        return _bind_expression(spec.expression, target, reading)
    walk = _walk(spec, base, reading)
    _check_policy(spec, walk, reading)
    if spec.each:
        return _bind_each(spec, spec.each, target, _enter_list(spec, walk, reading), reading)
    length = max((at + 1 for at, step in enumerate(walk.steps) if step.kind is StepKind.EACH), default=0)
    return _bind_elements(spec, target, walk, length, reading) if length else _bind_one(spec, target, walk, reading)


def _bind_expression(node: SpecExpression, target: Target, reading: Reading) -> Answer:
    findings = reading.findings
    spelled = findings.spell_expression(node, reading.scope)
    if spelled and target.annotation and accepts(target.annotation, spelled.annotation, findings.models) is False:
        hint = f'add "{node.code}" to require' if is_optional(spelled.annotation) else ""
        findings.refuse(f"{node.code} is {spelled.annotation}, and {target.text}", node.place, hint)
    return Answer(target.annotation, code=spelled.code if spelled else "")


def _walk(spec: ValueSpec, base: Base, reading: Reading) -> Walk:
    path = spec.path or ""
    label = path if path not in {"", "."} else base.label
    findings = reading.findings
    try:
        steps = follow_path(read_path(path), base, findings.model, lambda fault: findings.refuse(fault, spec.place))
    except PathError as error:
        findings.refuse(str(error), spec.place)
        return Walk((), None, label)
    shapes = findings.model.shapes
    return Walk(steps, shapes[steps[-1].shape] if steps else base.shape, label, base.skips_absent)


def _check_policy(spec: ValueSpec, walk: Walk, reading: Reading) -> None:
    kinds = {step.kind for step in walk.steps}
    has_index = StepKind.INDEX in kinds
    insists = spec.when_empty is not None and spec.when_empty.error == _INSISTED
    if has_index and not spec.when_empty:
        hint = 'add when_empty = "not_found", or when_empty = {value = "=…"}'
        reading.findings.refuse(f"{spec.path} needs when_empty: the list may be empty", spec.place, hint)
    elif spec.when_empty and not has_index and walk.shape and (spec.each or StepKind.EACH in kinds or not insists):
        hint = f'say with default what an absent value means, or with when_empty = "{_INSISTED}" that it never is'
        reading.findings.refuse(f"{walk.label} reads no [0]: when_empty never happens", spec.when_empty.place, hint)


def _enter_list(spec: ValueSpec, walk: Walk, reading: Reading) -> Walk:
    """The path with `[*]` at its end, which `each` implies."""
    if walk.shape is None or (walk.steps and walk.steps[-1].kind is StepKind.EACH):
        return walk
    if walk.shape.is_event_stream:
        return walk._replace(steps=(*walk.steps, Step(StepKind.EACH, walk.shape.name)))
    if walk.shape.kind is not ShapeKind.LIST:
        kind = KIND_WORDS[walk.shape.kind]
        reading.findings.refuse(f"{walk.label} is {kind}, not a list: each can't be used", spec.place)
        return walk._replace(shape=None)
    element = reading.findings.model.shapes[walk.shape.element]
    return walk._replace(steps=(*walk.steps, Step(StepKind.EACH, element.name)), shape=element)


def _bind_each(spec: ValueSpec, each: ValueSpec, target: Target, walk: Walk, reading: Reading) -> Answer:
    """A list whose elements are made as `each` says."""
    is_event = bool(walk.shape and walk.shape.is_event_stream)
    base = Base(walk.shape, f"an element of {walk.label}", is_event=is_event, skips_absent=is_event)
    made = bind_value(each, _element_target(target), base, reading)
    default = _spell_default(spec.default, target, reading) if spec.default else None
    return _collect(spec, target, walk, made, default, reading)


def _bind_elements(spec: ValueSpec, target: Target, walk: Walk, length: int, reading: Reading) -> Answer:
    """A list: `length` steps lead to its elements, all else is said of each of them."""
    head = walk.steps[:length]
    is_event = reading.findings.model.shapes[head[-1].shape].is_event_stream
    inner = walk._replace(steps=walk.steps[length:], skips_absent=is_event)
    made = _bind_one(spec, _element_target(target), inner, reading)
    return _collect(spec, target, walk._replace(steps=head), made, None, reading)


def _element_target(target: Target) -> Target:
    return Target(element_of(without_none(target.annotation)), f"{target.label} a collection of")


def _collect(
    spec: ValueSpec, target: Target, walk: Walk, each: Answer, default: str | None, reading: Reading
) -> Answer:
    wrap = find_wrap(target.annotation)
    if wrap is None:
        message = f"{walk.label} gives a list, and {target.text}"
        reading.findings.refuse(message, spec.place, "read one: [0] instead of [*]")
    empty = _bind_fallback(spec.when_empty, target, walk.steps, reading)
    return Answer(target.annotation, walk.steps, default=default, when_empty=empty, each=each, wrap=wrap or "")


def _bind_one(spec: ValueSpec, target: Target, walk: Walk, reading: Reading) -> Answer:
    """One value: translated, built, or as it is."""
    built = _bind_fields(spec, target, walk, reading) if spec.fields else Built()
    if spec.map:
        _check_map(spec, target, walk, reading)
    plain = None if spec.map or spec.fields else walk.shape
    conversion = _convert(spec, target, walk, plain, reading) if plain else Conversion()
    default = _spell_default(spec.default, target, reading) if spec.default else None
    fits = built is not None and conversion is not None
    return Answer(
        target.annotation,
        walk.steps,
        default=default,
        is_optional=fits and not spec.default and _may_be_none(spec, target, walk, reading),
        when_empty=_bind_fallback(spec.when_empty, target, walk.steps, reading),
        map=spec.map,
        build=built.model if built else "",
        fields=built.fields if built else (),
        wrap=conversion.wrap if conversion else "",
        stream=conversion.stream if conversion else None,
    )


def _bind_fields(spec: ValueSpec, target: Target, walk: Walk, reading: Reading) -> Built | None:
    """The model that is built of its fields; None where none can be, which is kept."""
    shape, is_structure = walk.shape, walk.shape is None or walk.shape.kind in _HELD_BY_NAME
    model = _find_model(spec, target, reading.findings)
    if model and shape and not is_structure:
        hint = "read one: [0]" if shape.kind is ShapeKind.LIST else ""
        message = f"{walk.label} is {KIND_WORDS[shape.kind]}, it has no members for fields"
        reading.findings.refuse(message, spec.place, hint)
    base = Base(shape if is_structure else None, walk.label, is_event=bool(shape and shape.is_event_stream))
    fields = tuple((name, _bind_field(name, each, model, base, reading)) for name, each in spec.fields)
    identifier = read_type(without_none(target.annotation)).identifier
    return Built(identifier, fields) if is_structure and model else None


def _find_model(spec: ValueSpec, target: Target, findings: Findings) -> BusinessModel | None:
    """The model that the fields are the keywords of; None where there is none, which is kept."""
    wanted = read_type(without_none(target.annotation))
    model = findings.models(wanted.identifier)
    if not model or model.kind not in _BUILT:
        hint = _EACH_MAKES if element_of(wanted.text) else "fields are the keywords of a data class or the like"
        findings.refuse(f"fields can't make what is asked for: {target.text}", spec.place, hint)
        return None
    _check_names(spec, model, findings)
    findings.imports[model.imported] = None
    return model


def _bind_field(name: str, spec: ValueSpec, model: BusinessModel | None, base: Base, reading: Reading) -> Answer:
    """One field; a misspelt one is held against what it was probably meant for."""
    if not model:
        return bind_value(spec, Target("", f"{name} is"), base, reading)
    known = {field.name: field.annotation for field in model.fields}
    meant = name if name in known or not model.is_complete else find_near(name, known)
    return bind_value(spec, Target(known.get(meant, ""), f"{model.name}.{meant} is"), base, reading)


def _check_names(spec: ValueSpec, model: BusinessModel, findings: Findings) -> None:
    known = [field.name for field in model.fields]
    given = {name for name, _ in spec.fields}
    for name, value in spec.fields:
        if name not in known and model.is_complete:
            message = f"{model.name} has no field {name}{did_you_mean(name, known)}"
            findings.refuse(message, value.place, f"there are {list_names(known)}" if known else "")
            given.add(find_near(name, known))
    if missing := [each.name for each in model.fields if each.default is None and each.name not in given]:
        message = f"{model.name} needs {list_names(missing)}: say under fields where it comes from"
        findings.refuse(message, spec.place)


def _check_map(spec: ValueSpec, target: Target, walk: Walk, reading: Reading) -> None:
    findings = reading.findings
    shape = walk.shape
    name = spec.map if spec.map in reading.maps else find_near(spec.map, reading.maps)
    findings.map_uses.append(MapUse(name, shape.name if shape else "", without_none(target.annotation), spec.place))
    if spec.map not in reading.maps:
        message = f"there is no map {spec.map}{did_you_mean(spec.map, reading.maps)}"
        findings.refuse(message, spec.place, f"write [maps.{spec.map}]")
    annotation = reading.maps.get(name, "")
    if shape and shape.kind not in _OPEN | {ShapeKind.STRING}:
        message = f"{walk.label} is {KIND_WORDS[shape.kind]}, and maps translate strings"
        findings.refuse(message, spec.place)
    if target.annotation and accepts(target.annotation, annotation, findings.models) is False:
        findings.refuse(f"the map {spec.map} gives {annotation}, and {target.text}", spec.place)


def _convert(spec: ValueSpec, target: Target, walk: Walk, shape: Shape, reading: Reading) -> Conversion | None:
    """How the value becomes what is asked for; None where it can't, which is kept."""
    found = find_conversion(target.annotation, walk.steps, shape, reading.findings)
    if found is None:
        what, hint = describe_misfit(walk.label, shape, target.annotation, reading.findings)
        reading.findings.refuse(f"{what}, and {target.text}", spec.place, hint)
    return found


def _may_be_none(spec: ValueSpec, target: Target, walk: Walk, reading: Reading) -> bool:
    """Whether an absent member gives None; a type that has no None is kept as wrong."""
    covered = max((at + 1 for at, step in enumerate(walk.steps) if step.kind is StepKind.INDEX), default=0)
    if walk.skips_absent:
        covered = max(covered, 1)
    insists = spec.when_empty is not None and spec.when_empty.error == _INSISTED and not covered
    if insists or not any(step.is_optional for step in walk.steps[covered:]):
        return False
    if target.annotation and accepts(target.annotation, "None", reading.findings.models) is False:
        message = f"{walk.label} may be absent, and {target.text}"
        hint = f'give a default, let the type allow None, or raise with when_empty = "{_INSISTED}"'
        reading.findings.refuse(message, spec.place, "give a default, or let the type allow None" if covered else hint)
        return False
    return True


def _bind_fallback(
    spec: FallbackSpec | None, target: Target, steps: tuple[Step, ...], reading: Reading
) -> Fallback | None:
    if not spec or not any(step.kind is StepKind.INDEX for step in steps):
        return None
    return Fallback(spec.error, _spell_default(spec.value, target, reading) if spec.value else "")


def _spell_default(node: SpecLiteral | SpecExpression, target: Target, reading: Reading) -> str:
    """The code of a value that stands in for the answer's."""
    findings = reading.findings
    spelled = findings.spell(node, reading.scope)
    if not spelled:
        return ""
    if target.annotation and accepts(target.annotation, spelled.annotation, findings.models) is False:
        findings.refuse(f"{spelled.code} is {spelled.annotation}, and {target.text}", node.place)
    return spelled.code

"""Where results are stored: attributes of a method's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import read_type
from gateway_builder.bind.annotations import without_none
from gateway_builder.bind.answers import Target, bind_value
from gateway_builder.bind.findings import ATTRIBUTE
from gateway_builder.bind.suggestions import did_you_mean, list_names
from gateway_builder.model.binding import Assignment
from gateway_builder.model.business import ModelKind
from gateway_builder.model.spec import SpecExpression

if TYPE_CHECKING:
    from gateway_builder.bind.answers import Reading
    from gateway_builder.bind.paths import Base
    from gateway_builder.model.spec import AssignSpec

_CHANGING = frozenset({ModelKind.DATA, ModelKind.OTHER})


def bind_assignment(spec: AssignSpec, base: Base, reading: Reading) -> Assignment:
    """A value that is stored on a model; what is wrong with the target or the value is kept."""
    target = Target(_find_type(spec, reading), f"{spec.target} is")
    return Assignment(spec.target, bind_value(spec.value, target, base, reading))


def _find_type(spec: AssignSpec, reading: Reading) -> str:
    """Annotation of the attribute that is set, "" where it is not known."""
    findings, parameters = reading.findings, reading.scope.parameters
    owner, _, name = spec.target.rpartition(".")
    first = spec.target.partition(".")[0]
    if not owner or not ATTRIBUTE.fullmatch(spec.target):
        message = f"{spec.target!r} is no attribute of a parameter"
        findings.refuse(message, spec.place, "write PARAMETER.ATTRIBUTE, such as run.job_id")
        return ""
    if first not in parameters:
        hint = f"there are {list_names(parameters)}" if parameters else "the method has none"
        findings.refuse(f"there is no parameter {first}{did_you_mean(first, parameters)}", spec.place, hint)
        return ""
    scope = findings.scope(parameters, config={}, require=reading.scope.require - {spec.target})
    held = findings.spell_expression(SpecExpression(owner, spec.place), scope)
    if not held or not _is_settable(spec, without_none(held.annotation), name, reading):
        return ""
    found = findings.spell_expression(SpecExpression(spec.target, spec.place), scope)
    return found.annotation if found else ""


def _is_settable(spec: AssignSpec, owner: str, name: str, reading: Reading) -> bool:
    """Whether the owner's attribute can be set; one that can't is kept as wrong."""
    model = reading.findings.models(read_type(owner).identifier)
    if not model:
        return True
    method = model.find_method(name)
    if model.is_frozen or model.kind not in _CHANGING:
        what = "frozen" if model.is_frozen else f"a {model.kind.value}"
        message = f"{spec.target} can't be set: {model.name} is {what}"
        hint = "return the value, or choose an attribute that changes"
        reading.findings.refuse(message, spec.place, hint)
        return False
    if method and not model.find_field(name):
        what = "property" if method.is_property else "method"
        message = f"{spec.target} can't be set: {name} is a {what} of {model.name}"
        reading.findings.refuse(message, spec.place, "choose an attribute")
        return False
    return True

"""One method: its operation, what is sent, what is read, and what goes with the call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.annotation_types import NONE, read_type
from gateway_builder.bind.answers import Reading, Target, bind_value
from gateway_builder.bind.arguments import Call, bind_arguments, check_freely
from gateway_builder.bind.calls import bind_errors, bind_pages, bind_wait, find_operation
from gateway_builder.bind.findings import ATTRIBUTE
from gateway_builder.bind.paths import Base
from gateway_builder.bind.targets import bind_assignment
from gateway_builder.model.binding import MethodBinding
from gateway_builder.model.interface import MethodKind, ParameterKind
from gateway_builder.model.service import Operation, Shape, ShapeKind
from gateway_builder.model.spec import SpecExpression

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.bind.expressions import Scope
    from gateway_builder.bind.findings import Findings
    from gateway_builder.model.binding import Answer
    from gateway_builder.model.interface import Method, Parameter
    from gateway_builder.model.spec import MethodSpec

_NOTHING = Shape("", ShapeKind.STRUCTURE)
_CONFIG = "config"
_CLASS_BOUND = frozenset({MethodKind.CLASS, MethodKind.STATIC})


def bind_method(spec: MethodSpec, method: Method, maps: Mapping[str, str], findings: Findings) -> MethodBinding | None:
    """The method with all that is decided; None where its operation can't be told. What is wrong is kept."""
    _check_method(spec, method, findings)
    operation = find_operation(spec, findings.model, findings)
    scope = _find_scope(spec, method, findings)
    reading = Reading(findings, scope, maps)
    if not operation:
        _check_without_operation(spec, method, reading)
        return None
    return _bind(spec, method, operation, reading)


def describe_kind(method: Method) -> str:
    """Why a method can't be carried out by a call, as the end of a sentence; "" where it can."""
    if method.kind is not MethodKind.INSTANCE:
        return f"a {method.kind.value} method" if method.kind in _CLASS_BOUND else "a property"
    if method.overloads:
        return "overloaded"
    return f"decorated with @{method.decorators[0]}" if method.decorators else ""


def _bind(spec: MethodSpec, method: Method, operation: Operation, reading: Reading) -> MethodBinding:
    findings = reading.findings
    call = Call(method.name, operation, reading.scope, findings, spec.place)
    sent = bind_arguments(spec.arguments, spec.token, call)
    output = findings.model.shapes[operation.output] if operation.output else _NOTHING
    base = Base(output, f"the answer of {operation.method}")
    assignments = tuple(bind_assignment(each, base, reading) for each in spec.assign)
    returns = _bind_returns(spec, method, base, reading)
    answers = [each.answer for each in assignments] + ([returns] if returns else [])
    return MethodBinding(
        method.name,
        operation,
        sent.arguments,
        require=tuple(each for each, _ in spec.require),
        pages=bind_pages(spec, operation, sent.arguments, answers, findings),
        token=sent.token,
        wait=bind_wait(spec, operation, sent.arguments, findings),
        assignments=assignments,
        returns=returns,
        errors=bind_errors(spec, operation, findings),
    )


def _check_without_operation(spec: MethodSpec, method: Method, reading: Reading) -> None:
    """Keep what is wrong with expressions, fields and targets, which need no operation."""
    call = Call(method.name, Operation("", spec.operation), reading.scope, reading.findings, spec.place)
    check_freely(spec.arguments, spec.token, call)
    base = Base(None, "the answer")
    for each in spec.assign:
        bind_assignment(each, base, reading)
    _bind_returns(spec, method, base, reading)


def _bind_returns(spec: MethodSpec, method: Method, base: Base, reading: Reading) -> Answer | None:
    annotation = method.signature.returns or ""
    if read_type(annotation).name == NONE:
        if spec.returns:
            message = f"{method.name} returns None: returns has nowhere to go"
            reading.findings.refuse(message, spec.returns.place, "delete it, or use assign")
            bind_value(spec.returns, Target("", method.name), base, reading)
        return None
    if spec.returns:
        return bind_value(spec.returns, Target(annotation, f"{method.name} returns"), base, reading)
    if annotation:
        message = f"{method.name} returns {annotation}: say where it comes from under returns"
        hint = f"[methods.{method.name}.returns] with a path into the answer of the operation"
        reading.findings.refuse(message, spec.place, hint)
    return None


def _check_method(spec: MethodSpec, method: Method, findings: Findings) -> None:
    """Keep what no call can carry out as wrong."""
    place = spec.operation_place or spec.place
    if kind := describe_kind(method):
        findings.refuse(f"{method.name} is {kind}: no operation can be bound to it", place, "leave it out of the file")
    elif findings.is_async and not method.signature.is_async:
        hint = "make it async in the interface, or leave its operation out"
        findings.refuse(f"{method.name} is not async, and the gateway is", place, hint)


def _find_scope(spec: MethodSpec, method: Method, findings: Findings) -> Scope:
    """What the method's expressions may name; requirements that name nothing are kept as wrong."""
    parameters = {each.name: _find_type(each) for each in method.signature.parameters}
    if findings.config and _CONFIG in parameters:
        message = f"{method.name} has a parameter config, which hides the configuration"
        findings.refuse(message, spec.place, "rename the parameter, or the gateway takes no [config]")
    required: list[str] = []
    for text, place in spec.require:
        _check_requirement(text, place, findings.scope(parameters, config={}, require=required), findings)
        required.append(text)
    return findings.scope(parameters, config=findings.config, require=required)


def _check_requirement(text: str, place: str, scope: Scope, findings: Findings) -> None:
    if not ATTRIBUTE.fullmatch(text):
        hint = "name parameters and their attributes only, such as run.job_id"
        findings.refuse(f"{text!r} can't be required", place, hint)
    else:
        findings.spell_expression(SpecExpression(text, place), scope)


def _find_type(parameter: Parameter) -> str:
    annotation = parameter.annotation or ""
    if parameter.kind is ParameterKind.VAR_POSITIONAL:
        return f"tuple[{annotation}, ...]" if annotation else "tuple"
    if parameter.kind is ParameterKind.VAR_KEYWORD:
        return f"dict[str, {annotation}]" if annotation else "dict"
    return annotation

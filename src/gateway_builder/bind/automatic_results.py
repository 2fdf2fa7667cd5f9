"""What a method returns of an operation's answer, by rules on names and types; what no rule tells is left open."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.bind.annotations import element_of, is_optional, without_none
from gateway_builder.bind.automatic_candidates import ask_meaning, ask_where, ask_where_field, list_members, reads
from gateway_builder.bind.automatic_words import join_or
from gateway_builder.model.business import ModelKind
from gateway_builder.model.service import ShapeKind
from gateway_builder.model.spec import SpecExpression, ValueSpec
from gateway_builder.naming import fold
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.bind.automatic_arguments import Question, Sent
    from gateway_builder.model.business import BusinessModel, ModelField
    from gateway_builder.model.service import Member

_IDENTIFIERS = ("id", "arn", "url", "handle")
_EMPTY = {"list": "[]", "List": "[]", "Sequence": "[]", "tuple": "()", "Tuple": "()"}


@value
class Received:
    """What the rules found for the result: None where nothing is returned; how it was found, and what no rule tells."""

    returns: ValueSpec | None = None
    notes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def find_result(asked: Question, sent: Sent, place: str) -> Received:
    """What the method returns, read from the answer.

    Args:
        asked: The method and the operation.
        sent: What is sent, which tells the attributes that are known before the call.
        place: Where the user named the operation.
    """
    returns, operation = asked.method.signature.returns, asked.operation
    if returns is None:
        return Received(open=(f"{asked.method.name} does not say what it returns",))
    if returns == "None":
        return Received(open=tuple(_list_unset_ids(asked, sent)))
    if not asked.model.members_of(operation.output):
        known = "answers nothing" if operation.output is None else "has an answer that the model does not tell"
        return Received(open=(f"{operation.method} {known}: say what {asked.method.name} returns",))
    model = asked.models(without_none(returns))
    if model and model.kind is ModelKind.DATA:
        return _read_model(model, asked, place)
    return _read_member(returns, asked, place)


def _list_unset_ids(asked: Question, sent: Sent) -> Iterator[str]:
    """Attributes that wait for an id, where the answer has ids: whoever returns nothing may have to store one."""
    ids = [each.name for each in list_members(asked) if each.name.lower().endswith(_IDENTIFIERS)]
    for parameter in asked.method.signature.parameters if ids else ():
        model = asked.models(parameter.annotation or "")
        for field in model.fields if model and not model.is_frozen else ():
            code = f"{parameter.name}.{field.name}"
            waits = is_optional(field.annotation) and field.name.endswith(_IDENTIFIERS)
            if waits and code not in sent.require:
                yield f"{code} may be None before the call: say whether {join_or(ids)} of the answer is stored there"


def _read_member(returns: str, asked: Question, place: str) -> Received:
    """The one member of the answer that has the type of the result."""
    wanted = without_none(returns)
    fitting = [each for each in list_members(asked) if reads(wanted, each, asked)]
    if len(fitting) != 1:
        return Received(open=(ask_where(wanted, asked),))
    member = fitting[0]
    empty = _find_empty(returns)
    problem = _find_problem(member, returns, asked, f"the result of {asked.method.name}", empty)
    if problem:
        return Received(open=(problem,))
    note = f"the result is {member.name} (the only {wanted} of the answer)"
    return Received(ValueSpec(place, member.name, default=_find_default(member, returns, empty, place)), (note,))


def _find_problem(member: Member, annotation: str, asked: Question, what: str, default: str) -> str:
    """What keeps a member whose type fits from being the value without a decision, as a sentence; "" for nothing."""
    shape, paging = asked.model.shapes[member.shape], asked.operation.paging
    if shape.enum:
        return ask_meaning(member.name, shape, annotation, asked)
    if paging and (member.name not in paging.result_keys or shape.kind is not ShapeKind.LIST):
        return f"{member.name} comes with every page of {asked.operation.method}: say which page is read"
    if member.required or shape.is_stream or is_optional(annotation) or default:
        return ""
    return f"{member.name} may be absent from the answer of {asked.operation.method}: say what {what} is then"


def _find_default(member: Member, annotation: str, default: str, place: str) -> SpecExpression | None:
    """What stands in for a member that may be absent: an empty list for a list, its own default for a field."""
    return None if member.required or is_optional(annotation) or not default else SpecExpression(default, place)


def _find_empty(annotation: str) -> str:
    return _EMPTY.get(annotation.partition("[")[0], "") if element_of(annotation) else ""


def _find_stand_in(field: ModelField) -> str:
    """A field's default where it is a literal; else an empty list where it is a list."""
    default = field.default or ""
    try:
        ast.literal_eval(default)
    except (ValueError, SyntaxError):
        return _find_empty(field.annotation)
    return default


def _read_model(model: BusinessModel, asked: Question, place: str) -> Received:
    """The model, where every field that must be given has a member of its name in the answer."""
    fields: list[tuple[str, ValueSpec]] = []
    problems = [] if model.is_complete else [f"not all bases of {model.name} are known: say what its fields are"]
    for field in model.fields:
        member = next((each for each in list_members(asked) if fold(each.name) == fold(field.name)), None)
        problem = _find_field_problem(field, member, model, asked)
        if not problem and member:
            default = _find_default(member, field.annotation, _find_stand_in(field), place)
            fields.append((field.name, ValueSpec(place, member.name, default=default)))
        elif member or field.default is None:  # a default must not hide what the service says
            problems.append(problem)
    if not (fields or problems):
        problems.append(f"{asked.operation.method} answers no field of {model.name}: say what is returned")
    if problems:
        return Received(open=tuple(problems))
    pairs = ", ".join(f"{name}={value.path}" for name, value in fields)
    return Received(ValueSpec(place, "", fields=tuple(fields)), (f"the result is {model.name}({pairs}) (same names)",))


def _find_field_problem(field: ModelField, member: Member | None, model: BusinessModel, asked: Question) -> str:
    what = f"{field.name} of {model.name}"
    if not member:
        return ask_where_field(field, what, asked)
    shape = asked.model.shapes[member.shape]
    if shape.enum and asked.models(without_none(field.annotation)):
        return ask_meaning(member.name, shape, field.annotation, asked)
    if not reads(field.annotation, member, asked):
        return f"{what} is {field.annotation}: say how it is made of {member.name} of {asked.operation.method}"
    return _find_problem(member, field.annotation, asked, what, _find_stand_in(field))

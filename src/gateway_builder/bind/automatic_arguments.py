"""Where the parameters of an operation come from, by rules on names; what no rule tells is left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.bind.annotations import fits_shape, is_optional, without_none
from gateway_builder.bind.automatic_places import describe_place, list_alternatives
from gateway_builder.bind.automatic_words import join_and, spell_type
from gateway_builder.model.business import ModelKind
from gateway_builder.model.interface import ParameterKind
from gateway_builder.naming import fold, snake_case
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import Method, Parameter
    from gateway_builder.model.service import Member, Operation, ServiceModel

_VARIADIC = frozenset({ParameterKind.VAR_POSITIONAL, ParameterKind.VAR_KEYWORD})
_WITHOUT_ATTRIBUTES = frozenset({ModelKind.ENUM, ModelKind.TYPED_DICT})


class Question(NamedTuple):
    """A method of the interface, the operation that it calls, and what is known of both sides."""

    method: Method
    operation: Operation
    model: ServiceModel
    models: Callable[[str], BusinessModel | None]


@value
class Sent:
    """What the rules found for the parameters of one operation.

    Attributes:
        arguments: Parameter and expression.
        token: Expression for the idempotency token, or "".
        require: Expressions that may be None and must not.
        places: Parameters that the gateway is configured with: name of the setting and its documentation.
        notes: By which rule each was found.
        open: What no rule tells, one sentence each.
    """

    arguments: tuple[tuple[str, str], ...] = ()
    token: str = ""
    require: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def __add__(self, other: Sent) -> Sent:
        return Sent(*(getattr(self, name) + getattr(other, name) for name in Sent.__dataclass_fields__))


class _Offer(NamedTuple):
    """Something that has the wanted name: expression, its type, and the rule by which it has it.

    `rank` orders the rules: 0 a parameter, 1 a member of a parameter's model, 2 parameter and member together.
    """

    code: str
    annotation: str
    rank: int
    rule: str = "same name"
    is_call: bool = False


def find_arguments(asked: Question) -> Sent:
    """What is sent: each required parameter, and each optional one that the method has a parameter for."""
    sent = Sent()
    for member in asked.model.members_of(asked.operation.input):
        if member.required and not member.is_token:
            sent += _find_required(member, asked)
        else:
            sent += _find_optional(member, asked)
    for group in list_alternatives(asked.operation, asked.model):
        sent += _find_alternative(group, sent, asked)
    return replace(sent, open=(*sent.open, *_list_unused(sent, asked)))


def _find_required(member: Member, asked: Question) -> Sent:
    offers = list(_list_offers(member, asked))
    fitting = [each for each in offers if _can_be_sent(each, member, asked)]
    best = [each for each in fitting if each.rank == fitting[0].rank]
    if len(best) == 1:
        return _send(member, best[0])
    if best:
        return Sent(open=(f"{_say(member, asked)}: {join_and([each.code for each in best])} have that name",))
    if not offers and (doc := _describe_place(member, asked)):
        return _configure(member, doc)
    why = join_and([_why_not(each) for each in offers]) or f"no parameter of {asked.method.name} has that name"
    return Sent(open=(f"{_say(member, asked)}: {why}",))


def _find_optional(member: Member, asked: Question) -> Sent:
    parameter = _find_parameter(member, asked)
    if not parameter or member.name in _list_page_names(asked.operation):
        return Sent()
    offer = _offer_parameter(parameter)
    if not _can_be_sent(offer, member, asked):
        return Sent()
    if member.is_token:
        return Sent(token=offer.code, notes=(_note(member, offer),))
    return _send(member, offer)


def _find_alternative(group: tuple[Member, ...], sent: Sent, asked: Question) -> Sent:
    """One of several parameters of which the service wants one: what the rules found, else the one that is a place."""
    if {member.name for member in group} & {name for name, _ in sent.arguments}:
        return Sent()
    places = [(member, doc) for member in group if (doc := _describe_place(member, asked))]
    if len(places) == 1:
        return _configure(*places[0])
    return Sent(open=(f"{asked.operation.method} needs one of {', '.join(member.name for member in group)}",))


def _send(member: Member, offer: _Offer) -> Sent:
    require = (offer.code,) if is_optional(offer.annotation) else ()
    return Sent(arguments=((member.name, offer.code),), require=require, notes=(_note(member, offer),))


def _note(member: Member, offer: _Offer) -> str:
    return f"{member.name} comes from {offer.code} ({offer.rule})"


def _configure(member: Member, doc: str) -> Sent:
    name = snake_case(member.name)
    return Sent(
        arguments=((member.name, f"config.{name}"),),
        places=((name, doc),),
        notes=(f"{member.name} comes from the gateway's configuration, {name} (a place of the deployment)",),
    )


def _describe_place(member: Member, asked: Question) -> str:
    is_hidden = any(each.name == "config" for each in asked.method.signature.parameters)
    return "" if is_hidden else describe_place(member, asked.operation, asked.model)


def _list_offers(member: Member, asked: Question) -> Iterator[_Offer]:
    """What has the name of a parameter of the operation, by the first rule first."""
    if parameter := _find_parameter(member, asked):
        yield _offer_parameter(parameter)
    known = [(each, model) for each in asked.method.signature.parameters if (model := _model_of(each, asked))]
    for parameter, model in known:
        yield from _offer_members(parameter, model, fold(member.name), 1, "same name")
    for parameter, model in known:
        if fold(member.name).startswith(fold(parameter.name)):
            rest = fold(member.name).removeprefix(fold(parameter.name))
            yield from _offer_members(parameter, model, rest, 2, f"{parameter.name} and its member together")


def _find_parameter(member: Member, asked: Question) -> Parameter | None:
    parameters = (each for each in asked.method.signature.parameters if each.kind not in _VARIADIC)
    return next((each for each in parameters if fold(each.name) == fold(member.name)), None)


def _offer_parameter(parameter: Parameter) -> _Offer:
    annotation = parameter.annotation or ""
    may_be_none = parameter.default == "None" and not is_optional(annotation)
    return _Offer(parameter.name, f"{annotation or 'object'} | None" if may_be_none else annotation, 0)


def _offer_members(parameter: Parameter, model: BusinessModel, name: str, rank: int, rule: str) -> Iterator[_Offer]:
    for each in model.fields:
        if fold(each.name) == name and not each.name.startswith("_"):
            yield _Offer(f"{parameter.name}.{each.name}", each.annotation, rank, rule)
    for method in model.methods:
        needs = method.signature.parameters or method.signature.is_async or method.is_class
        if fold(method.name) == name and not needs and method.signature.returns:
            call = "" if method.is_property else "()"
            code = f"{parameter.name}.{method.name}{call}"
            yield _Offer(code, method.signature.returns, rank, rule, is_call=not method.is_property)


def _model_of(parameter: Parameter, asked: Question) -> BusinessModel | None:
    if parameter.kind in _VARIADIC or not parameter.annotation:
        return None
    model = asked.models(parameter.annotation)
    return model if model and model.kind not in _WITHOUT_ATTRIBUTES else None


def _can_be_sent(offer: _Offer, member: Member, asked: Question) -> bool:
    shape = asked.model.shapes[member.shape]
    if is_optional(offer.annotation) and (offer.is_call or not offer.rank):
        return False
    if shape.enum and asked.models(without_none(offer.annotation)):
        return False
    return fits_shape(without_none(offer.annotation), shape, asked.model, asked.models) is not False


def _why_not(offer: _Offer) -> str:
    if is_optional(offer.annotation) and (offer.is_call or not offer.rank):
        return f"{offer.code} may be None"
    return f"{offer.code} is {without_none(offer.annotation)}"


def _say(member: Member, asked: Question) -> str:
    return f"{member.name} ({spell_type(member.shape, asked.model)}) of {asked.operation.method}"


def _list_unused(sent: Sent, asked: Question) -> list[str]:
    """What is wrong with each parameter of the method that is sent nowhere."""
    codes = [*(code for _, code in sent.arguments), sent.token]
    used = {code.partition(".")[0] for code in codes}
    members = asked.model.members_of(asked.operation.input)
    sent_names = {name for name, _ in sent.arguments}
    found = []
    for parameter in asked.method.signature.parameters:
        same = next((each for each in members if fold(each.name) == fold(parameter.name)), None)
        is_said = same and same.required and same.name not in sent_names
        is_meant = sent.open and _model_of(parameter, asked)  # what is open is probably to be found in the model
        if parameter.name not in used and not (is_said or is_meant):
            found.append(_say_unused(parameter, same, asked))
    return found


def _say_unused(parameter: Parameter, same: Member | None, asked: Question) -> str:
    operation = asked.operation.method
    if not same or parameter.kind in _VARIADIC:
        return f"parameter {parameter.name} of {asked.method.name} is not sent: say which member of {operation} it is"
    if same.name in _list_page_names(asked.operation):
        return f"parameter {parameter.name} is not sent: {same.name} of {operation} is about one page of the answer"
    return (
        f"{same.name} ({spell_type(same.shape, asked.model)}) of {operation}: {_why_not(_offer_parameter(parameter))}"
    )


def _list_page_names(operation: Operation) -> frozenset[str]:
    paging = operation.paging
    return frozenset((*paging.input_tokens, paging.limit_key)) if paging else frozenset()

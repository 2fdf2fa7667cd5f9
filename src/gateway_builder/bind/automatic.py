"""The binding that `--op METHOD=OPERATION` asks for, by stated rules; what they don't tell is left to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.bind.automatic_arguments import Question, Sent, find_arguments
from gateway_builder.bind.automatic_results import Received, find_result
from gateway_builder.bind.proposals import propose_operations
from gateway_builder.bind.suggestions import find_near
from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.binding import Undecided
from gateway_builder.model.interface import MethodKind
from gateway_builder.model.spec import ConfigSpec, GatewaySpec, MethodSpec, SpecExpression, SpecTable
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import Interface, Method
    from gateway_builder.model.service import Operation, ServiceModel

    Models = Callable[[str], BusinessModel | None]


@value
class Automatic:
    """What the rules decided, and what they did not.

    Attributes:
        spec: The methods that are wholly decided, and the settings that they need, as a spec file would say it.
        undecided: The others, by name: what to decide.
        notes: By which rule each part was decided, one sentence each, with the method's name before it.
    """

    spec: GatewaySpec
    undecided: Mapping[str, Undecided]
    notes: tuple[str, ...]


def bind_operations(
    operations: Mapping[str, str], interface: Interface, model: ServiceModel, models: Models
) -> Automatic:
    """The methods as far as stated rules decide them.

    Args:
        operations: Operation by method; names of methods that the interface lacks are passed over.
        interface: The contract.
        model: The service.
        models: The application's models by identifier.

    Raises:
        UsageError: If the service has no such operation, or the SDK can't call it; all of them together.
    """
    methods = [each for each in interface.methods if each.name in operations]
    found = [(each, operations[each.name], model.find_operation(operations[each.name])) for each in methods]
    problems = [_refuse(*each, model) for each in found if not (each[2] and not each[2].unsupported)]
    if problems:
        raise UsageError(problems)
    undecided, config = dict[str, Undecided](), dict[str, ConfigSpec]()
    specs: list[MethodSpec] = []
    notes: list[str] = []
    for method, name, operation in found:
        assert operation  # what is None left a problem
        place = f"--op {method.name}={name}"
        sent, received = _apply_rules(Question(method, operation, model, models), place)
        if sent.open or received.open:
            undecided[method.name] = Undecided(method.name, (*sent.open, *received.open), operation.method)
            continue
        specs.append(_write_spec(method, operation, sent, received, place))
        config |= {key: ConfigSpec(key, "str", place, doc) for key, doc in sent.places if key not in config}
        notes += [f"{method.name}: {note}" for note in (*sent.notes, *received.notes)]
    spec = GatewaySpec("--op", interface.name, config=tuple(config.values()), methods=tuple(specs))
    return Automatic(spec, undecided, tuple(notes))


def _apply_rules(asked: Question, place: str) -> tuple[Sent, Received]:
    method = asked.method
    if method.kind is not MethodKind.INSTANCE or method.overloads or method.decorators:
        what = f"{method.name} is no plain method of an object: say what it does in a body of its own"
        return Sent(open=(what,)), Received()
    sent = find_arguments(asked)
    return sent, find_result(asked, sent, place)


def _write_spec(method: Method, operation: Operation, sent: Sent, received: Received, place: str) -> MethodSpec:
    arguments = tuple((name, SpecExpression(code, place)) for name, code in sent.arguments)
    return MethodSpec(
        name=method.name,
        place=place,
        require=tuple((code, place) for code in dict.fromkeys(sent.require)),
        operation=operation.method,
        operation_place=place,
        arguments=SpecTable(arguments, place) if arguments else None,
        token=SpecExpression(sent.token, place) if sent.token else None,
        returns=received.returns,
    )


def _refuse(method: Method, name: str, operation: Operation | None, model: ServiceModel) -> Problem:
    place = f"--op {method.name}={name}"
    if operation:
        message = f"{operation.method} can't be called: {operation.unsupported}"
        return Problem(message, "choose another operation", place)
    near = find_near(name, model.operations) or _propose(method, model)
    meant = f" (did you mean {near}?)" if near else ""
    query = (near or name).rpartition("_")[2]
    hint = f"run: gateway-builder operations {_spell_technology(model)} {query}"
    return Problem(f"{model.label} has no operation {name}{meant}", hint, place)


def _propose(method: Method, model: ServiceModel) -> str:
    return next((each.operation.method for each in propose_operations(method, model)), "")


def _spell_technology(model: ServiceModel) -> str:
    return f"aws:{model.service}"

"""GW209: an error that a gateway raises and its interface does not document, or the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.contracts import list_contracts, list_implementations
from gateway_builder.check.raised_errors import Code, RaisedErrors, is_builtin_error
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.unseen_errors import may_raise_unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.check.codebase import Codebase, GatewayView
    from gateway_builder.check.contracts import Contract
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.signatures import MethodView
    from gateway_builder.source.code_module import CodeModule

_OF_THE_PROGRAM = frozenset(
    {"NotImplementedError", "AssertionError", "TypeError", "AttributeError", "StopIteration", "StopAsyncIteration"}
    | {"KeyboardInterrupt", "SystemExit", "CancelledError", "GeneratorExit", "ImportError"}
)
_WRAPPING_SDKS = frozenset({"boto3", "aioboto3", "requests", "httpx"})
_TOO_GENERAL = frozenset({"Exception", "BaseException"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    raised = RaisedErrors(codebase.index)
    for interface in codebase.interfaces:
        for contract in list_contracts(interface):
            if contract.doc is None or contract.method.is_property:
                continue
            made = [(gateway, method) for gateway, method in list_implementations(codebase, contract)]
            for gateway, method in made:
                if not gateway.is_fake:
                    yield from _undocumented(contract, method, _code(gateway, method), raised)
            yield from _never_raised(codebase, contract, made, raised)


def _code(gateway: GatewayView, method: MethodView) -> Code:
    return Code(method.module, method.node, gateway.view)


def _undocumented(contract: Contract, method: MethodView, code: Code, raised: RaisedErrors) -> Iterator[Violation]:
    """Errors that surely leave a method and are named nowhere in the contract, each once."""
    seen: set[str] = set()
    for each in raised.of(code):
        name = each.names[0]
        is_of_program = name.endswith("ImportError") or bool(_OF_THE_PROGRAM.intersection(each.names))
        if name in seen or not each.is_certain or is_of_program or each.is_guard:
            continue
        if not _is_documented(contract, each.names):
            seen.add(name)
            message = f"{method.owner.name}.{method.name} raises {name}, which {contract.name} does not document"
            hint = f"document {name} under Raises of {contract.name}, or raise one that is documented"
            yield Violation(method.module, each.node, message, hint)


def _is_documented(contract: Contract, names: Sequence[str]) -> bool:
    documented = {name.rpartition(".")[2] for doc in contract.all_docs for name in doc.exceptions}
    if documented.intersection(names):
        return True
    return any(doc.mentions(name) for doc in contract.all_docs for name in names if name not in _TOO_GENERAL)


def _never_raised(
    codebase: Codebase, contract: Contract, made: Sequence[tuple[GatewayView, MethodView]], raised: RaisedErrors
) -> Iterator[Violation]:
    """Errors of the application that the docstring names and that surely no gateway raises."""
    real = [(gateway, method) for gateway, method in made if not gateway.is_fake]
    assert contract.doc
    for documented in contract.doc.section("raises").names if real else ():
        names = _names_of(codebase, documented, [contract.interface.module, *(each.module for _, each in real)], raised)
        if not names or _OF_THE_PROGRAM.intersection(names) or _is_raised(made, names, raised):
            continue
        is_builtin = is_builtin_error(names[0])
        if is_builtin and not all(_has_known_clients(gateway) for gateway, _ in real):
            continue
        if not any(
            may_raise_unseen(codebase, raised, gateway, _code(gateway, method), is_builtin=is_builtin)
            for gateway, method in real
        ):
            message = f"{contract.name} documents {names[0]}, which no gateway raises"
            hint = f"raise {names[0]} where the docstring says, or take it out of Raises"
            yield Violation(contract.interface.module, contract.method.node, message, hint)


def _names_of(
    codebase: Codebase, documented: str, modules: Sequence[CodeModule], raised: RaisedErrors
) -> tuple[str, ...]:
    """The documented error and what is above it; empty where nobody knows it, or where any line may raise it."""
    name = documented.rpartition(".")[2]
    if is_builtin_error(name):
        names = raised.names.named(name)
        return names if {"ValueError", "OSError"}.intersection(names) else ()
    places = {place for module in modules for place in (module.name, *(use.module for use in module.imports))}
    found = {view.origin for place in places if (view := codebase.index.find_class(f"{place}.{name}"))}
    return raised.names.named(next(iter(found))) if len(found) == 1 else ()


def _has_known_clients(gateway: GatewayView) -> bool:
    """Whether a gateway's clients raise errors of their own alone, and none of Python's."""
    return bool(gateway.clients) and all(each.client.sdk in _WRAPPING_SDKS for each in gateway.clients)


def _is_raised(made: Sequence[tuple[GatewayView, MethodView]], names: tuple[str, ...], raised: RaisedErrors) -> bool:
    """Whether some implementation raises the error, one below it, or one above it."""
    above = set(names) - _TOO_GENERAL
    for gateway, method in made:
        for each in raised.of(_code(gateway, method)):
            if names[0] in each.names or each.names[0] in above:
                return True
    return False


RULE = Rule(
    code="GW209",
    name="undocumented-error",
    summary="A gateway raises an error that its interface does not document, or the interface documents one that no "
    "gateway raises.",
    rationale="""
A use case handles the errors that the interface names. One that it does not name reaches the user as a crash; one that
is named but never raised is handled by code that nobody ever runs. Subclasses of a documented error are covered by it.
Errors are followed through `raise` statements and one helper; where more than one may be meant, nothing is said. A
`RuntimeError` where an attribute of the gateway is still None is a guard for type checkers and needs no documentation.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None:
        \"\"\"Cancel a run.

        Args:
            run_id: The run.

        Raises:
            ValueError: If the id is empty.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        if not run_id:
            raise ValueError("no id")
        if run_id not in self._known:
            raise KeyError(run_id)  # GW209
        self._batch_client.cancel_job(jobId=run_id, reason="asked")
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None:
        \"\"\"Cancel a run.

        Args:
            run_id: The run.

        Raises:
            LookupError: If there is no such run.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
class AWSBatchSimulationRunner:
    def cancel_run(self, run_id: str) -> None:
        if run_id not in self._known:
            raise KeyError(run_id)
        self._batch_client.cancel_job(jobId=run_id, reason="asked")
""",
    ),
    find=_find,
    recommended=True,
)

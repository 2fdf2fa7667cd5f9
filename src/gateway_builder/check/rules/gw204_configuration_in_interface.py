"""GW204: default configuration of one technology in an interface."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView, statements_of
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings

_NAME = re.compile(
    r"(?:.*_)?(?:queue(?:_name|_url|_arn)?|arn|bucket(?:_name)?|topic_arn|region(?:_name)?|endpoint(?:_url)?|base_url|"
    r"api_url|webhook_url|job_definition|job_queue|cluster(?:_name|_arn)?|table_name|log_group|host|hostname|"
    r"port|connect_timeout|read_timeout|request_timeout|http_timeout|max_retries|max_attempts|account_id|api_version|"
    r"connection_string|dsn|vpc_id|subnet_id|security_group)",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"arn:aws[\w-]*:|https?://|wss?://|amqps?://|redis://|s3://|"
    r"(?:us|eu|ap|sa|ca|me|af)-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d$"
)
_ENVIRONMENT = frozenset({"os.environ", "os.getenv", "os.environ.get"})


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            method = MethodView(interface.view, node)
            for each in method.arguments:
                if each.default is not None and _is_configuration(codebase, interface, each.name, each.default):
                    message = (
                        f"{each.name} of {interface.name}.{node.name} has a default that belongs to one technology"
                    )
                    hint = f"take {each.name} out of the interface and give it to the gateway's constructor"
                    yield Violation(interface.module, each.default, message, hint)
        yield from _constants(codebase, interface)


def _constants(codebase: Codebase, interface: InterfaceView) -> Iterator[Violation]:
    for name, default in _assigned(interface):
        if _is_configuration(codebase, interface, name, default):
            message = f"{interface.name}.{name} is configuration of one technology, which no other gateway can use"
            yield Violation(interface.module, default, message, f"move {name} to the gateway's constructor")


def _assigned(interface: InterfaceView) -> Iterator[tuple[str, ast.expr]]:
    for statement in statements_of(interface.node.body):
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        if isinstance(statement, (ast.Assign, ast.AnnAssign)) and value is not None:
            yield from ((target.id, value) for target in targets if isinstance(target, ast.Name))


def _is_configuration(codebase: Codebase, interface: InterfaceView, name: str, default: ast.expr) -> bool:
    """Whether a default is an address, or any value for a name that only configuration has."""
    if any(interface.module.origin(each) in _ENVIRONMENT for each in walk(default) if isinstance(each, ast.expr)):
        return True
    value = default
    if found := codebase.index.find_value(interface.module.origin(default)):
        value = found[1]
    if not isinstance(value, ast.Constant) or isinstance(value.value, bool) or not value.value:
        return False
    is_address = isinstance(value.value, str) and bool(_VALUE.match(value.value))
    return is_address or (isinstance(value.value, (str, int, float)) and bool(_NAME.fullmatch(name)))


RULE = Rule(
    code="GW204",
    name="configuration-in-interface",
    summary="An interface holds default configuration: a queue, a bucket, an address, a region.",
    rationale="""
What an interface says holds for every gateway. The name of a queue or the address of an endpoint belongs to one
technology and one environment: the next gateway has no use for it, and use cases that see it begin to pass it. Defaults
of the domain (`limit: int = 50`) are part of the contract and fine.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str, queue: str = "sim-queue") -> None: ...  # GW204
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def list_runs(self, limit: int = 50) -> list[str]: ...
""",
    ),
    find=_find,
    recommended=True,
)

"""GW806: a fake differs from its Protocol, or is tested apart from the real gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.conformance import Conformance
from gateway_builder.check.gateway_tests import GatewayTests
from gateway_builder.check.rule import Rule, Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    conformance = Conformance(codebase.index)
    for fake in codebase.gateways:
        for each in fake.implements if fake.is_fake else ():
            interface = each.interface
            yield from _drift(conformance, fake, interface)
            real = [other for other in codebase.gateways_of(interface) if not other.is_fake]
            if real and not _is_tested_with(codebase, fake, real):
                names = ", ".join(other.name for other in real)
                message = f"{fake.name} goes through no tests that {names} goes through, so they may differ"
                hint = f"write the tests of {interface.name} once and run them against both"
                yield Violation(fake.module, fake.node, message, hint)


def _drift(conformance: Conformance, fake: GatewayView, interface: InterfaceView) -> Iterator[Violation]:
    for name in conformance.missing_methods(fake.view, interface):
        message = f"{fake.name} lacks {name} of {interface.name}, so tests with it can't call what the program calls"
        yield Violation(fake.module, fake.node, message, f"add {name}")
    for each in conformance.differences(fake.view, interface):
        yield Violation(each.owner.module, each.node, each.message, each.hint)


def _is_tested_with(codebase: Codebase, fake: GatewayView, real: list[GatewayView]) -> bool:
    """Whether a fake and a real gateway share tests: in one file, or in a base class that both files use."""
    tests = codebase.once(GatewayTests)
    if not tests.suite.covers(fake.view.path):
        return True
    of_fake = set(tests.modules_of(fake))
    used = {part.module.path for test in tests.tests_of(fake) for part in test.parts} | {each.path for each in of_fake}
    for other in real:
        if of_fake & set(tests.modules_of(other)):
            return True
        shared = {(test.node, test.owner is not None) for test in tests.tests_of(other)}
        if shared & {(test.node, test.owner is not None) for test in tests.tests_of(fake)}:
            return True
        if any(
            part.module.path in used
            and part.module.path not in {m.path for m in tests.modules_of(other)}
            and "conftest" not in part.module.path
            for test in tests.tests_of(other)
            for part in test.parts
        ):
            return True
    return False


RULE = Rule(
    code="GW806",
    name="drifting-fake",
    summary="A fake differs from its Protocol, or never runs through the tests of the real gateway.",
    rationale="""
Tests of use cases believe the fake. Once it accepts what the service refuses, or has a parameter under another name,
they pass and the program fails. One suite of tests, written against the Protocol and run against the fake and the real
gateway, keeps both honest.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/in_memory_run_canceller.py
class InMemoryRunCanceller:
    def __init__(self) -> None:
        self.cancelled: list[str] = []

    def cancel_run(self, run: str) -> None:  # GW806
        self.cancelled.append(run)
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class IRunCanceller(Protocol):
    def cancel_run(self, run_id: str) -> None: ...

# src/app/gateways/in_memory_run_canceller.py
class InMemoryRunCanceller:
    def __init__(self) -> None:
        self.cancelled: list[str] = []

    def cancel_run(self, run_id: str) -> None:
        self.cancelled.append(run_id)
""",
    ),
    find=_find,
)

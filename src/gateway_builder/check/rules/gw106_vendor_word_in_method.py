"""GW106: a method of an interface that carries a vendor's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.check.interface_names import named_interfaces
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary, services_of
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gateway_builder.check.codebase import Codebase, InterfaceView
    from gateway_builder.check.rule import Settings

_VENDOR_VERBS = frozenset({"put", "head", "transact", "batch"})
_VENDOR_NOUNS = frozenset({"bucket", "buckets", "fileobj", "object", "objects", "item", "items", "secret_value"})
_FEWEST_WORDS = 2


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for interface in named_interfaces(codebase):
        own = fold(codebase.package_of(interface.view.path).folder)
        used = services_of(codebase.gateways_of(interface))
        for name in interface.methods.keys() & interface.view.own_methods.keys():
            words = [word.text for word in vocabulary.find_in(name, used) if fold(word.text) not in own]
            reason = (
                f"carries the vendor's word {words[0]}" if words else _name_operation(codebase, interface, name, used)
            )
            if reason:
                yield Violation(
                    interface.module,
                    interface.methods[name],
                    f"{interface.name}.{name} {reason}, so the contract belongs to one vendor",
                    "name the method after what the business wants, such as submit_run",
                )


def _name_operation(codebase: Codebase, interface: InterfaceView, name: str, used: Iterable[str]) -> str:
    """How a name repeats an operation that only this vendor has; "" where it does not."""
    called = {
        (call.client.service, call.operation)
        for gateway in codebase.gateways_of(interface)
        for call in codebase.trace(gateway.module).calls
        if call.client.service and call.owner is gateway.node
    }
    words = name.split("_")
    for service in sorted(used):
        plain = "_".join(word for word in words if word != fold(service))
        if plain != name and any(operation == plain for its, operation in called if its == service):
            return f"is the operation {plain} of {service}"
    is_vendors = words[0] in _VENDOR_VERBS or words[-1][1:].isdigit() or not _VENDOR_NOUNS.isdisjoint(words[1:])
    repeated = sorted(service for service, operation in called if operation == name)
    return f"is an operation of {repeated[0]}" if is_vendors and repeated and len(words) >= _FEWEST_WORDS else ""


RULE = Rule(
    code="GW106",
    name="vendor-word-in-method",
    summary="A method of an interface carries a vendor's word, or is named like an operation that only the vendor has.",
    rationale="""
`submit_batch_job` tells every use case that AWS Batch does the work. The day it is done elsewhere, either the name lies
or every caller changes. Words of the business (`send_message`) are fine, also where a vendor has chosen the same.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_via_aws_batch(self, run_id: str) -> None: ...  # GW106
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None: ...
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)

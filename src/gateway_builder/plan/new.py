"""`gateway-builder new`: what it would create and change, computed without touching the disk."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem, ProblemCollector, UsageError
from gateway_builder.model.changes import FileEdit, Plan
from gateway_builder.model.interface import ImportedName
from gateway_builder.plan.binding import bind_methods
from gateway_builder.plan.changes import Changes
from gateway_builder.plan.contract import agree_contract, draft_interface, read_methods
from gateway_builder.plan.gateway_change import GatewayTask, check_methods, find_places, list_disagreements
from gateway_builder.plan.identity import identify
from gateway_builder.plan.proof import prove_edits
from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.plan.contract import Contract
    from gateway_builder.plan.gateway_change import GatewayPlaces
    from gateway_builder.plan.identity import Identity
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.request import NewRequest
    from gateway_builder.plan.tools import Tools

_SHOWN_CONVENTIONS = frozenset(
    {"interface names", "kind", "runtime-checkable", "implementation", "gateway-pattern", "module-pattern", "exports"}
)


@value
class NewOutcome:
    """The plan of `new` and the names in it; `service` is the machine name of the service, or None."""

    interface: str
    gateway: str
    technology: str
    service: str | None
    plan: Plan
    next_steps: tuple[str, ...]


def plan_new(request: NewRequest, overview: Overview, tools: Tools) -> NewOutcome:
    """What `new` would do.

    Raises:
        UsageError: If a name, a type, a method or anything in the spec file is wrong; all that is wrong together.
        ConflictError: If a file stands in the way, an edit can't be proven, or decisions are left under `--strict`.
    """
    told = request.spec.problems if request.spec else ()
    try:
        return _plan_new(request, overview, tools)
    except UsageError as error:
        found = (replace(each, place=request.place_of(each.place)) for each in error.problems)
        raise UsageError(dict.fromkeys((*told, *found))) from error


def _plan_new(request: NewRequest, overview: Overview, tools: Tools) -> NewOutcome:
    collector = ProblemCollector()
    convention = overview.project.convention
    identity = collector.attempt(lambda: identify(request, convention, overview.interfaces, tools.catalog))
    asked = collector.attempt(lambda: read_methods(request, convention.method_pattern))
    collector.raise_together()
    assert identity  # what is None left a problem
    contract = collector.attempt(lambda: agree_contract(request, asked or (), identity, overview))
    interface = contract.interface if contract else draft_interface(identity, asked or ())
    bound = collector.attempt(lambda: bind_methods(request, identity, interface, overview, tools.open_services))
    collector.problems += request.spec.problems if request.spec else ()
    collector.raise_together()
    assert contract
    assert bound
    places = find_places(identity, bound, overview, tools, force=request.force)
    if places.there:
        check_methods(places.there, contract.interface)
    task = GatewayTask(identity, contract.interface, bound, places)
    changes = _complete_changes(task, contract, overview, tools)
    if request.strict and changes.decisions:
        raise ConflictError(
            [
                Problem(decision.text, "decide it, or leave --strict out", f"{decision.path}: {decision.method}")
                for decision in changes.decisions
            ]
        )
    return NewOutcome(
        interface=contract.interface.name,
        gateway=identity.gateway,
        technology=identity.technology.name,
        service=identity.technology.service,
        plan=_finish(changes, tools),
        next_steps=_next_steps(task, changes),
    )


def _complete_changes(task: GatewayTask, contract: Contract, overview: Overview, tools: Tools) -> Changes:
    identity, interface, places = task.identity, contract.interface, task.places
    unchanged = () if contract.is_new else (interface.path,)
    changes = Changes(
        unchanged=unchanged, notes=_found(task, overview), warnings=(*overview.warnings, *identity.warnings)
    )
    needs_gateway = not places.there or places.rewritten
    needs_test = not places.test_there or places.rewritten
    if not (contract.is_new or needs_gateway or needs_test):
        return _left_alone(task, overview)
    from gateway_builder.plan.gateway_change import plan_gateway, plan_test
    from gateway_builder.plan.interface_change import plan_interface
    from gateway_builder.plan.package_change import plan_errors, plan_exports, plan_inits

    if contract.is_new:
        changes += plan_interface(contract, task.bound.spell_operations(identity.operations), overview, tools)
    changes += plan_errors(overview, tools)
    changes += plan_gateway(task, overview, tools)
    changes += _proposed(task, tools) if needs_gateway else Changes()
    changes += plan_test(task, overview, tools)
    changes += plan_inits([path for path in changes.created if path not in changes.replaced], overview, tools)
    exported = _exported(identity, contract, places, overview)
    return changes + plan_exports(exported, overview) if exported else changes


def _found(task: GatewayTask, overview: Overview) -> tuple[str, ...]:
    """What was resolved, by which rules, and which conventions are not the standard's, one sentence each."""
    technology = task.identity.technology
    resolved = [f'{technology.name} is the service "{technology.service}" of AWS'] if technology.service else []
    resolved = resolved if task.bound.binding is None else []
    own = [
        f"{setting.key} = {setting.value}: {setting.origin}"
        for setting in overview.project.settings
        if setting.key in _SHOWN_CONVENTIONS and setting.origin != "standard"
    ]
    return (*resolved, *task.bound.notes, *own)


def _proposed(task: GatewayTask, tools: Tools) -> Changes:
    """What the methods without an operation may mean."""
    from gateway_builder.plan.proposals import propose

    found = propose(task.identity, task.interface, tools.open_services)
    return Changes(notes=tuple(each.note for each in found))


def _left_alone(task: GatewayTask, overview: Overview) -> Changes:
    """Everything is there: nothing to do, but to say where `--op` disagrees."""
    unchanged = (task.interface.path, task.places.gateway, task.places.test)
    return Changes(unchanged=unchanged, warnings=list_disagreements(task, overview))


def _exported(
    identity: Identity, contract: Contract, places: GatewayPlaces, overview: Overview
) -> tuple[ImportedName, ...]:
    """The new names that the project's packages re-export by their own habit."""
    convention, names = overview.project.convention, []
    if contract.is_new and convention.export_interfaces:
        names.append(ImportedName(contract.interface.module, contract.interface.name))
    if not places.there and convention.export_gateways:
        names.append(ImportedName(overview.module_of(places.gateway), identity.gateway))
    return tuple(names)


def _finish(changes: Changes, tools: Tools) -> Plan:
    """Format what is new, prove what is edited, and put both in the order in which they are to be written."""
    prove_edits(changes.edited, tools.formatter)
    texts = tools.formatter.format_files(changes.created) if changes.created else {}
    doubt = tools.formatter.get_warning()
    created = [
        FileEdit(path, changes.replaced.get(path), text.encode(), generated=True) for path, text in texts.items()
    ]
    edited = [FileEdit(edit.path, edit.before, edit.after) for edit in changes.edited]
    edits = tuple(edit for edit in (*created, *edited) if edit.before != edit.after)
    return Plan(
        edits, changes.unchanged, changes.decisions, changes.notes, (*changes.warnings, *([doubt] if doubt else []))
    )


def _next_steps(task: GatewayTask, changes: Changes) -> tuple[str, ...]:
    from gateway_builder.render.sdk_facts import choose_facts

    places = task.places
    package = choose_facts(task.identity.technology, task.interface).package
    install = [f"pip install {package}  (the gateway needs it)"] if package else []
    decide = [f"decide what is listed above, in {places.gateway}"] if changes.decisions else []
    return (*install, f"python -m pytest {places.test}", *decide)

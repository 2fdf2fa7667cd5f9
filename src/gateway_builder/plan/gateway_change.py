"""The concrete gateway and its test: there, they are left; missing, they are made; in the way, they stop the run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.model.changes import digest
from gateway_builder.model.interface import ImportedName, MethodKind
from gateway_builder.model.project import Convention
from gateway_builder.naming import snake_case
from gateway_builder.plan.changes import Changes
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.classes import ClassSummary
    from gateway_builder.model.interface import Interface
    from gateway_builder.plan.binding import BoundMethods
    from gateway_builder.plan.identity import Identity
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.tools import Tools


@value
class GatewayPlaces:
    """Where the gateway and its test stand, or will.

    Attributes:
        gateway: File of the gateway.
        test: File of its test.
        there: The gateway's class, when it is there.
        test_there: Whether the test module is there.
        rewritten: Whether both are ours, hold decisions, and are written anew since the request decides more.
    """

    gateway: str
    test: str
    there: ClassSummary | None
    test_there: bool
    rewritten: bool = False


@value
class GatewayTask:
    """A gateway to be made or left: its names, its contract, what is decided, and where it stands."""

    identity: Identity
    interface: Interface
    bound: BoundMethods
    places: GatewayPlaces


def find_places(
    identity: Identity, bound: BoundMethods, overview: Overview, tools: Tools, *, force: bool
) -> GatewayPlaces:
    """Where the gateway and its test stand, judged one by one.

    Raises:
        ConflictError: If a file in the way is not the gateway or not its test, and `force` is not given; both together.
    """
    layout = overview.project.layout
    there = overview.find_class(identity.gateway)
    gateway = there.path if there else _gateway_file(identity, overview)
    module = gateway.rpartition("/")[2].removesuffix(".py")
    test = overview.find_test(module) or f"{layout.tests}/test_{module}.py".lstrip("/")
    problems = [] if there else _in_the_way(overview, gateway, identity.gateway, force=force)
    content = overview.tree.read_file(test)
    test_there = content is not None and identity.gateway.encode() in content
    if not test_there:
        problems += _in_the_way(overview, test, identity.gateway, force=force)
    if problems:
        raise ConflictError(problems)
    rewritten = there is not None and _decides_more(identity, bound, there, overview, tools)
    return GatewayPlaces(gateway, test, there, test_there, rewritten)


def _gateway_file(identity: Identity, overview: Overview) -> str:
    """The file of a new gateway; where a detected pattern leads to a file of another class, the standard's name."""
    folder = overview.project.layout.gateways
    path = f"{folder}/{identity.module}.py".lstrip("/")
    if overview.survey.configuration.module_pattern or not (overview.tree.read_file(path) or b"").strip():
        return path
    standard = Convention().module_pattern.format(
        technology=identity.technology.module, purpose=snake_case(identity.interface.purpose)
    )
    return f"{folder}/{standard}.py".lstrip("/")


def _in_the_way(overview: Overview, path: str, gateway: str, *, force: bool) -> list[Problem]:
    content = overview.tree.read_file(path)
    if content is None or not content.strip() or force:
        return []
    return [
        Problem(
            f"{path} is there and holds no {gateway}",
            "move it away, or replace the whole file with --force",
            path,
        )
    ]


def _decides_more(
    identity: Identity, bound: BoundMethods, there: ClassSummary, overview: Overview, tools: Tools
) -> bool:
    """Whether the gateway is ours as it was written, and the request decides more and nothing less than it says."""
    content = overview.tree.read_file(there.path) or b""
    if tools.generated.get(there.path) != digest(content):
        return False
    recorded = _recorded_operations(content, identity.gateway)
    decided = {method.name for method in there.methods if method.kind is not MethodKind.CLASS} - recorded.keys()
    named = {method for method in identity.operations if recorded.get(method, "") is None}
    return decided <= bound.decided and bool(named or recorded.keys() & bound.decided)


def check_methods(there: ClassSummary, interface: Interface) -> None:
    """Check that a gateway that is there has every method of its interface; what other bases give it is not known.

    Raises:
        ConflictError: If it lacks some, naming them.
    """
    own = {method.name for method in there.methods}
    setters = {MethodKind.SETTER, MethodKind.DELETER}
    lacking = [method.name for method in interface.methods if method.name not in own and method.kind not in setters]
    others = [base for base in there.bases if base.rpartition(".")[2] not in {interface.name, "Generic"}]
    if lacking and not others:
        raise ConflictError(
            Problem(
                f"{there.name} is there and lacks {', '.join(lacking)} of {interface.name}",
                "add what is missing by hand, then run the command again",
                f"{there.path}:{there.line}",
            )
        )


def plan_gateway(task: GatewayTask, overview: Overview, tools: Tools) -> Changes:
    """The gateway's module, unless it is there."""
    identity, interface, places = task.identity, task.interface, task.places
    if places.there and not places.rewritten:
        return Changes(unchanged=(places.gateway,), warnings=list_disagreements(task, overview))
    from gateway_builder.render.gateway_module import render_gateway_module

    text, decisions = render_gateway_module(
        tools.renderer,
        interface,
        identity.technology,
        gateway_name=identity.gateway,
        interface_origin=ImportedName(interface.module, interface.name),
        errors=overview.project.layout.errors,
        operations=known_operations(task, overview),
        convention=overview.project.convention,
        style=overview.default_style(),
        binding=task.bound.binding,
    )
    located = tuple(replace(decision, path=places.gateway) for decision in decisions)
    return _written(places.gateway, text, overview) + Changes(decisions=located)


def plan_test(task: GatewayTask, overview: Overview, tools: Tools) -> Changes:
    """The test's module, unless it is there."""
    identity, interface, places = task.identity, task.interface, task.places
    ours = tools.generated.get(places.test) == digest(overview.tree.read_file(places.test) or b"")
    if places.test_there and not (places.rewritten and ours):
        return Changes(unchanged=(places.test,))
    if not _is_known(task, overview, tools):
        return _foreign_test(task, overview, tools)
    from gateway_builder.render.gateway_test_module import render_test_module

    text = render_test_module(
        tools.renderer,
        interface,
        identity.technology,
        gateway_name=identity.gateway,
        gateway_module=overview.module_of(places.gateway),
        interface_origin=ImportedName(interface.module, interface.name),
        errors=overview.project.layout.errors,
        operations=known_operations(task, overview),
        style=overview.default_style(),
        binding=task.bound.binding,
    )
    return _written(places.test, text, overview)


def _is_known(task: GatewayTask, overview: Overview, tools: Tools) -> bool:
    """Whether the gateway says what this run would generate: it is made now, or is ours and decides the same."""
    there, path = task.places.there, task.places.gateway
    if there is None or task.places.rewritten:
        return True
    content = overview.tree.read_file(path) or b""
    if tools.generated.get(path) != digest(content):
        return False
    recorded = _recorded_operations(content, task.identity.gateway)
    decided = {method.name for method in there.methods if method.kind is not MethodKind.CLASS} - recorded.keys()
    return decided == task.bound.decided


def _foreign_test(task: GatewayTask, overview: Overview, tools: Tools) -> Changes:
    """The test of a gateway that somebody wrote or edited: only its methods are known."""
    identity, interface, places = task.identity, task.interface, task.places
    from gateway_builder.render.foreign_test_module import render_foreign_test_module

    text = render_foreign_test_module(
        tools.renderer,
        interface,
        identity.technology,
        gateway=ImportedName(overview.module_of(places.gateway), identity.gateway),
        style=overview.default_style(),
    )
    note = f"{places.gateway} is not as it was generated, so that {places.test} tests its methods' names alone"
    return _written(places.test, text, overview) + Changes(notes=(note,))


def known_operations(task: GatewayTask, overview: Overview) -> Mapping[str, str]:
    """Operations that the gateway that is there records, and those of the request."""
    content = overview.tree.read_file(task.places.gateway) or b""
    recorded = _recorded_operations(content, task.identity.gateway) if task.places.there else {}
    asked = task.bound.spell_operations(task.identity.operations)
    return {**asked, **{method: known for method, known in recorded.items() if known}}


def list_disagreements(task: GatewayTask, overview: Overview) -> tuple[str, ...]:
    """What `--op` or a spec file asks for and a gateway that is there does not say, one sentence each."""
    path, gateway = task.places.gateway, task.identity.gateway
    if not task.identity.operations:
        return ()
    content = overview.tree.read_file(path) or b""
    recorded = _recorded_operations(content, gateway)
    return tuple(
        f"{method} calling {operation} was not applied: {path} is there"
        + (f" and says {recorded[method]}" if recorded.get(method) else "")
        for method, operation in task.bound.spell_operations(task.identity.operations).items()
        if recorded.get(method) != operation and not _calls(content, gateway, method, operation)
    )


def _calls(content: bytes, gateway: str, method: str, operation: str) -> bool:
    from gateway_builder.plan.recorded import method_names_operation

    return method_names_operation(content, gateway, method, operation)


def _recorded_operations(content: bytes, gateway: str) -> Mapping[str, str | None]:
    from gateway_builder.plan.recorded import read_recorded_operations

    return read_recorded_operations(content, gateway)


def _written(path: str, text: str, overview: Overview) -> Changes:
    before = overview.tree.read_file(path)
    return Changes(created={path: text}, replaced={} if before is None else {path: before})

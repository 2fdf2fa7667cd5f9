"""A whole spec held against interface, service and the application's models: decided, or every mistake at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.bind.configuration import bind_config, refuse_unused
from gateway_builder.bind.findings import Findings
from gateway_builder.bind.maps import finish_maps, read_maps
from gateway_builder.bind.methods import bind_method
from gateway_builder.bind.reach import reach_models
from gateway_builder.bind.suggestions import did_you_mean, find_near, list_names
from gateway_builder.errors import UsageError
from gateway_builder.model.binding import GatewayBinding, Undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gateway_builder.bind.findings import Models
    from gateway_builder.errors import Problem
    from gateway_builder.model.binding import MethodBinding
    from gateway_builder.model.interface import ImportedName, Interface
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.model.spec import GatewaySpec, MethodSpec

_NONE_UNDECIDED: Mapping[str, Undecided] = {}
_FACTORY = "from_environment"
_LINE = re.compile(r":(\d+)(?::|$)")


def bind_gateway(
    spec: GatewaySpec,
    interface: Interface,
    model: ServiceModel,
    models: Models,
    *,
    undecided: Mapping[str, Undecided] = _NONE_UNDECIDED,
    list_models: Callable[[], Iterable[str]] = tuple,
) -> GatewayBinding:
    """Decide how the service's operations carry out the interface.

    Args:
        spec: What the user says.
        interface: The contract; its methods without an operation stay undecided.
        model: The service.
        models: The application's class behind an identifier of signatures and expressions, or None.
        undecided: What is known of methods that the spec says nothing of.
        list_models: Identifiers that a misspelt class may have been meant for.

    Raises:
        UsageError: If anything in the spec is wrong; with every mistake, in the order of its lines.
    """
    is_async = spec.is_async or any(method.signature.is_async for method in interface.methods)
    types = {each.name: each.type for each in spec.config}
    findings = Findings(model, models, types, list_models, is_async=is_async)
    findings.is_partial = bool(spec.problems)
    config = bind_config(spec.config, findings)
    _check_factory(spec, interface, findings)
    maps = read_maps(spec.maps, findings)
    methods = _bind_methods(spec, interface, {name: each.annotation for name, each in maps.items()}, findings)
    if not findings.is_partial:
        refuse_unused(spec.config, findings)
    finished = finish_maps(maps, findings)
    if findings.problems:
        raise UsageError(sorted(dict.fromkeys(findings.problems), key=_line))
    return GatewayBinding(
        model=model,
        methods=methods,
        undecided=_list_undecided(interface, methods, undecided),
        config=config,
        maps=finished,
        models=reach_models(interface, methods, finished, models),
        imports=_list_imports(findings),
    )


def _bind_methods(
    spec: GatewaySpec, interface: Interface, maps: Mapping[str, str], findings: Findings
) -> dict[str, MethodBinding]:
    """The methods that an operation carries out, in the interface's order."""
    known = {method.name: method for method in interface.methods}
    bound: dict[str, MethodBinding] = {}
    for each in spec.methods:
        if each.name not in known:
            _refuse_unknown(each, interface, findings)
        meant = known.get(each.name) or known.get(find_near(each.name, known))
        if not each.operation:
            _check_silent(each, findings)
        elif meant and (found := bind_method(each, meant, maps, findings)):
            bound[each.name] = found
    return {name: bound[name] for name in known if name in bound}


def _refuse_unknown(spec: MethodSpec, interface: Interface, findings: Findings) -> None:
    """Keep a method that the interface lacks as wrong; what it would have used does not count as unused."""
    known = [method.name for method in interface.methods]
    hint = f"there are {list_names(known)}" if known else ""
    findings.refuse(f"{interface.name} has no method {spec.name}{did_you_mean(spec.name, known)}", spec.place, hint)
    findings.is_partial = findings.is_partial or not find_near(spec.name, known)


def _check_factory(spec: GatewaySpec, interface: Interface, findings: Findings) -> None:
    """Keep a factory that would hide a method of the interface as wrong."""
    place = next((each.place for each in spec.config if each.env), "")
    if place and any(method.name == _FACTORY for method in interface.methods):
        message = f"{interface.name} has a method {_FACTORY}, which env would make a factory of the gateway"
        findings.refuse(message, place, "leave env out")


def _check_silent(spec: MethodSpec, findings: Findings) -> None:
    """Keep what is said of a call that is not named as wrong."""
    said = (spec.arguments, spec.returns, spec.assign, spec.require, spec.errors, spec.token, spec.wait, spec.pages)
    if any(said):
        message = f"{spec.name} has no operation, so there is nothing that the rest can be about"
        findings.refuse(message, spec.place, 'add operation = "…"')
        findings.is_partial = True


def _list_undecided(
    interface: Interface, methods: Mapping[str, MethodBinding], known: Mapping[str, Undecided]
) -> dict[str, Undecided]:
    return {
        method.name: known.get(method.name) or Undecided(method.name, ())
        for method in interface.methods
        if method.name not in methods
    }


def _list_imports(findings: Findings) -> tuple[ImportedName, ...]:
    """Each name once; one that code needs at run time is not listed for annotations as well."""
    needed = {each for each in findings.imports if not each.typing_only}
    names = {(each.module, each.name, each.alias) for each in needed}
    for each in findings.imports:
        if (each.module, each.name, each.alias) not in names:
            needed.add(each)
    return tuple(sorted(needed))


def _line(problem: Problem) -> int:
    found = _LINE.search(problem.place)
    return int(found[1]) if found else 0

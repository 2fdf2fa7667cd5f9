"""How the project names and builds interfaces and gateways: configured, else by vote, else the standard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gateway_builder.model.interface import InterfaceKind
from gateway_builder.model.project import Convention, Layout, Setting
from gateway_builder.naming import NamingRule, snake_case
from gateway_builder.project.gateway_names import ROLE_SUFFIXES, find_name_samples
from gateway_builder.project.implementations import find_implementations
from gateway_builder.project.paths import is_below, parent, stem
from gateway_builder.project.votes import Verdict, vote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.model.configuration import Configuration
    from gateway_builder.model.interface import Interface
    from gateway_builder.project.implementations import Implementation
    from gateway_builder.project.interfaces_place import Evidence

T = TypeVar("T")

_PREFIXES = ("I", "Abstract", "Base")
_SUFFIXES = ("Port", "Gateway", "Service", "Provider", "Protocol", "Interface", "Client", "Adapter", "ABC", "Base")
_STANDARD = Convention()


class Electorate(NamedTuple):
    """Those who vote: the interfaces of the target's own package, by circle, the narrowest first."""

    circles: tuple[tuple[Interface, ...], ...]

    def vote(self, ballot: Callable[[Interface], T | None], standard: T, what: str = "interfaces") -> Verdict[T]:
        """What the interfaces say; the standard where they don't decide."""
        ballots = [[value for each in circle if (value := ballot(each)) is not None] for circle in self.circles]
        return vote(ballots, what) or Verdict(standard, "standard")


def find_electorate(evidence: Evidence, layout: Layout) -> Electorate:
    """The interfaces of the target's file, folder and package; those of repositories and tests have no vote."""
    package = evidence.survey.package_folder(layout.interfaces)
    voters = [each for each in evidence.held if is_below(each.path, package)]
    folder = layout.interfaces if not layout.interfaces.endswith(".py") else parent(layout.interfaces)
    return Electorate(
        (
            tuple(each for each in voters if each.path == layout.interfaces),
            tuple(each for each in voters if parent(each.path) == folder),
            tuple(voters),
        )
    )


def find_convention(
    evidence: Evidence, layout: Layout, *, one_per_file: bool, exports: tuple[Verdict[bool], Verdict[bool]]
) -> tuple[Convention, tuple[Setting, ...]]:
    """Find how the project names and builds.

    Args:
        evidence: What is known of the project.
        layout: Where things stand.
        one_per_file: Whether interfaces have a file each.
        exports: Whether interfaces, and whether concretes, are re-exported.

    Returns:
        The convention, and each of its values with where it comes from.
    """
    configuration = evidence.survey.configuration
    electorate = find_electorate(evidence, layout)
    prefix = electorate.vote(read_prefix, _STANDARD.prefix)
    suffix = Verdict("", "standard")
    if prefix.value != "I" and not prefix.is_standard:
        suffix = electorate.vote(_read_suffix, "")
    kind = _configured(configuration.kind) or electorate.vote(lambda each: each.kind, _STANDARD.kind)
    checkable = _configured(configuration.runtime_checkable) or electorate.vote(_read_checkable, standard=True)
    rule = NamingRule(prefix.value, suffix.value)
    found = find_implementations(electorate.circles[-1], evidence.classes)
    nominal = _find_nominal(found, configuration, kind)
    gateway, module = _find_patterns(found, configuration, rule)
    convention = Convention(
        prefix=prefix.value,
        suffix=suffix.value,
        interface_pattern=configuration.interface_pattern,
        gateway_pattern=gateway.value,
        module_pattern=module.value,
        method_pattern=configuration.method_pattern or _STANDARD.method_pattern,
        kind=kind.value,
        runtime_checkable=checkable.value,
        nominal=nominal.value,
        one_per_file=one_per_file,
        interface_module_pattern=electorate.vote(partial(_read_module, rule=rule), "{purpose}").value,
        export_interfaces=exports[0].value,
        export_gateways=exports[1].value,
        docstrings=configuration.docstrings,
    )
    verdicts = (prefix, suffix, kind, checkable, nominal, gateway, module, *exports)
    return convention, _settings(convention, configuration, verdicts)


def _settings(
    convention: Convention,
    configuration: Configuration,
    verdicts: Sequence[Verdict[str] | Verdict[bool] | Verdict[InterfaceKind]],
) -> tuple[Setting, ...]:
    prefix, suffix, kind, checkable, nominal, gateway, module, interfaces, gateways = verdicts
    pattern = convention.interface_pattern
    exports = "all" if convention.export_gateways else "interfaces" if convention.export_interfaces else "none"
    return (
        Setting("interface-pattern", pattern, "configured")
        if pattern
        else Setting("interface names", f"{prefix.value}<Purpose>{suffix.value}", prefix.origin),
        Setting("kind", convention.kind.value, kind.origin),
        Setting("runtime-checkable", str(convention.runtime_checkable).lower(), checkable.origin),
        Setting("implementation", "nominal" if convention.nominal else "structural", nominal.origin),
        Setting("gateway-pattern", convention.gateway_pattern, gateway.origin),
        Setting("module-pattern", convention.module_pattern, module.origin),
        Setting(
            "method-pattern", convention.method_pattern, "configured" if configuration.method_pattern else "standard"
        ),
        Setting("exports", exports, (gateways if convention.export_gateways else interfaces).origin),
        *([Setting("docstrings", convention.docstrings.value, "configured")] if convention.docstrings else []),
    )


def _configured(value: T | None) -> Verdict[T] | None:
    return None if value is None else Verdict(value, "configured")


def read_prefix(interface: Interface) -> str:
    """What the name of an interface begins with by convention: `I`, `Abstract`, `Base` or nothing."""
    for prefix in _PREFIXES:
        if NamingRule(prefix).read(interface.name) and interface.name[len(prefix)].isupper():
            return prefix
    return ""


def _read_suffix(interface: Interface) -> str:
    return next((suffix for suffix in _SUFFIXES if interface.name.endswith(suffix) and interface.name != suffix), "")


def _read_module(interface: Interface, rule: NamingRule) -> str | None:
    """Whether the module of an interface is named after its purpose or after all of its name; None for neither."""
    read = rule.read(interface.name)
    names = {"{purpose}": read.purpose if read else interface.name, "{interface}": interface.name}
    return next((pattern for pattern, name in names.items() if stem(interface.path) == snake_case(name)), None)


def _read_checkable(interface: Interface) -> bool | None:
    return interface.runtime_checkable if interface.kind is InterfaceKind.PROTOCOL else None


def _find_nominal(
    found: Sequence[Implementation], configuration: Configuration, kind: Verdict[InterfaceKind]
) -> Verdict[bool]:
    if configuration.implementation in {"nominal", "structural"}:
        return Verdict(configuration.implementation == "nominal", "configured")
    voted = vote([[each.nominal for each in found]], "implementations")
    if kind.value is InterfaceKind.ABC:
        return voted if voted and voted.value else Verdict(value=True, origin="because of kind = abc")
    return voted or Verdict(value=False, origin="standard")


def _find_patterns(
    found: Sequence[Implementation], configuration: Configuration, rule: NamingRule
) -> tuple[Verdict[str], Verdict[str]]:
    samples = find_name_samples(found, rule)
    tail = rule.suffix if rule.suffix not in ROLE_SUFFIXES else ""
    gateway = vote([[each.gateway for each in samples if each.gateway]], "gateways")
    standard = Verdict(_STANDARD.gateway_pattern + tail, "follows the interfaces' names" if tail else "standard")
    module = vote([[each.module for each in samples if each.module]], "gateways")
    chosen = _configured(configuration.gateway_pattern or None) or gateway or standard
    follow = Verdict(_module_of(chosen.value), "standard" if chosen.is_standard else "follows gateway-pattern")
    return chosen, _configured(configuration.module_pattern or None) or module or follow


def _module_of(gateway_pattern: str) -> str:
    """The module pattern that says the same as a pattern of class names."""
    marked = gateway_pattern.replace("{technology}", "Technology").replace("{purpose}", "Purpose")
    words = snake_case(marked).split("_")
    return "_".join(f"{{{word}}}" if word in {"technology", "purpose"} else word for word in words)

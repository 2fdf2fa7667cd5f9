"""Reads the pattern of a gateway's name, and of its module's, off an existing one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.naming import snake_case
from gateway_builder.project.paths import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.naming import NamingRule
    from gateway_builder.project.implementations import Implementation

ROLE_SUFFIXES = frozenset({"", "Port", "Protocol", "Interface", "ABC", "Base"})
_CLASS_TAILS = ("", "Adapter", "Gateway", "Client", "Impl", "Service", "Provider")
_FAKES = ("InMemory", "Fake", "Dummy", "Stub", "Null", "Mock", "Noop", "NoOp")


class NameSample(NamedTuple):
    """The patterns that one existing gateway follows; "" where it follows none."""

    gateway: str
    module: str


def is_fake_name(name: str) -> bool:
    """Whether a class is a fake by its name."""
    return name.startswith(_FAKES)


def find_name_samples(implementations: Sequence[Implementation], rule: NamingRule) -> tuple[NameSample, ...]:
    """The patterns of existing gateways, fakes left out.

    Args:
        implementations: Classes with the interface that each implements.
        rule: How interface names are read.
    """
    return tuple(
        NameSample(*_read_sample(each, rule)) for each in implementations if not is_fake_name(each.summary.name)
    )


def _read_sample(implementation: Implementation, rule: NamingRule) -> tuple[str, str]:
    name = implementation.summary.name
    read = rule.read(implementation.interface.name)
    purpose = read.purpose if read else implementation.interface.name
    gateway, technology = _read_class(name, purpose, rule.suffix)
    return gateway, _read_module(stem(implementation.summary.path), name, technology, purpose)


def _read_class(name: str, purpose: str, suffix: str) -> tuple[str, str]:
    """The pattern of a class name and the technology in it."""
    for tail in dict.fromkeys((suffix, *_CLASS_TAILS)):
        ending = purpose + tail
        if name.endswith(ending) and name != ending:
            return f"{{technology}}{{purpose}}{tail}", name.removesuffix(ending)
    for tail in _CLASS_TAILS[1:]:
        if name.endswith(tail) and name not in {tail, purpose + tail}:
            return f"{{technology}}{tail}", name.removesuffix(tail)
    return "", ""


def _read_module(module: str, name: str, technology: str, purpose: str) -> str:
    """The pattern of a module's name: that of the class, of the technology alone or of the purpose alone."""
    words = {"technology": snake_case(technology), "purpose": snake_case(purpose)}
    if module == snake_case(name) and words["technology"]:
        rest = module.removeprefix(words["technology"]).removeprefix("_")
        if words["purpose"] and rest.startswith(words["purpose"]):
            return "{technology}_{purpose}" + rest.removeprefix(words["purpose"])
        return "{technology}_" + rest
    for key, spelling in words.items():
        for tail in ("", "_gateway", "_adapter", "_client"):
            if spelling and module == spelling + tail:
                return f"{{{key}}}{tail}"
    return ""

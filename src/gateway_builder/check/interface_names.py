"""How interface names are read by the convention of their package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.naming import STANDARD_RULE, NamingRule, is_class_name

if TYPE_CHECKING:
    from gateway_builder.check.codebase import Codebase, GatewayView, InterfaceView
    from gateway_builder.model.project import Convention

_MARKS_BEHIND = ("Protocol", "Interface", "Port", "ABC")
_MARKS_BEFORE = ("Abstract", "Base")


def naming_rule(convention: Convention) -> NamingRule:
    """The rule that a package's own interfaces follow."""
    return NamingRule(convention.prefix, convention.suffix, convention.interface_pattern)


def is_named_by_convention(name: str, convention: Convention) -> bool:
    """Whether an interface name is accepted: by the package's rule, or the standard where no pattern is configured."""
    own = naming_rule(convention)
    if own.read(name):
        return True
    is_free = not (own.prefix or own.pattern)  # a detected suffix alone is a habit, not a rule
    return not own.pattern and bool(STANDARD_RULE.read(name) or (is_free and is_class_name(name)))


def read_purposes(name: str, convention: Convention) -> tuple[str, ...]:
    """What an interface's name says that it is for, the likeliest reading first; never empty."""
    own = naming_rule(convention)
    rules = (own, STANDARD_RULE) if own.prefix or own.pattern else (STANDARD_RULE, own)
    purposes = [*(read.purpose for rule in rules if (read := rule.read(name))), name]
    return tuple(dict.fromkeys([*map(strip_marks, purposes), *purposes]))


def strip_marks(name: str) -> str:
    """The name without a word that only says that it is an interface (`Port`, `Protocol`, `Abstract`)."""
    before = next((mark for mark in _MARKS_BEFORE if name.startswith(mark)), "")
    behind = next((mark for mark in _MARKS_BEHIND if name.endswith(mark)), "")
    bare = name.removeprefix(before).removesuffix(behind)
    return bare if is_class_name(bare) else name


def named_interfaces(codebase: Codebase) -> tuple[InterfaceView, ...]:
    """The interfaces whose names are held to the standard."""
    return tuple(each for each in codebase.interfaces if keeps_standard(codebase, each.view.path))


def named_gateways(codebase: Codebase) -> tuple[GatewayView, ...]:
    """The gateways whose names are held to the standard."""
    return tuple(each for each in codebase.gateways if keeps_standard(codebase, each.view.path))


def keeps_standard(codebase: Codebase, path: str) -> bool:
    """Whether a file's package means to be built so: it has a layer of gateways, or an interface that begins with `I`.

    A library with an ABC and two classes for it owes nobody our names.
    """
    package = codebase.package_of(path)
    return package.has_gateways or package.folder in codebase.once(_find_folders_with_standard_names)


def _find_folders_with_standard_names(codebase: Codebase) -> frozenset[str]:
    named = (each.view.path for each in codebase.interfaces if STANDARD_RULE.read(each.name))
    return frozenset(codebase.package_of(path).folder for path in named)

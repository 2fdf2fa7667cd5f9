"""Every rule there is."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from gateway_builder.check import rules

if TYPE_CHECKING:
    from gateway_builder.check.rule import Rule


@cache
def list_rules() -> tuple[Rule, ...]:
    """The rules, by code; each module of `rules` holds one as `RULE`."""
    names = sorted(module.name for module in iter_modules(rules.__path__))
    return tuple(import_module(f"{rules.__name__}.{name}").RULE for name in names)


def find_rule(code: str) -> Rule | None:
    """The rule of a code or a name, or None."""
    return next((rule for rule in list_rules() if code.lower() in {rule.code.lower(), rule.name}), None)

"""GW002: a class among the gateways that has no role there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.code_index import ClassView

_PLAIN_BASES = frozenset({"object", "typing.Generic", "typing_extensions.Generic"})
_BASE_NAMES = ("Mixin", "Base")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    known = {each.view.origin for each in codebase.interfaces} | {each.view.origin for each in codebase.gateways}
    known |= {above.origin for each in codebase.gateways for above in each.view.ancestors}
    roles = [re.compile(pattern) for _, pattern in codebase.configuration.roles]
    for module in codebase.modules_in(Layer.GATEWAY):
        is_held = codebase.package_of(module.path).has_gateways
        for view in codebase.index.classes_of(module) if is_held else ():
            if view.origin in known or _has_role_of_its_own(view) or any(role.fullmatch(view.name) for role in roles):
                continue
            yield Violation(
                module,
                view.node,
                f"{view.name} is no gateway, interface, error or plain data, so nobody knows what it is for",
                f"make it private (_{view.name}), move it, or configure its role in [tool.gateway-builder.roles]",
            )


def _has_role_of_its_own(view: ClassView) -> bool:
    """Whether a class is private, holds data only, is a base for others, or is what a foreign base makes of it."""
    decorators = {dotted_name(getattr(each, "func", each)).rpartition(".")[2] for each in view.node.decorator_list}
    return (
        not view.is_public
        or view.name.endswith(_BASE_NAMES)
        or view.name.startswith(_BASE_NAMES)
        or bool(decorators)
        or not any(not name.startswith("__") or name == "__call__" for name in view.methods)
        or bool(set(view.foreign_bases) - _PLAIN_BASES)
    )


RULE = Rule(
    code="GW002",
    name="class-without-role",
    summary="A public class in the folder of gateways is no gateway, interface, error or plain data.",
    rationale="""
What stands among gateways and is none is held to no rule: calls, translations and secrets gather there unseen. A
private helper (`_JobNames`) belongs to its gateway; a role of your own is configured under `roles`.
""",
    bad=(
        """
# src/app/gateways/aws_batch.py
class Helper:  # GW002
    def join(self, parts: list[str]) -> str: ...
""",
    ),
    good=(
        """
# src/app/gateways/aws_batch.py
class _Helper:
    def join(self, parts: list[str]) -> str: ...
""",
    ),
    find=_find,
    seed=False,
)

"""GW212: an interface with parameters or results that have no type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.signatures import MethodView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings

_MYPY_FILES = ("mypy.ini", ".mypy.ini", "setup.cfg")
_KEYS = ("strict", "disallow_untyped_defs", "disallow_incomplete_defs")
_STRICT_LINE = re.compile(rf"^\s*(?:{'|'.join(_KEYS)})\s*=\s*(?:True|1)".encode(), re.MULTILINE | re.IGNORECASE)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    if _is_told_by_mypy(codebase):
        return
    for interface in codebase.interfaces:
        for node in interface.view.own_methods.values():
            method = MethodView(interface.view, node)
            bare = [each for each in method.arguments if each.node.annotation is None and not _is_accessor(method)]
            is_open = node.returns is None and not node.name.startswith("__") and not _is_accessor(method)
            if node.name.startswith("_") or not (bare or is_open):
                continue
            names = [*(each.name for each in bare), *(["the result"] if is_open else [])]
            listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
            message = f"{interface.name}.{node.name} says no type of {listed}, so no gateway can be compared with it"
            yield Violation(interface.module, bare[0].node if bare else node, message, f"annotate {listed}")


def _is_accessor(method: MethodView) -> bool:
    return any(each.startswith(".") for each in method.decorators)


def _is_told_by_mypy(codebase: Codebase) -> bool:
    """Whether the project's mypy refuses definitions without types already."""
    tool = codebase.survey.document.get("tool")
    mypy: object = tool.get("mypy") if isinstance(tool, dict) else None
    if isinstance(mypy, dict) and _is_strict(mypy):
        return True
    contents = (codebase.index.tree.read_file(name) for name in _MYPY_FILES)
    return any(content and _STRICT_LINE.search(content) for content in contents)


def _is_strict(mypy: Mapping[str, object]) -> bool:
    return any(mypy.get(key) is True for key in _KEYS)


RULE = Rule(
    code="GW212",
    name="untyped-interface",
    summary="A parameter or the result of an interface's method has no type.",
    rationale="""
The interface is what type checkers hold gateways, fakes and use cases to. Where it says no type, all three may differ
and nobody is told. The rule is silent where mypy is set to refuse such definitions, because it tells them then.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id) -> None: ...  # GW212
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
""",
    ),
    find=_find,
    recommended=True,
)

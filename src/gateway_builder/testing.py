"""For a project's own tests: one line that holds it to the gateway standard.

from gateway_builder.testing import assert_gateway_rules

def test_gateways_keep_to_the_standard() -> None:
    assert_gateway_rules()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from gateway_builder.check.run import CheckResult


def assert_gateway_rules(
    project: str | PathLike[str] | None = None,
    *,
    profile: str | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    paths: Sequence[str] = (),
    baseline: str | None = None,
) -> None:
    """Assert that `gateway-builder check` finds nothing. Nothing of the project is imported by it.

    Args:
        project: The project's root; by default the nearest folder above the current one with a `pyproject.toml`.
        profile: `recommended`, `strict` or `seed`; by default what the project configures.
        select: Codes of rules, or their beginnings, that alone are on.
        ignore: Codes of rules, or their beginnings, that are off.
        paths: Files and folders whose findings are wanted, relative to the current folder; all by default.
        baseline: A file of known findings, relative to the current folder; by default what the project configures.

    Raises:
        AssertionError: If anything is found; with every finding.
        ValueError: If an argument or the project's configuration is wrong.
    """
    __tracebackhide__ = True
    from gateway_builder.check.request import CheckRequest
    from gateway_builder.check.rule import Profile
    from gateway_builder.errors import UsageError
    from gateway_builder.wiring import open_checker, open_sources, open_workspace

    try:
        workspace = open_workspace(Path(project) if project is not None else None)
        request = CheckRequest(
            profile=Profile(profile) if profile else None,
            select=tuple(select),
            ignore=tuple(ignore),
            paths=workspace.find_paths(paths),
            baseline=None if baseline is None else workspace.relative(baseline, "baseline"),
        )
        result = open_checker(workspace, request)(open_sources(workspace))
    except UsageError as error:
        problems = (f"{each.place}: {each.message} ({each.hint})" for each in error.problems)
        raise ValueError("\n".join(problems)) from error
    if result.findings:
        raise AssertionError(_describe(result, workspace.root))


def _describe(result: CheckResult, root: Path) -> str:
    count = len(result.findings)
    lines = [f"{count} finding{'s' * (count != 1)} of gateway-builder check in {root}:"]
    for each in result.findings:
        hint = f"\n    next: {each.hint}" if each.hint else ""
        lines.append(f"{each.path}:{each.span.line}:{each.span.column}: {each.code} {each.message}{hint}")
    return "\n".join(lines)

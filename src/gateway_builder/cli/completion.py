"""What the shell offers for arguments; whatever goes wrong, it offers nothing and says nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer

from gateway_builder.errors import GatewayBuilderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_METHOD = re.compile(r"\s*(?:async\s+)?(?:def\s+)?(\w+)")


def complete_technology(incomplete: str) -> list[str]:
    """Names of technologies that begin so, in any case."""
    from gateway_builder.wiring import open_catalog

    return _begin_with(incomplete, (technology.name for technology in open_catalog().list_technologies()))


def complete_interface(incomplete: str) -> list[str]:
    """Names of the project's interfaces that begin so."""
    from gateway_builder.plan.overview import read_every_class
    from gateway_builder.wiring import open_workspace

    try:
        _, source = read_every_class(open_workspace(None).tree)
    except (GatewayBuilderError, OSError):
        return []
    return _begin_with(incomplete, (interface.name for interface in source.interfaces))


def complete_operation(ctx: typer.Context, incomplete: str) -> list[str]:
    """`METHOD=` for each method on the line or of the interface there; behind the `=` operations of the technology."""
    method, equals, begun = incomplete.partition("=")
    try:
        if not equals:
            return _begin_with(method, (f"{name}=" for name in _list_methods(ctx)))
        return [f"{method}={name}" for name in _begin_with(begun, _list_operations(ctx))]
    except (GatewayBuilderError, OSError):
        return []


def complete_operation_name(ctx: typer.Context, incomplete: str) -> list[str]:
    """Operations of the technology on the line."""
    try:
        return _begin_with(incomplete, _list_operations(ctx))
    except (GatewayBuilderError, OSError):
        return []


def complete_rule(incomplete: str) -> list[str]:
    """Codes of rules that begin so."""
    from gateway_builder.check.registry import list_rules

    return _begin_with(incomplete, (rule.code for rule in list_rules()))


def _list_methods(ctx: typer.Context) -> Iterator[str]:
    from gateway_builder.plan.overview import read_every_class
    from gateway_builder.wiring import open_workspace

    for text in ctx.params.get("method") or ():
        if found := _METHOD.match(text):
            yield found[1]
    _, source = read_every_class(open_workspace(_project(ctx)).tree)
    for interface in source.interfaces:
        if interface.name == ctx.params.get("interface"):
            yield from (method.name for method in interface.methods)


def _list_operations(ctx: typer.Context) -> Iterable[str]:
    from gateway_builder.wiring import open_project_catalog, open_service_catalog, open_workspace

    workspace = open_workspace(_project(ctx))
    technology = open_project_catalog(workspace).find_technology(str(ctx.params.get("tech") or ""))
    if technology is None or technology.service is None:
        return ()
    return open_service_catalog(workspace).load_service(technology.service).operations


def _project(ctx: typer.Context) -> Path | None:
    project: Path | None = ctx.params.get("project")
    return project


def _begin_with(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name.lower().startswith(incomplete.lower())})

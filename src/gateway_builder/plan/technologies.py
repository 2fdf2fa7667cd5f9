"""Search in the catalogue of technologies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from gateway_builder.gateways.interfaces import ITechnologyCatalog
    from gateway_builder.model.technology import Technology


def search_technologies(catalog: ITechnologyCatalog, query: str) -> tuple[Technology, ...]:
    """Technologies whose name, label, alias, package or service holds the query, in any spelling; all without one.

    Raises:
        UsageError: If none does; with near names.
    """
    wanted = fold(query)
    found = tuple(each for each in catalog.list_technologies() if any(wanted in fold(text) for text in _texts(each)))
    if found:
        return found
    near = catalog.suggest_technologies(query)
    hint = f"near it: {', '.join(near)}" if near else "without a query, all of them are listed"
    raise UsageError(Problem(f"no technology matches {query!r}", hint, "QUERY"))


def _texts(technology: Technology) -> tuple[str, ...]:
    return (technology.name, technology.label, technology.package, technology.service or "", *technology.aliases)

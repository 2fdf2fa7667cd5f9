"""Where a class reads or writes a database of the application's own."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.vendors import is_database, sdk_of
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView

_SESSION = re.compile(
    r"_*(?:(?:async|db|sql|orm)_?)*(?:session|db|database|conn|connection|cursor|cur|uow|unit_of_work)"
)
_EXECUTES = frozenset({"execute", "executemany", "executescript", "fetch", "fetchrow", "fetchval", "scalars", "scalar"})
_SQL = re.compile(
    r"\s*(?:select\s.+\sfrom|insert\s+into|update\s.+\sset|delete\s+from|create\s+table)\s", re.IGNORECASE | re.DOTALL
)
_WAREHOUSES = ("snowflake", "google.cloud", "databricks", "trino", "prestodb", "pyathena", "redshift_connector")
_DJANGO_MODEL = "django.db.models.Model"


def list_database_uses(codebase: Codebase, view: ClassView) -> Iterator[tuple[str, ast.expr, str]]:
    """The first use of a database in each method of a class: the method, the call's name, and what it does in words.

    A warehouse that somebody else owns (Snowflake, BigQuery) is a service, not the application's database.
    """
    if any(use.module.startswith(_WAREHOUSES) for use in view.module.imports):
        return
    for name, method in view.own_methods.items():
        calls = (node for node in walk(method) if isinstance(node, ast.Call))
        found = sorted(
            ((node.func, said) for node in calls if (said := _describe(codebase, view, node))),
            key=lambda pair: (pair[0].lineno, pair[0].col_offset),
        )
        if found:
            yield name, *found[0]


def _describe(codebase: Codebase, view: ClassView, call: ast.Call) -> str:
    """What a call does to a database, as a verb with its object; "" where it touches none."""
    origin = view.module.origin(call.func)
    if is_database(origin) and not codebase.index.is_own(origin):
        return f"calls {origin}"
    if not isinstance(call.func, ast.Attribute) or sdk_of(view.module.origin(call.func.value)):
        return ""
    receiver, asked = call.func.value, call.func.attr
    if asked == "commit" and _SESSION.fullmatch(_last_name(receiver)):
        return f"commits {_last_name(receiver)}"
    if asked in _EXECUTES and call.args and _is_sql(call.args[0]):
        return "sends SQL"
    return f"queries {dotted_name(receiver)} of Django" if _is_django(codebase, view, receiver) else ""


def _last_name(node: ast.expr) -> str:
    return dotted_name(node).rpartition(".")[2]


def _is_sql(node: ast.expr) -> bool:
    """Whether an expression is a text in SQL, also one with values put in or wrapped in `text(…)`."""
    if isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    if isinstance(node, ast.JoinedStr):
        parts = (each.value if isinstance(each, ast.Constant) else "x" for each in node.values)
        return bool(_SQL.match("".join(map(str, parts))))
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(_SQL.match(node.value))


def _is_django(codebase: Codebase, view: ClassView, receiver: ast.expr) -> bool:
    """Whether an expression is `Model.objects` of a model of Django's."""
    owner, _, manager = view.module.origin(receiver).rpartition(".")
    model = codebase.index.find_class(owner) if manager == "objects" else None
    return model is not None and _DJANGO_MODEL in model.foreign_bases

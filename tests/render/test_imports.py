"""Imports come out sorted, so that the formatter has nothing to move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.model.interface import ImportedName
from gateway_builder.render.imports import UNTYPED, ImportList

if TYPE_CHECKING:
    from pathlib import Path


def test_sections_statements_and_names_are_in_isorts_order() -> None:
    imports = ImportList(foreign=["pytest"])
    for module, name in (
        ("shop.models", "Run"), ("shop.models", "MAX"), ("shop.models", "build"), ("shop.models", "Batch"),
        ("typing", "cast"), ("typing", "Any"), ("typing", "TYPE_CHECKING"), ("abc", "ABC"),
    ):  # fmt: skip
        imports.add(module, name)
    for module in ("pytest", "logging", "asyncio"):
        imports.add_plain(module)
    imports.add_statement("import boto3")

    assert imports.runtime == (
        "import asyncio",
        "import logging",
        "from abc import ABC",
        "from typing import TYPE_CHECKING, Any, cast",
        "",
        f"import boto3{UNTYPED}",
        "import pytest",
        "",
        "from shop.models import MAX, Batch, Run, build",
    )


def test_import_statements_of_every_form_are_understood() -> None:
    imports = ImportList()
    for statement in (
        "import acme.pay as pay",
        "from acme import Client as C, Server",
        "from acme import (Queue)",
        "import json",
    ):
        imports.add_statement(statement)

    assert imports.runtime == (
        "import json",
        "",
        f"import acme.pay as pay{UNTYPED}",
        f"from acme import Client as C{UNTYPED}",
        f"from acme import Queue, Server{UNTYPED}",
    )


def test_a_taken_name_gets_an_alias_and_the_same_name_does_not() -> None:
    imports = ImportList([ImportedName("models", "Any"), ImportedName("typing", "Protocol")])

    assert imports.add("typing", "Any") == "_Any"
    assert imports.add("typing", "Protocol") == "Protocol"
    assert set(imports.runtime) == {"from typing import Any as _Any", "from typing import Protocol"}


def test_what_runs_is_not_imported_again_for_the_checker() -> None:
    imports = ImportList()
    imports.add("datetime", "datetime", typing_only=True)
    imports.add("datetime", "date", typing_only=True)
    imports.add("datetime", "datetime")

    assert imports.runtime == ("from datetime import datetime",)
    assert imports.typing_only == ("from datetime import date",)


def test_the_formatter_agrees(tmp_path: Path) -> None:
    imports = ImportList(foreign=["pytest"])
    for module, name in (
        ("app.errors", "B"),
        ("app.errors", "a"),
        ("typing", "cast"),
        ("typing", "Any"),
        ("collections.abc", "Iterator"),
    ):
        imports.add(module, name)
    imports.add_plain("pytest")
    imports.add_statement("import redis.exceptions")
    text = "from __future__ import annotations\n\n" + "\n".join(imports.runtime) + "\n"

    formatter = RuffCodeFormatter(root=tmp_path, first_party=("app",))

    assert formatter.list_findings({"app/a.py": text.encode()}, ["I"]) == {"app/a.py": ()}

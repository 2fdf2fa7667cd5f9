"""This project is its own first customer."""

from __future__ import annotations

from pathlib import Path

from gateway_builder.check.request import CheckRequest
from gateway_builder.check.run import check_project
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from tests.check.cases import real_models, real_technologies

ROOT = Path(__file__).parents[2]


def test_our_own_code_keeps_every_rule() -> None:
    result = check_project(DiskSourceTree(ROOT), CheckRequest(), real_models(), real_technologies())
    assert [f"{each.path}:{each.span.line} {each.code} {each.message}" for each in result.findings] == []
    assert {"ISourceTree", "IServiceCatalog"} <= {each.name for each in result.codebase.interfaces}
    assert "BotocoreServiceCatalog" in {each.name for each in result.codebase.gateways}

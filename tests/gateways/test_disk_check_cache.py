"""The cache of checks: what a run kept, and nothing that anybody else left there."""

from __future__ import annotations

import json
from pathlib import Path

from gateway_builder.gateways.disk_check_cache import DiskCheckCache
from gateway_builder.gateways.interfaces import ICheckCache
from gateway_builder.gateways.project_lock import hold_lock

ENTRY = {"stamps": "a", "findings": [["GW101", 1]]}


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    cache = DiskCheckCache(tmp_path)
    assert isinstance(cache, ICheckCache)
    assert cache.read_entry("key") is None
    cache.write_entry("key", ENTRY)
    assert cache.read_entry("key") == ENTRY
    assert cache.read_entry("other") is None
    assert (tmp_path / ".gateway-builder" / ".gitignore").read_text() == "*\n"


def test_an_entry_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    DiskCheckCache(tmp_path / "a").write_entry("key", ENTRY)
    (tmp_path / "b" / ".gateway-builder").mkdir(parents=True)
    for place in (tmp_path / "a" / ".gateway-builder").iterdir():
        (tmp_path / "b" / ".gateway-builder" / place.name).write_bytes(place.read_bytes())
    assert DiskCheckCache(tmp_path / "b").read_entry("key") is None


def test_broken_entries(tmp_path: Path) -> None:
    cache = DiskCheckCache(tmp_path)
    cache.write_entry("key", ENTRY)
    (document,) = (tmp_path / ".gateway-builder").glob("check-*.json")
    kept = json.loads(document.read_text())
    for broken in ({}, {**kept, "entry": 1}, {**kept, "entry": "{"}, {**kept, "entry": "[]"}):
        document.write_text(json.dumps(broken))
        assert cache.read_entry("key") is None


def test_a_project_that_can_not_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".gateway-builder").write_text("in the way")
    cache = DiskCheckCache(tmp_path)
    cache.write_entry("key", ENTRY)
    assert cache.read_entry("key") is None


def test_nothing_is_kept_while_another_run_writes(tmp_path: Path) -> None:
    with hold_lock(tmp_path, 0):
        DiskCheckCache(tmp_path).write_entry("key", ENTRY)
    assert not (tmp_path / ".gateway-builder").exists()

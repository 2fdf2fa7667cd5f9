"""The botocore whose models run is found by its path; nothing of it is run."""

from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

import pytest

from gateway_builder.gateways.botocore_environments import (
    find_environments,
    find_own_package,
    find_package,
    read_init,
    read_literal,
)
from tests.gateways.botocore_package import INIT, install_botocore

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.model.service import ModelSource

UNIX = "lib/python3.11/site-packages"


def make(*folders: Path) -> tuple[Path, ...]:
    for folder in folders:
        folder.mkdir(parents=True)
    return folders


def source_of(place: Path) -> ModelSource:
    found = find_package(place)
    assert found is not None
    return found.source


def test_the_projects_environments_come_before_an_active_one_that_lies_elsewhere(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    own, other, elsewhere = make(root / ".venv", root / "venv", tmp_path / "envs" / "tool")

    assert find_environments(root, {"VIRTUAL_ENV": str(elsewhere)}) == (own, other, elsewhere)


def test_an_active_environment_inside_the_project_comes_first(tmp_path: Path) -> None:
    own, active = make(tmp_path / ".venv", tmp_path / ".venv-3.13")

    assert find_environments(tmp_path, {"VIRTUAL_ENV": str(active)}) == (active, own)
    assert find_environments(tmp_path, {"VIRTUAL_ENV": str(own)}) == (own,)


def test_members_of_a_workspace_use_the_environment_of_its_root(tmp_path: Path) -> None:
    shared, member, _ = make(tmp_path / ".venv", tmp_path / "packages" / "shop", tmp_path / ".git")

    assert find_environments(member, {}) == (shared,)


@pytest.mark.parametrize("active", ["", "envs/tool", "/nowhere/at/all"])
def test_what_is_no_environment_is_left_out(tmp_path: Path, active: str) -> None:
    make(tmp_path / "envs" / "tool")

    assert find_environments(tmp_path, {"VIRTUAL_ENV": active}) == ()


@pytest.mark.parametrize("packages", [UNIX, "lib/python3/dist-packages", "Lib/site-packages"])
def test_a_package_is_found_wherever_environments_keep_theirs(tmp_path: Path, packages: str) -> None:
    package = install_botocore(tmp_path / ".venv" / packages)

    found = find_package(tmp_path / ".venv")

    assert found is not None
    assert (found.folder, found.data) == (package, package / "data")
    assert (found.source.text, found.source.version) == ("botocore 9.8.7 of .venv", "9.8.7")


def test_a_folder_of_packages_and_the_package_itself_will_do_too(tmp_path: Path) -> None:
    package = install_botocore(tmp_path / "other")

    for place in (tmp_path / "other", package):
        found = find_package(place)
        assert found is not None
        assert found.folder == package
        assert found.source.text == f"botocore 9.8.7 of {place}"


def test_a_package_that_is_linked_in_is_read(tmp_path: Path) -> None:
    cached = install_botocore(tmp_path / "cache")
    (packages,) = make(tmp_path / ".venv" / UNIX)
    (packages / "botocore").symlink_to(cached)

    found = find_package(tmp_path / ".venv")

    assert found is not None
    assert found.folder == packages / "botocore"


def test_an_environment_without_botocore_has_none(tmp_path: Path) -> None:
    make(tmp_path / ".venv" / UNIX / "botocore")

    assert find_package(tmp_path / ".venv") is None
    assert find_package(tmp_path / "nowhere") is None


def test_an_environment_of_somebody_else_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    make(tmp_path / ".venv")
    monkeypatch.setattr("pathlib.Path.is_dir", refuse)

    assert find_environments(tmp_path, {}) == ()


def test_the_version_is_the_installers_where_it_left_one(tmp_path: Path) -> None:
    install_botocore(tmp_path)
    make(tmp_path / "botocore-1.40.0.dist-info")

    assert source_of(tmp_path).version == "1.40.0"

    make(tmp_path / "botocore-1.41.0.dist-info")

    assert source_of(tmp_path).version == "9.8.7"


def test_a_folder_that_only_looks_like_the_installers_tells_nothing(tmp_path: Path) -> None:
    install_botocore(tmp_path, "")
    make(tmp_path / "botocore-unknown.dist-info")

    assert source_of(tmp_path).text == f"botocore of {tmp_path}"


@pytest.mark.parametrize(
    "text",
    [
        "__version__ = (",
        "__version__ = compute()",
        "__version__ = '" + "(" * 10,
        "__version__ = " + "-" * 100_000 + "1",
        "\0",
        "other = __version__ = other",
        "first.second = 1",
    ],
)
def test_a_package_that_is_not_as_it_should_be_has_no_version(tmp_path: Path, text: str) -> None:
    package = install_botocore(tmp_path, text)

    assert read_literal(read_init(package), "__version__") is None
    assert read_init(tmp_path / "nowhere") == b""


def test_literals_are_read_and_nothing_is_run(tmp_path: Path) -> None:
    content = read_init(install_botocore(tmp_path, f"raise SystemExit\n{INIT}"))

    assert read_literal(content, "__version__") == "9.8.7"
    assert read_literal(content, "missing") is None


def test_our_own_package_is_found_without_importing_it() -> None:
    own = find_own_package()

    assert own is not None
    assert own.source.text == f"botocore {own.source.version} that gateway-builder is installed with"


@pytest.mark.parametrize("locations", [None, ["/nowhere/at/all"]])
def test_a_program_without_botocore_has_none_of_its_own(
    monkeypatch: pytest.MonkeyPatch, locations: list[str] | None
) -> None:
    spec = ModuleSpec("botocore", None, is_package=True)
    spec.submodule_search_locations = locations
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec if locations else None)

    assert find_own_package() is None

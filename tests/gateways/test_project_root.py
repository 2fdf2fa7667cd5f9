"""Which folder a command works on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.project_root import find_project_root, find_repository_root, resolve_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def test_the_nearest_folder_with_a_pyproject_is_the_root(home: Path) -> None:
    make(home, "work/pyproject.toml", "work/app/pyproject.toml", "work/app/src/app/gateways/x.py")
    assert find_project_root(home / "work/app/src/app/gateways") == home / "work/app"
    assert find_project_root(home / "work/app") == home / "work/app"
    assert find_project_root(home / "work") == home / "work"


@pytest.mark.parametrize("git", [".git/HEAD", ".git"])
def test_the_repositorys_root_is_the_limit(home: Path, git: str) -> None:
    make(home, "work/pyproject.toml", f"work/repository/{git}", "work/repository/src/x.py")
    assert find_project_root(home / "work/repository/src") == home / "work/repository/src"
    make(home, "work/repository/pyproject.toml")
    assert find_project_root(home / "work/repository/src") == home / "work/repository"
    assert find_repository_root(home / "work/repository/src") == home / "work/repository"


def test_without_a_repository_there_is_no_repositorys_root(home: Path) -> None:
    assert find_repository_root(make(home, "work/x.py") / "work") is None


def test_the_home_folder_and_those_above_are_never_the_root_of_something_inside(home: Path) -> None:
    make(home, "pyproject.toml", "../pyproject.toml", "work/x.py")
    assert find_project_root(home / "work") == home / "work"
    assert find_project_root(home) == home


def test_a_home_behind_a_symlink_is_the_same_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(home, "pyproject.toml", "work/x.py")
    (home.parent / "alias").symlink_to(home)
    monkeypatch.setenv("HOME", str(home.parent / "alias"))
    assert find_project_root(home.parent / "alias/work") == home / "work"


def test_a_user_without_a_home_has_a_root_too(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", fail)
    make(home, "work/pyproject.toml", "work/src/x.py")
    assert find_project_root(home / "work/src") == home / "work"


def test_a_folder_called_pyproject_toml_is_no_project(home: Path) -> None:
    make(home, "work/pyproject.toml/x", "work/src/x.py", "work/file")
    (home / "work/src/pyproject.toml").symlink_to("../file/below")
    assert find_project_root(home / "work/src") == home / "work/src"


def test_a_symlink_on_the_way_is_followed(home: Path) -> None:
    make(home, "work/pyproject.toml", "work/src/x.py")
    (home / "short").symlink_to("work/src")
    assert find_project_root(home / "short") == home / "work"


def test_a_current_folder_that_was_removed_is_named(home: Path) -> None:
    gone = home / "gone"
    gone.mkdir()
    here = os.open(".", os.O_RDONLY)
    os.chdir(gone)
    gone.rmdir()
    try:
        with pytest.raises(UsageError, match="does not exist"):
            find_project_root(Path())
    finally:
        os.fchdir(here)
        os.close(here)


@pytest.mark.parametrize(
    ("name", "words"),
    [("missing", "does not exist"), ("file", "Not a directory"), ("loop", "loop|levels"), ("nul\0", "null")],
)
def test_what_is_no_folder_is_refused(home: Path, name: str, words: str) -> None:
    make(home, "file")
    (home / "loop").symlink_to("loop")
    with pytest.raises(UsageError, match=words) as caught:
        resolve_folder(home / name)
    assert "--project" in caught.value.problems[0].hint


def test_a_folder_that_can_not_be_searched_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "pyproject.toml":
            raise PermissionError(13, "Permission denied")
        return real(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    with pytest.raises(UsageError, match="can't be looked into: Permission denied"):
        find_project_root(home)


@pytest.mark.parametrize(
    ("inside", "root"),
    [("shop/orders", "shop"), ("shop/orders/gateways", "shop"), ("flat/src/app/gateways", "flat"), ("shop", "shop")],
)
def test_without_a_pyproject_a_run_inside_a_package_finds_what_is_around_it(home: Path, inside: str, root: str) -> None:
    make(home, "shop/.git/HEAD", "shop/orders/__init__.py", "shop/orders/gateways/__init__.py")
    make(home, "flat/.git/HEAD", "flat/src/app/__init__.py", "flat/src/app/gateways/__init__.py")
    assert find_project_root(home / inside) == home / root


def test_a_package_at_the_repositorys_root_is_the_project(home: Path) -> None:
    make(home, "whole/.git/HEAD", "whole/__init__.py", "whole/part/__init__.py")
    assert find_project_root(home / "whole" / "part") == home / "whole"

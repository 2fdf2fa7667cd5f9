"""Reading a project: its own files only, and never anything outside of it."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.gateways.interfaces import ISourceTree
from tests.faults.failing_disk import fail_with

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x = 1\n")


def list_files(root: Path, exclude: Sequence[str] = ()) -> tuple[str, ...]:
    return DiskSourceTree(root, exclude).list_files()


def refuse(root: Path, path: str) -> str:
    with pytest.raises(UsageError) as caught:
        DiskSourceTree(root).read_file(path)
    return caught.value.problems[0].message + " " + caught.value.problems[0].hint


def test_it_is_a_source_tree(root: Path) -> None:
    assert isinstance(DiskSourceTree(root), ISourceTree)


def test_files_are_listed_sorted_by_path(root: Path) -> None:
    write(root, "b.py", "a/z.py", "a/b/c.py", "a.py", "notes.md")
    assert list_files(root) == ("a.py", "a/b/c.py", "a/z.py", "b.py")
    assert DiskSourceTree(root).list_files(".md") == ("notes.md",)


@pytest.mark.parametrize(
    "path",
    [
        ".git/hooks/x.py",
        ".venv/lib/x.py",
        ".gateway-builder/x.py",
        "a/__pycache__/x.py",
        "web/node_modules/x.py",
        "lib/python3.11/site-packages/x.py",
        "build/lib/pkg/x.py",
        "dist/x.py",
        "demo.egg-info/x.py",
    ],
)
def test_what_is_not_the_projects_own_is_not_listed(root: Path, path: str) -> None:
    write(root, path, "own.py")
    assert list_files(root) == ("own.py",)


def test_a_package_called_build_is_listed(root: Path) -> None:
    write(root, "pkg/build/__init__.py", "pkg/build/steps.py")
    assert list_files(root) == ("pkg/build/__init__.py", "pkg/build/steps.py")


@pytest.mark.parametrize("mark", ["pyvenv.cfg", "conda-meta/history"])
def test_an_environment_of_any_name_is_not_listed(root: Path, mark: str) -> None:
    write(root, f"my-env/{mark}", "my-env/lib/x.py", "own.py")
    assert list_files(root) == ("own.py",)


@pytest.mark.parametrize(
    ("glob", "left"),
    [
        ("legacy", ("a/b.py", "a/deep/c.py", "x_pb2.py")),
        ("./legacy/", ("a/b.py", "a/deep/c.py", "x_pb2.py")),
        ("*_pb2.py", ("a/b.py", "a/deep/c.py", "a/legacy/d.py", "legacy/e.py")),
        ("/legacy", ("a/b.py", "a/deep/c.py", "a/legacy/d.py", "x_pb2.py")),
        ("a/*.py", ("a/deep/c.py", "a/legacy/d.py", "legacy/e.py", "x_pb2.py")),
        ("a/**", ("legacy/e.py", "x_pb2.py")),
        ("a/**/?.py", ("legacy/e.py", "x_pb2.py")),
        ("**/legacy", ("a/b.py", "a/deep/c.py", "x_pb2.py")),
        ("a**c.py", ("a/b.py", "a/legacy/d.py", "legacy/e.py", "x_pb2.py")),
    ],
)
def test_excluded_files_and_folders_are_not_listed(root: Path, glob: str, left: tuple[str, ...]) -> None:
    write(root, "a/b.py", "a/deep/c.py", "a/legacy/d.py", "legacy/e.py", "x_pb2.py")
    assert list_files(root, [glob]) == left


def test_folders_behind_symlinks_are_not_listed_and_files_only_when_they_stay_inside(root: Path) -> None:
    write(root, "own/x.py", "../outside.py")
    (root / "again").symlink_to("own")
    (root / "circle").symlink_to(".")
    (root / "inside.py").symlink_to("own/x.py")
    (root / "outside.py").symlink_to("../outside.py")
    (root / "dangling.py").symlink_to("nowhere.py")
    assert list_files(root) == ("inside.py", "own/x.py")


def test_things_that_are_no_files_are_not_listed(root: Path) -> None:
    write(root, "folder.py/x.py")
    os.mkfifo(root / "pipe.py")
    assert list_files(root) == ("folder.py/x.py",)


def test_names_that_are_not_utf_8_are_not_listed(root: Path) -> None:
    write(root, "größe.py")
    (root / os.fsdecode(b"gr\xf6sse.py")).touch()
    assert list_files(root) == ("größe.py",)


@pytest.mark.parametrize("number", ["EACCES", "ENOENT", "ENOTDIR"])
def test_a_folder_that_is_closed_or_gone_is_passed_over(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    write(root, "own.py", "data/x.py")
    fail_at_folder(monkeypatch, root / "data", number)
    assert list_files(root) == ("own.py",)


def test_a_broken_disk_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "data/x.py")
    fail_at_folder(monkeypatch, root / "data", "EIO")
    with pytest.raises(UsageError, match="The folder data/ can't be read"):
        list_files(root)


def fail_at_folder(monkeypatch: pytest.MonkeyPatch, folder: Path, number: str) -> None:
    import errno

    real = os.scandir
    fail = fail_with(getattr(errno, number))

    def scan(path: Path) -> object:
        return fail() if path == folder else real(path)

    monkeypatch.setattr(os, "scandir", scan)


def test_a_tree_without_end_is_given_up_with_advice(root: Path) -> None:
    write(root, "a/1.py", "a/2.py", "b/3.py")
    with pytest.raises(UsageError, match="holds more than 4 files"):
        DiskSourceTree(root, most_entries=4).list_files()
    assert len(DiskSourceTree(root, most_entries=5).list_files()) == 3


def test_bytes_are_read_as_they_are(root: Path) -> None:
    (root / "latin.py").write_bytes(b"\xef\xbb\xbf# \xe9\r\n\f")
    assert DiskSourceTree(root).read_file("latin.py") == b"\xef\xbb\xbf# \xe9\r\n\f"


@pytest.mark.parametrize("path", ["missing.py", "missing/deeper.py", "file.py/below.py"])
def test_nothing_there_is_none(root: Path, path: str) -> None:
    write(root, "file.py")
    assert DiskSourceTree(root).read_file(path) is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("../secret.py", "goes up"),
        ("a/../../secret.py", "goes up"),
        ("/etc/passwd", "absolute"),
        ("a//b.py", "empty"),
        ("./b.py", "empty"),
        ("", "empty"),
        ("a\0.py", "no file name can have"),
        ("a\ud800.py", "no file name can have"),
    ],
)
def test_a_path_that_leaves_the_project_is_refused(root: Path, path: str, words: str) -> None:
    assert words in refuse(root, path)


def test_a_symlink_that_stays_inside_is_followed(root: Path) -> None:
    write(root, "shared/x.py")
    (root / "linked").symlink_to(root / "shared")
    (root / "y.py").symlink_to("linked/x.py")
    tree = DiskSourceTree(root)
    assert tree.read_file("linked/x.py") == tree.read_file("y.py") == b"x = 1\n"


def test_a_symlink_that_leaves_the_project_is_refused_with_its_name_and_target(root: Path) -> None:
    write(root, "../other/x.py", "inner/own.py")
    (root / "inner/linked").symlink_to("../../other")
    (root / "x.py").symlink_to("../other/x.py")
    (root / "first").symlink_to("inner")
    outside = root.parent / "other"
    assert f"inner/linked/x.py leads out of the project through inner/linked, a symlink to {outside}." in refuse(
        root, "inner/linked/x.py"
    )
    assert f"through first/linked, a symlink to {outside}." in refuse(root, "first/linked/x.py")
    assert f"x.py leads out of the project, a symlink to {outside}/x.py. Replace x.py by" in refuse(root, "x.py")


def test_a_root_behind_a_symlink_is_a_project_like_any_other(root: Path) -> None:
    write(root, "x.py")
    (root.parent / "alias").symlink_to(root)
    tree = DiskSourceTree(root.parent / "alias")
    assert tree.list_files() == ("x.py",)
    assert tree.read_file("x.py") == b"x = 1\n"


def test_what_is_no_regular_file_is_refused_at_once(root: Path) -> None:
    os.mkfifo(root / "pipe.py")
    (root / "folder.py").mkdir()
    (root / "loop.py").symlink_to("loop.py")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.open(".", os.O_RDONLY)
        os.chdir(root)
        server.bind("socket.py")
        os.fchdir(here)
        os.close(here)
    for name in ("pipe.py", "folder.py", "socket.py", "loop.py"):
        assert f"{name} is not a regular file" in refuse(root, name)


def test_a_file_that_is_too_large_is_refused(root: Path) -> None:
    with (root / "large.py").open("wb") as file:
        file.truncate(20_000_001)
    assert "large.py is larger than 20 MB" in refuse(root, "large.py")
    with (root / "large.py").open("wb") as file:
        file.truncate(20_000_000)
    assert len(DiskSourceTree(root).read_file("large.py") or b"") == 20_000_000


def test_a_file_that_can_not_be_opened_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    write(root, "x.py")

    def refuse_opening(*_: object) -> int:
        fail_with(errno.EACCES)()
        return 0

    monkeypatch.setattr(os, "open", refuse_opening)
    assert "x.py can't be read: Permission denied" in refuse(root, "x.py")


def test_a_root_file_is_the_nearest_one_up_to_the_repositorys_root(tmp_path: Path) -> None:
    write(tmp_path, "ruff.toml", "repository/.git/HEAD", "repository/apps/one/pyproject.toml")
    tree = DiskSourceTree(tmp_path / "repository/apps/one")
    assert tree.read_root_file("ruff.toml") is None
    (tmp_path / "repository/ruff.toml").write_text("far")
    assert tree.read_root_file("ruff.toml") == b"far"
    (tmp_path / "repository/apps/one/ruff.toml").write_text("near")
    assert tree.read_root_file("ruff.toml") == b"near"


def test_a_root_file_may_be_a_symlink_inside_the_repository(tmp_path: Path) -> None:
    write(tmp_path, "repository/.git/HEAD", "repository/ruff.base.toml", "repository/one/pyproject.toml", "secret.toml")
    (tmp_path / "repository/one/ruff.toml").symlink_to("../ruff.base.toml")
    tree = DiskSourceTree(tmp_path / "repository/one")
    assert tree.read_root_file("ruff.toml") == b"x = 1\n"
    (tmp_path / "repository/one/mypy.ini").symlink_to("../../secret.toml")
    with pytest.raises(UsageError, match=r"mypy\.ini leads out of the project"):
        tree.read_root_file("mypy.ini")


def test_without_a_repository_a_root_file_is_looked_for_in_the_project_only(root: Path) -> None:
    write(root, "../ruff.toml")
    assert DiskSourceTree(root).read_root_file("ruff.toml") is None
    write(root, "ruff.toml")
    assert DiskSourceTree(root).read_root_file("ruff.toml") == b"x = 1\n"

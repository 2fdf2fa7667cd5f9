"""The inventory of a project: what git does not ignore, and whether it still stands as it did."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.disk_source_inventory import DiskSourceInventory
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.gateways.interfaces import ISourceInventory

OLD = 1_000_000_000
IGNORED = r"""
a/**/x.py
[!k]*_gen.py
\#odd.py
*/deep/
!*/deep/
# comment

q?.py
foo/**
space.py   
[
/
[z-a].py
"""  # noqa: W291 - git leaves blanks at the end of a line out


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def age(root: Path) -> None:
    """Make everything old enough to be trusted."""
    for place in (root, *root.rglob("*")):
        if not place.is_symlink():
            os.utime(place, (OLD, OLD))


def inventory(root: Path, **options: int) -> DiskSourceInventory:
    return DiskSourceInventory(root, DiskSourceTree(root), **options)


def listed(root: Path) -> tuple[str, ...]:
    found = inventory(root)
    return tuple(sorted((*found.list_files(), *found.list_files(".pyi"))))


def test_it_is_an_inventory(tmp_path: Path) -> None:
    assert isinstance(inventory(tmp_path), ISourceInventory)


def test_what_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            "pkg/b.pyi": "",
            "pkg/c.txt": "",
            ".github/scripts/d.py": "",
            ".git/hooks/e.py": "",
            "venv/pyvenv.cfg": "",
            "venv/lib/f.py": "",
            "node_modules/g.py": "",
            "x.egg-info/h.py": "",
            "pkg/build/i.py": "",
            "dist/__init__.py": "",
            "pkg/__pycache__/j.py": "",
        },
    )
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "inside.py").symlink_to(tmp_path / "a.py")
    (tmp_path / "outside.py").symlink_to(__file__)
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    (tmp_path / "linked").symlink_to(tmp_path / "pkg")
    assert listed(tmp_path) == (".github/scripts/d.py", "a.py", "dist/__init__.py", "inside.py", "pkg/b.pyi")
    assert inventory(tmp_path).list_files(".txt") == ("pkg/c.txt",)


def test_what_git_ignores(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/info/exclude": "secret.py\n",
            ".gitignore": "/generated/\n*_pb2.py\n!keep_pb2.py\nproject/cut/\n",
            "project/.gitignore": "local_*.py\n",
            "project/pkg/.gitignore": "!local_b.py\n/only_here.py\n",
            "project/a.py": "",
            "project/secret.py": "",
            "project/x_pb2.py": "",
            "project/keep_pb2.py": "",
            "project/generated/b.py": "",
            "project/cut/c.py": "",
            "project/local_a.py": "",
            "project/pkg/local_b.py": "",
            "project/pkg/only_here.py": "",
            "project/pkg/deep/only_here.py": "",
        },
    )
    expected = ("a.py", "generated/b.py", "keep_pb2.py", "pkg/deep/only_here.py", "pkg/local_b.py")
    assert listed(tmp_path / "project") == expected


def test_a_working_tree_of_its_own_shares_what_is_excluded(tmp_path: Path) -> None:
    write(tmp_path, {"main/.git/info/exclude": "a.py\n", "main/.git/worktrees/w/HEAD": "", "w/a.py": "", "w/b.py": ""})
    (tmp_path / "w" / ".git").write_text(f"gitdir: {tmp_path}/main/.git/worktrees/w\n")
    assert listed(tmp_path / "w") == ("b.py",)
    (tmp_path / "w" / ".git").write_text("nonsense")
    assert listed(tmp_path / "w") == ("a.py", "b.py")


@pytest.mark.skipif(shutil.which("git") is None, reason="compares with git itself")
def test_git_agrees(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    write(
        tmp_path,
        {
            ".gitignore": IGNORED,
            "a/b/.gitignore": "!x.py\n*.pyi\n",
            **dict.fromkeys(
                ["a/x.py", "a/b/x.py", "a/b/c/x.py", "a/b/y.pyi", "k_gen.py", "z_gen.py", "#odd.py", "t/deep/d.py"], ""
            ),
            **dict.fromkeys(["q1.py", "q12.py", "foo/f.py", "space.py", "[.py"], ""),
        },
    )
    told = subprocess.run(
        ["git", "-C", str(tmp_path), "ls-files", "-o", "-z", "--exclude-standard"], check=True, capture_output=True
    )
    expected = {path for path in told.stdout.decode().split("\0") if path.endswith((".py", ".pyi"))}
    assert set(listed(tmp_path)) == expected


def test_reading(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n", "pyproject.toml": "[tool]\n"})
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    found = inventory(tmp_path)
    assert found.read_file("a.py") == b"x = 1\n"
    assert found.read_file("b.py") == b"x = 1\n"
    assert found.read_file("pyproject.toml") == b"[tool]\n"
    assert found.read_file("nothing.py") is None
    assert found.read_root_file("pyproject.toml") == b"[tool]\n"
    (tmp_path / "a.py").unlink()
    (tmp_path / "a.py").mkdir()
    with pytest.raises(UsageError):
        found.read_file("a.py")


def test_too_many_files(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "b.py": ""})
    with pytest.raises(UsageError, match="holds more than 1 Python files"):
        inventory(tmp_path, most_entries=1).list_files()


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(UsageError, match="Input/output error"):
        inventory(tmp_path).list_files()


def test_a_folder_that_is_gone_is_empty(tmp_path: Path) -> None:
    assert inventory(tmp_path / "gone").list_files() == ()


CHANGES = {
    "a file is edited": lambda root: (root / "pkg/a.py").write_text("y = 2\n"),
    "a file is removed": lambda root: (root / "pkg/a.py").unlink(),
    "a file is added": lambda root: (root / "pkg/new.py").write_text(""),
    "a folder is added": lambda root: (root / "more").mkdir(),
    "the configuration is edited": lambda root: (root / "pyproject.toml").write_text("[tool]"),
    "a configuration that was not there is added": lambda root: (root / "ruff.toml").write_text(""),
    "other files are ignored": lambda root: (root / ".gitignore").write_text("a.py"),
    "other files are excluded": lambda root: (root / ".git/info/exclude").write_text("a.py"),
    "a file is replaced by one as old": lambda root: (root / "other").rename(root / "pkg/a.py"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_is_noticed(tmp_path: Path, change: str) -> None:
    write(tmp_path, {"pkg/a.py": "x = 1\n", "other": "x = 2\n", "pyproject.toml": "", ".git/info/exclude": ""})
    age(tmp_path)
    found = inventory(tmp_path)
    found.list_files()
    found.read_file("pyproject.toml")
    found.read_root_file("ruff.toml")
    stamps = found.take_stamps()
    assert inventory(tmp_path).confirm_stamps(stamps)
    CHANGES[change](tmp_path)
    assert not inventory(tmp_path).confirm_stamps(stamps)


def test_what_does_not_matter_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"pkg/a.py": "", ".gitignore": "ignored.py\n", "pkg/ignored.py": ""})
    age(tmp_path)
    stamps = inventory(tmp_path).take_stamps()
    write(tmp_path, {"pkg/notes.txt": "", "pkg/__pycache__/a.pyc": "", ".gateway-builder/check-0.json": ""})
    assert inventory(tmp_path).confirm_stamps(stamps)


def test_what_is_young_is_not_trusted(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    assert not inventory(tmp_path).confirm_stamps(inventory(tmp_path).take_stamps())


@pytest.mark.parametrize("stamps", ["", "nonsense", "F\ta.py", "D\t\t?\ta\tb\nF\tx\t1"])
def test_stamps_that_say_nothing(tmp_path: Path, stamps: str) -> None:
    assert not inventory(tmp_path).confirm_stamps(stamps)


def test_a_name_that_can_not_stand_in_stamps(tmp_path: Path) -> None:
    write(tmp_path, {"a\nb.py": ""})
    assert inventory(tmp_path).take_stamps() == ""


def test_a_file_that_grows_while_it_is_read_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.py": "x = 1\n" * 1000})
    found = inventory(tmp_path)
    assert found.list_files() == ("a.py",)
    look = os.fstat

    def look_too_early(descriptor: int) -> os.stat_result:
        status = list(look(descriptor))
        status[6] = 12
        return os.stat_result(status)

    monkeypatch.setattr(os, "fstat", look_too_early)
    assert found.read_file("a.py") == b"x = 1\n" * 1000

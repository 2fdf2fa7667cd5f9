"""What changed is what git says, and nothing that a repository holds is run to know it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways import git_change_history
from gateway_builder.gateways.git_change_history import GitChangeHistory
from tests.cli.conftest import write_files

if TYPE_CHECKING:
    from pathlib import Path

    from gateway_builder.gateways.interfaces import IChangeHistory

ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=folder, env=ENVIRONMENT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a project in a folder of it."""
    write_files(
        tmp_path,
        {
            ".gitignore": "ignored.py\n",
            "shop/kept.py": "a = 1\n",
            "shop/edited.py": "a = 1\n",
            "shop/staged.py": "a = 1\n",
            "shop/gone.py": "a = 1\n",
            "shop/renamed.py": "".join(f"line{number} = 1\n" for number in range(30)),
            "other.py": "a = 1\n",
        },
    )
    git(tmp_path, "init")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-m", "first")
    return tmp_path


def changed(folder: Path, revision: str = "HEAD") -> set[str]:
    history: IChangeHistory = GitChangeHistory(folder, ENVIRONMENT)
    return set(history.list_changed_files(revision))


def test_edited_staged_new_and_renamed_files_changed(repository: Path) -> None:
    write_files(repository, {"shop/edited.py": "b", "shop/staged.py": "b", "shop/nu\u00e9\n.py": "b", "other.py": "b"})
    write_files(repository, {"shop/ignored.py": "b"})
    git(repository, "add", "shop/staged.py")
    git(repository, "mv", "shop/renamed.py", "shop/new_name.py")
    (repository / "shop/gone.py").unlink()
    expected = {"edited.py", "staged.py", "nu\u00e9\n.py", "new_name.py"}
    assert changed(repository / "shop") == expected
    assert changed(repository) == {"other.py", *(f"shop/{name}" for name in expected)}


def test_what_was_committed_since_changed(repository: Path) -> None:
    write_files(repository, {"shop/edited.py": "b"})
    git(repository, "commit", "-am", "second")
    assert changed(repository) == set()
    assert changed(repository, "HEAD~1") == {"shop/edited.py"}


def test_what_another_branch_changed_did_not_change_here(repository: Path) -> None:
    git(repository, "checkout", "-b", "mine")
    write_files(repository, {"shop/edited.py": "b"})
    git(repository, "commit", "-am", "mine")
    git(repository, "checkout", "main")
    write_files(repository, {"other.py": "b"})
    git(repository, "commit", "-am", "theirs")
    git(repository, "checkout", "mine")
    assert changed(repository, "main") == {"shop/edited.py"}


def test_histories_without_a_common_past_are_compared_as_they_are(repository: Path) -> None:
    git(repository, "checkout", "--orphan", "alone")
    write_files(repository, {"shop/edited.py": "b"})
    git(repository, "commit", "-am", "alone")
    assert changed(repository, "main") == {"shop/edited.py"}


@pytest.mark.parametrize("revision", ["nothing", "", "--help", "-", "HEAD:other.py", "a\0b", "@{u}", "HEAD..HEAD"])
def test_an_unknown_revision_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError, match="knows no revision"):
        changed(repository, revision)


def test_a_folder_outside_of_any_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no git repository"):
        changed(tmp_path)


def test_without_git_it_says_so(repository: Path) -> None:
    with pytest.raises(UsageError, match="git is not installed"):
        GitChangeHistory(repository, {"PATH": f"bin{os.pathsep}{os.pathsep}{repository}"}).list_changed_files("HEAD")


def test_a_repository_that_is_broken_is_refused(repository: Path) -> None:
    (repository / ".git/index").write_bytes(b"broken")
    with pytest.raises(UsageError, match="can't compare"):
        changed(repository)


def test_a_git_that_hangs_is_given_up(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bin")
    (folder / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (folder / "git").chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(git_change_history, "_SECONDS", 0.1)
        with pytest.raises(UsageError, match="did not answer"):
            GitChangeHistory(repository, {"PATH": f"{folder}:/usr/bin:/bin"}).list_changed_files("HEAD")


def test_nothing_that_the_repository_configures_is_run(repository: Path) -> None:
    trap = repository / "trap.sh"
    mark = repository.parent / "trapped"
    trap.write_text(f"#!/bin/sh\necho $0 $@ >> {mark}\ncat\n")
    trap.chmod(0o755)
    (repository / ".git/hooks/post-index-change").write_text(trap.read_text())
    (repository / ".git/hooks/post-index-change").chmod(0o755)
    (repository / "git").write_text(trap.read_text())
    (repository / "git").chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "pager.diff", "diff.external", "core.sshCommand", "core.editor"):
        git(repository, "config", key, str(trap))
    for key in ("diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge"):
        git(repository, "config", key, str(trap))
    git(repository, "config", "filter.trap.required", "true")
    (repository / ".git/info/attributes").write_text("*.py diff=trap filter=trap\n")
    write_files(repository, {"shop/edited.py": "b"})
    (repository / "shop/kept.py").touch()
    environment = {**ENVIRONMENT, "PATH": f"{repository}:{ENVIRONMENT['PATH']}", "GIT_EXTERNAL_DIFF": str(trap)}
    found = GitChangeHistory(repository, environment).list_changed_files("HEAD")
    assert "shop/edited.py" in found
    assert "shop/kept.py" not in found
    assert not mark.exists()

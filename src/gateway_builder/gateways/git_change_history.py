"""Asks git which files changed; nothing that a repository configures is run, and nothing is written or fetched."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SECONDS = 60
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.untrackedCache=false",
    "diff.external=",
    "diff.ignoreSubmodules=all",
    "protocol.allow=never",
    "submodule.recurse=false",
)
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_DIFF = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=d", "--relative")
_UNTRACKED = ("ls-files", "--others", "--exclude-standard", "-z")
_OPTION = "--since"


class GitChangeHistory:
    """The history of the repository that a project stands in."""

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        """A project.

        Args:
            root: Its root, which may be a folder of the repository.
            environment: Variables of this process.
        """
        self._root = root
        self._environment = environment

    def list_changed_files(self, revision: str) -> frozenset[str]:
        """List the files that differ from a revision, untracked ones among them.

        Where the current branch has left the revision's, its own changes count, not those made there since.

        Args:
            revision: A commit, as git names it.

        Returns:
            Paths relative to the project's root; deleted files are left out.

        Raises:
            UsageError: If there is no git, no repository or no such revision, or git fails.
        """
        git = self._find_git()
        if self._run(git, ("rev-parse", "--git-dir")) is None:
            raise _refuse(f"{self._root} stands in no git repository", "leave --since out, or run it in a repository")
        commit = self._find_commit(git, revision)
        base = self._run(git, ("merge-base", commit, "HEAD"))
        start = base.decode().strip() if base else commit
        filters = tuple(self._disable_filters(git))
        changed = self._run(git, (*_DIFF, start, "--", "."), filters)
        untracked = self._run(git, (*_UNTRACKED, "--", "."), filters)
        if changed is None or untracked is None:
            raise _refuse(f"git can't compare {self._root} with {revision}", "see what `git status` says there")
        return frozenset(os.fsdecode(path) for path in (changed + untracked).split(b"\0") if path)

    def _find_commit(self, git: str, revision: str) -> str:
        found = None
        if revision and not revision.startswith("-") and "\0" not in revision:
            arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            found = self._run(git, arguments)
        if not found:
            hint = "name a commit, branch or tag that is here; a shallow clone must fetch more (fetch-depth: 0)"
            raise _refuse(f"git knows no revision {revision!r}", hint)
        return found.decode().strip()

    def _disable_filters(self, git: str) -> Iterator[str]:
        """Settings that keep git from running the programs by which a repository filters its files."""
        listed = self._run(
            git, ("config", "--name-only", "-z", "--get-regexp", r"^filter\..*\.(clean|process|required)$")
        )
        for name in (listed or b"").split(b"\0"):
            if name:
                yield f"{os.fsdecode(name)}={'false' if name.endswith(b'required') else ''}"

    def _run(self, git: str, arguments: Sequence[str], settings: Sequence[str] = ()) -> bytes | None:
        """What git answers; None where it fails."""
        options = [part for setting in (*_SETTINGS, *settings) for part in ("-c", setting)]
        kept = {name: text for name, text in self._environment.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(  # noqa: S603 -- git itself, found outside of the project
                [git, "--no-pager", "--literal-pathspecs", *options, *arguments],
                cwd=self._root,
                env={**kept, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:  # gw: ignore[GW705] -- who runs the command is told
            raise _refuse(f"git did not answer within {_SECONDS} s", "see what `git status` does there") from error
        return done.stdout if done.returncode == 0 else None

    def _find_git(self) -> str:
        """The git of this machine, never one that stands in the project."""
        from shutil import which

        folders = [Path(part) for part in self._environment.get("PATH", "").split(os.pathsep) if part]
        outside = (
            str(folder)
            for folder in folders
            if folder.is_absolute() and not Path(os.path.realpath(folder)).is_relative_to(self._root)
        )
        found = which("git", path=os.pathsep.join(outside))
        if found is None:
            raise _refuse("git is not installed", "install it, or leave --since out")
        return found


def _refuse(message: str, hint: str) -> UsageError:
    return UsageError(Problem(message, hint, _OPTION))

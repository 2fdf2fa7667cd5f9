"""What a run of `check` is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.project.paths import is_below
from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.check.rule import Profile, Rule, Settings


@value
class CheckRequest:
    """Flags of the command line; None or empty where the configuration decides.

    Attributes:
        profile: Which rules are on.
        select: Codes, or beginnings of codes, that are on instead of the profile's.
        ignore: Codes, or beginnings of codes, that are off.
        paths: Files and folders whose findings are wanted, relative to the root; empty for all.
        since: Files that changed, whose findings alone are wanted; None for all.
        baseline: The file of known findings; None where the configuration decides.
        writes_baseline: Whether the baseline is to be written, so that it may be absent.
        strict_baseline: Whether entries of the baseline that match nothing are findings.
    """

    profile: Profile | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    since: frozenset[str] | None = None
    baseline: str | None = None
    writes_baseline: bool = False
    strict_baseline: bool = False

    def covers_path(self, path: str) -> bool:
        """Whether findings of a file are wanted."""
        if self.since is not None and path not in self.since:
            return False
        return not self.paths or any(is_below(path, each) for each in self.paths)


@value
class ActiveRule:
    """A rule that is on, with what is set for it."""

    rule: Rule
    settings: Settings

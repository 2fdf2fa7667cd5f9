"""The one family of errors that are the user's to solve; every other exception is a bug of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")


@value
class Problem:
    """One thing that is wrong, in words for the user.

    Attributes:
        message: A sentence that names the thing and says what is wrong with it.
        hint: What to do next, as a sentence or a command; empty where nothing sensible can be said.
        place: `path`, `path:line` or `path:line:column`, or a key of the configuration; empty where there is none.
        patch: A unified diff that belongs to the problem (a change that was not made); usually empty.
    """

    message: str
    hint: str = ""
    place: str = ""
    patch: str = ""


class GatewayBuilderError(Exception):
    """What the user has to solve: one or more problems, all of one run together."""

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(problem.message for problem in self.problems))


class UsageError(GatewayBuilderError):
    """Wrong use: a bad name, an unknown technology, an unresolved type, no project, bad configuration (exit 2)."""


class AmbiguityError(UsageError):
    """A word that means more than one thing; `candidates` are words that each mean one of them."""

    def __init__(self, problem: Problem, candidates: Iterable[str]) -> None:
        super().__init__(problem)
        self.candidates: tuple[str, ...] = tuple(candidates)


class ConflictError(GatewayBuilderError):
    """The project's files stand in the way of the change, or it can't be made safely (exit 1)."""

    exit_code: ClassVar[int] = 1


class ProblemCollector:
    """Runs the steps of a check one after the other, so that what is wrong in all of them is reported together."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def attempt(self, step: Callable[[], T]) -> T | None:
        """What the step returns, or None when it found problems, which are kept."""
        try:
            return step()
        except UsageError as error:
            self.problems += error.problems
            return None

    def raise_together(self) -> None:
        """End the check.

        Raises:
            UsageError: If any step found a problem.
        """
        if self.problems:
            raise UsageError(self.problems)

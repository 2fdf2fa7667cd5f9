"""Lets the k-th step that a program takes on the disk fail: the real functions of `os`, wrapped."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

P = ParamSpec("P")
R = TypeVar("R")

_WRITE = os.write
STEPS = ("open", "write", "fsync", "fchmod", "fchown", "utime", "rename", "link", "unlink", "mkdir", "rmdir")


class Counter:
    """Counts steps, and interferes at some of them, or from one on."""

    def __init__(self, deeds: Mapping[int, Callable[[], None]], *, lasting: bool) -> None:
        self.steps = 0
        self._deeds = deeds
        self._lasting = lasting

    def wrap(self, real: Callable[P, R]) -> Callable[P, R]:
        """A function of `os` that counts."""

        def step(*arguments: P.args, **options: P.kwargs) -> R:
            self.steps += 1
            latest = max((step for step in self._deeds if step <= self.steps), default=0)
            if latest and (latest == self.steps or self._lasting):
                if real is _WRITE:
                    _tear(*arguments)
                self._deeds[latest]()
            return real(*arguments, **options)

        return step


def _tear(descriptor: object, content: object) -> None:
    """A torn write: half of it reaches the disk."""
    assert isinstance(descriptor, int)
    assert isinstance(content, memoryview)
    _WRITE(descriptor, content[: len(content) // 2])


@contextmanager
def failing_at(
    step: int,
    deed: Callable[[], None],
    *,
    lasting: bool = False,
    later: Mapping[int, Callable[[], None]] | None = None,
) -> Iterator[Counter]:
    """Inside, the given step on the disk does the deed instead; with `lasting` each following one does too.

    `later` holds deeds of further steps, counted as the others.
    """
    counter = Counter({step: deed, **(later or {})}, lasting=lasting)
    real = {name: getattr(os, name) for name in STEPS}
    for name, function in real.items():
        setattr(os, name, counter.wrap(function))
    try:
        yield counter
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def fail_with(number: int) -> Callable[[], None]:
    """A deed that raises what the kernel would."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def interrupt() -> None:
    """A deed: Ctrl-C."""
    raise KeyboardInterrupt


def do_nothing() -> None:
    """No deed, for counting."""

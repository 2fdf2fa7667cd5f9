"""A program that kills runs and recoveries with SIGKILL, each in a process of its own, and checks what they leave.

Forking needs a process without threads, which a test runner is not; so the tests start this one.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError
from tests.faults.example_run import ExampleRun, make_run
from tests.faults.failing_disk import fail_with, failing_at

if TYPE_CHECKING:
    from collections.abc import Callable


def kill_oneself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start(deed: Callable[[], object], step: int, failing: int = 0) -> int:
    """A process that does the deed and is killed at a step on the disk, after another that failed."""
    child = os.fork()
    if not child:
        code = 1
        try:
            with failing_at(failing, fail_with(errno.ENOSPC), later={step: kill_oneself}), suppress(ConflictError):
                deed()
            code = 0
        finally:
            os._exit(code)
    return child


def was_killed(child: int) -> bool:
    status = os.waitpid(child, 0)[1]
    assert status in {0, signal.SIGKILL}, status
    return status == signal.SIGKILL


def check(run: ExampleRun, moment: object) -> None:
    """What was there is old or new and whole; taking the lock settles it and says so; a run then completes."""
    assert run.is_whole(), moment
    settled = run.is_settled()
    report = run.recover()
    assert run.is_settled(), moment
    assert settled or report, moment
    run.apply()
    assert run.is_done(), moment
    assert [path.name for path in (run.root / ".gateway-builder").glob("*journal*")] == [], moment


def kill_at_every_step(first: ExampleRun) -> int:
    for step in count(1):
        run = first.again()
        if not was_killed(start(run.apply, step)):
            return step - 1
        check(run, step)
    raise AssertionError


def kill_the_recovery_too(first: ExampleRun) -> int:
    """The k-th step of the run, then the j-th of the recovery; k and j share no rhythm."""
    pairs = 0
    for step in range(16, 200, 3):
        for second in range(1 + step % 7, 200, 7):
            run = first.again()
            if not was_killed(start(run.apply, step)):
                return pairs
            pairs += 1
            killed = was_killed(start(run.recover, second))
            check(run, (step, second))
            if not killed:
                break
    raise AssertionError


def kill_the_taking_back(first: ExampleRun) -> int:
    """The k-th step fails, and the process is killed while it takes back what it wrote."""
    pairs = 0
    for step in range(20, 200, 6):
        for second in range(step + 1 + step % 4, 400, 4):
            run = first.again()
            killed = was_killed(start(run.apply, second, step))
            pairs += killed
            check(run, (step, second))
            if not killed:
                break
    return pairs


def kill_at_random_moments(first: ExampleRun) -> int:
    """Kills within a span that follows the machine: shorter after a run that was done, longer after one not begun."""
    chance = random.Random(2)
    span = 0.012
    hits = 0
    for number in range(80):
        run = first.again()
        child = start(run.apply, 0)
        time.sleep(chance.random() * span)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        if run.is_settled():
            span *= 0.9 if run.is_done() else 1.2
        else:
            hits += 1
        check(run, number)
    return hits


if __name__ == "__main__":
    ways = (kill_at_every_step, kill_the_recovery_too, kill_the_taking_back, kill_at_random_moments)
    chosen = next(way for way in ways if way.__name__ == sys.argv[1])
    sys.stdout.write(str(chosen(make_run(Path(sys.argv[2])))))

"""The lock that lets one process at a time write to a project."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.02


@contextmanager
def hold_lock(root: Path, seconds: float) -> Iterator[None]:
    """The lock on the root folder's own descriptor: no file is made, and the kernel drops it with the process.

    Args:
        root: The project's root.
        seconds: How long another process is waited for.

    Raises:
        ConflictError: If it is not to be had in time, or the file system has no such locks.
    """
    descriptor = _open_folder(root)
    try:
        _wait_for_lock(descriptor, root, seconds)
        yield
    finally:
        os.close(descriptor)


def is_locked(root: Path) -> bool:
    """Whether another process writes to the project at this moment."""
    descriptor = _open_folder(root)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _open_folder(root: Path) -> int:
    try:
        return os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise ConflictError(
            Problem(f"The project's folder {root} can't be opened: {error.strerror}.", "Make it readable.")
        ) from error


def _wait_for_lock(descriptor: int, root: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not _try_lock(descriptor, root):
        if time.monotonic() >= deadline:
            raise ConflictError(
                Problem(
                    f"Another gateway-builder has been writing to {root} for {seconds:g} seconds.",
                    "Nothing has been written. Wait until it ends, or end it, then run the command again.",
                ),
            )
        time.sleep(_PAUSE)


def _try_lock(descriptor: int, root: Path) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise ConflictError(
            Problem(
                f"The file system of {root} can't lock a folder ({error.strerror}): two runs at once could collide.",
                "Nothing has been written. Run gateway-builder in a copy of the project on a local disk.",
            ),
        ) from error
    return True

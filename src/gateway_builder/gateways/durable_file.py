"""Single steps on the disk that have reached it when they return."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_CREATING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_LINKS = frozenset(
    {errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)


def create_file(place: Path, content: bytes, like: os.stat_result | None = None) -> None:
    """Write a file that must not exist yet, down to the disk.

    Args:
        place: The file.
        content: All its bytes.
        like: The file whose mode bits and owner it gets; without one the umask decides.
    """
    descriptor = os.open(place, _CREATING, 0o666 if like is None else 0o600)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        if like is not None:
            _copy_status(descriptor, like)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_status(descriptor: int, like: os.stat_result) -> None:
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (like.st_uid, like.st_gid):
        with suppress(OSError):  # only root gives files away; the content matters more
            os.fchown(descriptor, like.st_uid, like.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def keep_file(place: Path, name: Path, content: bytes) -> None:
    """Keep a file under a second name, which costs no space; as a copy where the file system has no hard links.

    Args:
        place: The file.
        name: The second name; must not exist.
        content: Its bytes.
    """
    try:
        os.link(place, name, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        status = os.lstat(place)
        create_file(name, content, status)
        os.utime(name, ns=(status.st_atime_ns, status.st_mtime_ns))


def place_new_file(temporary: Path, place: Path) -> None:
    """Give a file its name without ever replacing another that appeared there meanwhile.

    Raises:
        FileExistsError: If something is there.
    """
    try:
        os.link(temporary, place, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Without hard links the name is reserved by an empty file first: what appeared meanwhile still wins.
        os.close(os.open(place, _CREATING, 0o666))
        try:
            temporary.rename(place)
        except BaseException:
            place.unlink()
            raise
    else:
        temporary.unlink()


def sync_folder(folder: Path) -> None:
    """Bring a folder's names down to the disk, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)

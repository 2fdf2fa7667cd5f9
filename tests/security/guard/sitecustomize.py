"""Watches a whole run from inside of the interpreter and writes down whatever it must not do."""
# ruff: noqa: PTH100, PTH118  # pathlib would be loaded into every run that is watched, and hide what the program loads itself

from __future__ import annotations

import os
import sys
import sysconfig

_LOG = os.environ["GUARD_LOG"]
_VICTIM = os.environ["GUARD_VICTIM"]
_WRITABLE = tuple(os.environ["GUARD_WRITABLE"].split(os.pathsep))
_SECRET = os.environ["GUARD_SECRET"]
_TRUSTED = (sysconfig.get_path("scripts"),)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MOVING = {"os.rename": 2, "os.link": 2, "os.symlink": 2, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 1, "os.chmod": 1}


def _report(what: str) -> None:
    descriptor = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{what}\n".encode(errors="backslashreplace"))
    os.close(descriptor)


def _place(path: str | bytes) -> str:
    folder, name = os.path.split(os.path.abspath(os.fsdecode(path)))
    return os.path.join(os.path.realpath(folder), name)


def _below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def _judge_writing(event: str, path: str | bytes | int | None) -> None:
    if isinstance(path, int) or path is None:
        return
    place = _place(path)
    if place not in {os.devnull, _LOG} and not any(_below(place, folder) for folder in _WRITABLE):
        _report(f"{event} {place}")


def _judge_open(path: str | bytes | int | None, flags: int) -> None:
    if isinstance(path, int) or path is None:
        return
    if flags & _WRITING:
        _judge_writing("write", path)
    elif _below(os.path.realpath(os.fsdecode(path)), _SECRET):
        _report(f"read {path!r}")


def _judge(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _judge_open(arguments[0], arguments[2] or 0)
    elif event in _MOVING:
        for path in arguments[: _MOVING[event]]:
            _judge_writing(event, path)
    elif event.startswith("socket.") and event != "socket.gethostname":
        _report(event)
    elif event in {"subprocess.Popen", "os.exec", "os.posix_spawn"}:
        program = os.path.realpath(os.fsdecode(arguments[0]))
        if not program.startswith(_TRUSTED):
            _report(f"{event} {program}")
    elif event in {"os.system", "pty.spawn", "ctypes.dlopen"}:
        _report(f"{event} {arguments!r}")
    elif event == "exec":
        file = getattr(arguments[0], "co_filename", "")
        if not file.startswith("<") and not file.endswith(".jinja") and _below(os.path.abspath(file), _VICTIM):
            _report(f"executes {file}")


_judging: list[str] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _judging:
        return  # what the judge does itself
    _judging.append(event)
    try:
        _judge(event, arguments)
    finally:
        _judging.pop()


sys.addaudithook(_hook)

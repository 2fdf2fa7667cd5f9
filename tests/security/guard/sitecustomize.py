"""Watches a whole run from inside of the interpreter and writes down whatever it must not do."""

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


def _report(what):
    descriptor = os.open(_LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{what}\n".encode(errors="backslashreplace"))
    os.close(descriptor)


def _place(path):
    return os.path.join(os.path.realpath(os.path.dirname(os.path.abspath(os.fsdecode(path)))), os.path.basename(os.fsdecode(path)))


def _below(path, folder):
    return path == folder or path.startswith(folder + os.sep)


def _judge_writing(event, path):
    if isinstance(path, int) or path is None:
        return
    place = _place(path)
    if not (place == os.devnull or place == _LOG or any(_below(place, folder) for folder in _WRITABLE)):
        _report(f"{event} {place}")


def _judge_open(path, flags):
    if isinstance(path, int) or path is None:
        return
    if flags & _WRITING:
        _judge_writing("write", path)
    elif _below(os.path.realpath(os.fsdecode(path)), _SECRET):
        _report(f"read {path!r}")


def _judge(event, arguments):
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


_busy = False


def _hook(event, arguments):
    global _busy
    if _busy:
        return
    _busy = True
    try:
        _judge(event, arguments)
    finally:
        _busy = False


sys.addaudithook(_hook)

"""Keeps shipped templates compiled beside our own modules, as Python keeps its `.pyc` files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache, compiler
from jinja2.bccache import Bucket

if TYPE_CHECKING:
    from collections.abc import Container

    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "__pycache__"


class TemplateBytecode(BytecodeCache):
    """Files in our installation; where that can't be written, templates are compiled anew each time."""

    def __init__(self, foreign: Container[str]) -> None:
        """Say what is never kept.

        Args:
            foreign: Names of templates that are not ours; it may grow.
        """
        self._foreign = foreign
        self._unkept: set[str] = set()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What is kept of a template; an empty bucket for one that is not ours."""
        if name not in self._foreign:
            return super().get_bucket(environment, name, filename, source)
        key = self.get_cache_key(name, filename)
        self._unkept.add(key)
        return Bucket(environment, key, self.get_source_checksum(source))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what was compiled from the same text by the same Jinja; anything else leaves the bucket empty."""
        with suppress(OSError, ValueError, EOFError, TypeError), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the compiled template, whole or not at all."""
        import sys
        from os import getpid

        if bucket.key in self._unkept or sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        ours = path.with_suffix(f".{getpid()}")
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            ours.write_bytes(bucket.bytecode_to_string())
            ours.replace(path)

    def _path(self, bucket: Bucket) -> Path:
        installed = Path(compiler.__file__).stat()
        return _FOLDER / f"template-{bucket.key}-{installed.st_mtime_ns:x}.jbc"

"""The names that botocore gives to a client's methods."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.gateways.botocore_environments import read_init, read_literal

if TYPE_CHECKING:
    from pathlib import Path

_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s$")
_BEFORE_WORD = re.compile(r"(.)([A-Z][a-z]+)")
_BEFORE_CAPITAL = re.compile(r"([a-z0-9])([A-Z])")
_IRREGULAR = "_xform_cache"


class MethodNames:
    """Snake case of the names in a model, with the exceptions that one installed botocore lists."""

    def __init__(self, package: Path) -> None:
        """Keep the folder of the package; it is read when a name is first asked for."""
        self._package = package

    def spell(self, name: str) -> str:
        """The client's method for an operation, or the SDK's name of a waiter: `SubmitJob` gives `submit_job`."""
        if "_" in name:
            return name
        irregular = self._irregular.get(name) if name in self._quoted else None
        return irregular or _BEFORE_CAPITAL.sub(r"\1_\2", _split_words(name)).lower()

    @cached_property
    def _init(self) -> bytes:
        return read_init(self._package)

    @cached_property
    def _quoted(self) -> frozenset[str]:
        """Every string of the package's `__init__.py`: what is none of them is regular, and nothing is parsed."""
        text = self._init.decode("utf-8", "replace")
        return frozenset(text.replace('"', "'").split("'"))

    @cached_property
    def _irregular(self) -> dict[str, str]:
        listed = read_literal(self._init, _IRREGULAR)
        pairs = listed.items() if isinstance(listed, dict) else ()
        return {key[0]: str(spelled) for key, spelled in pairs if isinstance(key, tuple) and key[1:] == ("_",)}


def _split_words(name: str) -> str:
    """The name with `_` before each capitalised word, and before an acronym in the plural at its end (`ListARNs`)."""
    acronym = _PLURAL_ACRONYM.search(name)
    parted = f"{name[: acronym.start()]}_{acronym.group().lower()}" if acronym else name
    return _BEFORE_WORD.sub(r"\1_\2", parted)

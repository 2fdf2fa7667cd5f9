"""Names of a generated method's local variables: they hide nothing that its code reads."""

from __future__ import annotations

import builtins
import keyword
import re
from typing import TYPE_CHECKING

from gateway_builder.naming import snake_case

if TYPE_CHECKING:
    from collections.abc import Iterable

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_TAKEN = frozenset({*dir(builtins), *keyword.kwlist, "self", "translated_errors", "closing", "aclosing"})


class LocalNames:
    """Gives each local variable of one method a name of its own."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Begin with what is taken.

        Args:
            texts: Parameters, annotations and code of the method; every identifier in them stays what it is.
        """
        self._taken = {*_TAKEN, *(name for text in texts for name in _IDENTIFIER.findall(text))}

    def take(self, wish: str) -> str:
        """A free name, as near to the wish as can be; `value` where that is no name."""
        name = snake_case(wish)
        name = name if name.isidentifier() else "value"
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def release(self, *names: str) -> None:
        """Let names be taken again, whose variables no later line sees."""
        self._taken.difference_update(names)


def singular(name: str) -> str:
    """What one of several is called: `jobs` gives `job`, `entries` gives `entry`, `data` gives `item`."""
    if name.endswith("ies") and len(name) > len("ties"):
        return name[:-3] + "y"
    if name.endswith(("sses", "xes", "ches")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith("ss") and len(name) > 1 else "item"

"""The order of imports as isort and ruff define it: sections, statements, names."""

from __future__ import annotations

import re
import sys
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gateway_builder.model.style import ImportStyle

FUTURE = "future"
STANDARD = "standard-library"
THIRD = "third-party"
FIRST = "first-party"
LOCAL = "local-folder"

_DIGITS_OR_CHARACTER = re.compile(r"\d+|\S")
_LIMIT_OF_DIGITS = 4000

Key = tuple[Any, ...] | str


@value
class ImportLine:
    """One import statement as far as its place depends on it.

    Attributes:
        module: Module as written, without leading dots.
        level: Number of leading dots.
        names: Names and aliases of a `from` import; None for `import module`.
        alias: Alias of `import module as alias`.
    """

    module: str
    level: int = 0
    names: tuple[tuple[str, str], ...] | None = None
    alias: str = ""


def section_of(line: ImportLine, style: ImportStyle, package: str) -> str:
    """The section that a statement belongs to, in a module of `package`."""
    top = line.module.partition(".")[0]
    if line.level:
        return LOCAL
    if top == "__future__":
        return FUTURE
    known = ((style.known_first_party, FIRST), (style.known_third_party, THIRD), (style.known_local_folder, LOCAL))
    for modules, section in known:
        if any(_covers(pattern, line.module) for pattern in modules):
            return section
    if top in sys.stdlib_module_names:
        return STANDARD
    return FIRST if top and top == package.partition(".")[0] else THIRD


def section_rank(section: str, style: ImportStyle) -> int:
    """Position of a section in a block."""
    return style.section_order.index(section) if section in style.section_order else len(style.section_order)


def statement_key(line: ImportLine, style: ImportStyle) -> tuple[Any, ...]:
    """What statements of one section are sorted by."""
    kind = 0 if style.force_sort_within_sections or line.names is None else 1
    nearest = style.relative_imports_order == "closest-to-furthest"
    distance = (0, 0) if not line.level else (1, line.level if nearest else -line.level)
    folded = () if style.case_sensitive else (_natural(line.module.lower()),)
    first = (1, min(map(member_key(style), line.names))) if line.names else (0,)
    return (kind, distance, bool(line.module), folded, _natural(line.module), first, _natural(line.alias))


def member_key(style: ImportStyle) -> Callable[[tuple[str, str]], tuple[Any, ...]]:
    """What the names of one `from` import are sorted by."""

    def key(member: tuple[str, str]) -> tuple[Any, ...]:
        name, alias = member
        kind = _kind(name) if style.order_by_type else 0
        folded = () if style.case_sensitive else (_natural(name.lower()),)
        return (name != "*", kind, folded, _natural(name), _natural(alias))

    return key


def own_order(names: Sequence[str], preferred: Callable[[str], Key]) -> Callable[[str], Key] | None:
    """The order in which names stand: the preferred one, else one that sorts them as they are, else None."""
    candidates = (preferred, str, str.lower, _constants_classes_others, _without_underscore)
    for key in candidates:
        if is_sorted([key(name) for name in names]):
            return key
    return None


def is_sorted(keys: Sequence[Any]) -> bool:
    """Whether values of one kind stand in rising order."""
    return all(earlier <= later for earlier, later in pairwise(keys))


def _covers(pattern: str, module: str) -> bool:
    """Whether a module, or a package it stands in, is the one that a pattern names."""
    parts = module.split(".")
    return any(fnmatchcase(".".join(parts[:count]), pattern) for count in range(1, len(parts) + 1))


def _kind(name: str) -> int:
    """Constants first, then classes, then the rest."""
    if len(name) > 1 and name.isupper():
        return 0
    return 1 if name[:1].isupper() else 2


def _constants_classes_others(name: str) -> Key:
    return (_kind(name), _natural(name.lower()), _natural(name))


def _without_underscore(name: str) -> str:
    return name.lstrip("_").lower()


def _natural(text: str) -> Key:
    """Key under which runs of digits compare as numbers."""
    return tuple(
        (ord("0"), int(piece[:_LIMIT_OF_DIGITS])) if piece[0].isdigit() else (ord(piece), 0)
        for piece in _DIGITS_OR_CHARACTER.findall(text)
    )

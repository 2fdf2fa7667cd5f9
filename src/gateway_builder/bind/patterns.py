"""Regular expressions of models: in dialects of their own, and from outside."""

from __future__ import annotations

import re
from functools import lru_cache

_NESTED_REPEAT = re.compile(r"\)[*+{]")
_REPEAT = re.compile(r"[*+]|\{\d*,\d*\}")
_OPTION = re.compile(r"[?|]")
_MOST_STEPS = 10**7
_MOST_CHARACTERS = 2000
_MOST_NESTED = 12
_MOST_REMEMBERED = 512


def breaks_pattern(text: str, pattern: str) -> bool:
    """Whether the text does not match; patterns that Python can't read or that may take long are not tried."""
    compiled = _compile(pattern)
    return compiled is not None and _is_quick(pattern, len(text)) and not compiled.search(text)


@lru_cache(_MOST_REMEMBERED)
def _compile(pattern: str) -> re.Pattern[str] | None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            return None


def _is_quick(pattern: str, length: int) -> bool:
    """Whether the worst case takes no noticeable time: backtracking tries every way to share the text out."""
    from math import comb

    repeats, options = len(_REPEAT.findall(pattern)), len(_OPTION.findall(pattern))
    longest = _MOST_NESTED if _NESTED_REPEAT.search(pattern) else _MOST_CHARACTERS
    return length <= longest and comb(length + repeats, repeats) << options <= _MOST_STEPS

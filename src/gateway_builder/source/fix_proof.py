"""Proves that a fix left a file readable and lost nothing that only people read."""

from __future__ import annotations

import tokenize
from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError
from gateway_builder.source.ignore_comments import without_directives
from gateway_builder.source.text import parse_text, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence


def prove_fix(before: bytes, after: bytes, *, path: str) -> tuple[str, ...]:
    """Reasons why a fix must not be made; none when the result parses and holds every comment that it held.

    Comments of our own (`# gw: ignore[…]`) may go: a fix that removes an unused one is about nothing else.
    """
    old = read_text(before, path)
    try:
        new = read_text(after, path)
        parse_text(new)
    except ConflictError as error:
        return (f"the result can't be read: {error}",)
    reasons = []
    if (old.bom, old.encoding, old.newline) != (new.bom, new.encoding, new.newline):
        reasons.append("encoding or newlines would change")
    lost = Counter(_comments(old.text)) - Counter(_comments(new.text))
    reasons += [f"a comment would be lost: {comment!r}" for comment in sorted(lost)]
    return tuple(reasons)


def _comments(text: str) -> Sequence[str]:
    """The comments of a text but for our own; every line with a `#` where the text can't be split into tokens."""
    lines = iter(text.splitlines(keepends=True))
    try:
        tokens = tokenize.generate_tokens(lambda: next(lines, ""))
        comments = [each.string for each in tokens if each.type == tokenize.COMMENT]
    except (tokenize.TokenError, SyntaxError):
        comments = [line[line.index("#") :] for line in text.splitlines() if "#" in line]
    return [kept for each in comments if (kept := without_directives(each).strip())]

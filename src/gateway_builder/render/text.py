"""Text that is safe to stand in Python source: literals, docstrings, wrapped lines."""

from __future__ import annotations

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string_literal(text: str) -> str:
    """A double-quoted Python literal whose value is the text, whatever stands in it."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(_ESCAPES.get(character) or _printable(character) for character in text) + '"'


def wrap_literal(text: str, width: int) -> str:
    """A literal, or several in parentheses that are one when `width` can't hold it."""
    whole = string_literal(text)
    if len(whole) <= width:
        return whole
    pieces = wrap_text(text, width - 4)
    if len(pieces) == 1 or " ".join(pieces) != text:
        return whole
    ended = [f"{piece} " for piece in pieces[:-1]] + pieces[-1:]
    return "(\n" + "\n".join(string_literal(piece) for piece in ended) + "\n)"


def docstring_text(text: str) -> str:
    """The text as it can stand between triple double quotes without ending them or hiding an escape."""
    head = text.rstrip('"')
    tail = '\\"' * (len(text) - len(head))
    escaped = head.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + tail
    if escaped.replace("\n", "").isprintable():
        return escaped
    return "".join(character if character == "\n" else _printable(character) for character in escaped)


def wrap_text(text: str, width: int, hanging: str = "") -> list[str]:
    """Lines of a paragraph, all but the first indented by `hanging`, as wide as `width` or a single word."""
    from textwrap import wrap

    return wrap(
        " ".join(text.split()),
        max(width, 20),
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def ends_sentence(text: str) -> str:
    """The text with a full stop where it has no end mark."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _printable(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")

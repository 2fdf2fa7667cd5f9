"""Text from outside that is shown to people: nothing in it steers a terminal or reorders a line."""

from __future__ import annotations

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_NOT_IN_XML = (0xFFFE, 0xFFFF)
_ESCAPES = {
    code: chr(code).encode("unicode_escape").decode() for code in (*_CONTROLS, *_NOT_IN_XML) if chr(code) != "\t"
}


def printable(text: str) -> str:
    """The text with what would steer a terminal or reorder a line written as escapes: names come from outside."""
    return text if text.isprintable() else text.translate(_ESCAPES)


def one_line(text: str) -> str:
    """The same on a single line, without tabs and without what no encoding can write."""
    return printable(text.replace("\t", " ")).encode("utf-8", "backslashreplace").decode()

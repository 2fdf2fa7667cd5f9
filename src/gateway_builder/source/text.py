"""Bytes of a source file and the text in them: byte order mark, encoding, newlines and positions."""

from __future__ import annotations

import codecs
import re
import warnings
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.source.parse import parse_source
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK_OR_COMMENT = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_NEWLINE = re.compile(r"\r\n|\r|\n")


@value
class Splice:
    """One replacement in a text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


@value
class SourceText:
    """A decoded source file; joining `bom` and the encoded `text` gives the file's bytes back.

    Attributes:
        path: Path of the file, for messages.
        text: The whole text, newlines as they stand in the file.
        starts: Offset of the start of each line; one more at the end when the text ends with a newline.
        encoding: Codec that the text was decoded with.
        bom: The byte order mark, or nothing.
        newline: The newline that most lines end with.
    """

    path: str
    text: str
    starts: tuple[int, ...]
    encoding: str
    bom: bytes
    newline: str

    def offset(self, line: int, column: int) -> int:
        """Offset of a position as `ast` gives it: line from 1, column in UTF-8 bytes."""
        start = self.starts[line - 1]
        piece = self.text[start : self.line_end(line)]
        if piece.isascii():
            return start + column
        return start + len(piece.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "surrogatepass"))

    def line_end(self, line: int) -> int:
        """Offset behind the last character of a line, its newline left out."""
        if line >= len(self.starts):
            return len(self.text)
        end = self.starts[line] - 1
        return end - 1 if self.text[end - 1 : end + 1] == "\r\n" else end

    def next_line(self, line: int) -> int:
        """Offset of the start of the line that follows, or of the end of the text."""
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def line(self, line: int) -> str:
        """Text of one line, its newline left out; empty behind the end of the file."""
        return self.text[self.starts[line - 1] : self.line_end(line)] if line <= len(self.starts) else ""

    @property
    def line_count(self) -> int:
        """Number of lines, a last one without newline included."""
        return len(self.starts) - (self.starts[-1] == len(self.text))

    def encode(self, text: str) -> bytes:
        """Bytes of a text that is to stand in this file."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise ConflictError(
                Problem(
                    f"{self.path} is encoded as {self.encoding}, which has no {error.object[error.start]!r}",
                    "Save the file as UTF-8, or leave the character out.",
                    self.path,
                )
            ) from error


def read_text(content: bytes, path: str) -> SourceText:
    """Decode a file the way Python does, or say why that can't be done without loss."""
    _refuse_null(content, path)
    bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    body = content[len(bom) :]
    encoding = _encoding(body, path, has_bom=bool(bom))
    text = _decoded(body, encoding, path)
    breaks = [match.span() for match in _NEWLINE.finditer(text)]
    starts = (0, *(end for _, end in breaks))
    return SourceText(path, text, starts, encoding, bom, _newline(text, breaks))


def parse_text(source: SourceText) -> ast.Module:
    """The syntax tree of a file, or why it has none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return parse_source(source.text)
    except SyntaxError as error:
        reason = f"a syntax error ({error.msg})"
        raise _unreadable(source.path, reason, error.lineno or 1, error.offset or 1) from error


def apply_splices(text: str, splices: Sequence[Splice]) -> str:
    """The text with every replacement made; replacements at one place keep the order in which they are given."""
    pieces: list[str] = []
    position = 0
    for splice in sorted(splices, key=lambda splice: splice.start):
        pieces += (text[position : splice.start], splice.text)
        position = splice.end
    return "".join((*pieces, text[position:]))


def to_linefeeds(source: SourceText, text: str, start: int) -> str:
    """A piece of a file with plain line feeds, refused where its own newlines are mixed."""
    plain = text.replace(source.newline, "\n") if source.newline != "\n" else text
    if "\r" in plain or (source.newline != "\n" and plain.replace("\n", source.newline) != text):
        line = sum(1 for offset in source.starts if offset <= start)
        raise ConflictError(
            Problem(
                f"{source.path} mixes newlines inside the statement at line {line}, which would have to change",
                "Give that statement one kind of newline.",
                f"{source.path}:{line}:1",
            )
        )
    return plain


def from_linefeeds(source: SourceText, text: str) -> str:
    """The same piece with the file's newline."""
    return text.replace("\n", source.newline) if source.newline != "\n" else text


def smallest_splice(start: int, old: str, new: str) -> Splice:
    """The replacement without what is equal at both ends."""
    limit = min(len(old), len(new))
    head = 0
    while head < limit and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < limit - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Splice(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _encoding(body: bytes, path: str, *, has_bom: bool) -> str:
    """The codec that the coding cookie names, UTF-8 without one."""
    lines = re.split(rb"\r\n|\r|\n", body[:4096], maxsplit=2)[:2]
    cookie = _COOKIE.match(lines[0])
    if cookie is None and len(lines) > 1 and _BLANK_OR_COMMENT.match(lines[0]):
        cookie = _COOKIE.match(lines[1])
    if cookie is None:
        return "utf-8"
    name = cookie[1].decode("ascii", "replace").lower().replace("_", "-")
    try:
        codec = "utf-8" if name.startswith("utf-8") else codecs.lookup(name).name
    except LookupError as error:
        raise _unreadable(path, f"the unknown encoding {name}", 1, 1) from error
    if has_bom and codec != "utf-8":
        raise _unreadable(path, f"a UTF-8 byte order mark and the encoding {name}", 1, 1)
    return codec


def _decoded(body: bytes, encoding: str, path: str) -> str:
    """The text of bytes that can be had back from it."""
    try:
        text = body.decode(encoding)
        same = text.encode(encoding) == body
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        column = error.start - body.rfind(b"\n", 0, error.start)
        raise _unreadable(path, f"a byte that is not {encoding}", line, column) from error
    except (UnicodeError, LookupError) as error:
        raise _unreadable(path, f"bytes that {encoding} can't decode", 1, 1) from error
    if not same:
        raise _unreadable(path, f"bytes that {encoding} does not give back unchanged", 1, 1)
    return text


def _newline(text: str, breaks: Sequence[tuple[int, int]]) -> str:
    """The newline that most lines end with."""
    crlf = sum(end - start == 2 for start, end in breaks)  # noqa: PLR2004 -- the length of "\r\n"
    carriage = text.count("\r") - crlf
    counts = {"\n": len(breaks) - crlf - carriage, "\r\n": crlf, "\r": carriage}
    return max(counts, key=lambda newline: counts[newline])


def _refuse_null(content: bytes, path: str) -> None:
    position = content.find(b"\0")
    if position >= 0:
        line = content.count(b"\n", 0, position) + 1
        raise _unreadable(path, "a null byte", line, position - content.rfind(b"\n", 0, position))


def _unreadable(path: str, reason: str, line: int, column: int) -> ConflictError:
    return ConflictError(
        Problem(
            f"{path} holds {reason} at line {line}, column {column}, so nothing can be put into it safely",
            "Repair that place, then run the command again.",
            f"{path}:{line}:{column}",
        )
    )

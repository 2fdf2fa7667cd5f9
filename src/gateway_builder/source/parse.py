"""Parses Python text, syntax newer than the running Python included."""

from __future__ import annotations

import ast
import re
import sys
import warnings
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.source.nodes import levels
from gateway_builder.source.segments import Segments, between_brackets
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK_OR_COMMENT = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DEEPEST = 900
_FRAMES = 10_000
_TOO_DEEP = "nested too deeply to be read"
_GENERIC_HEAD = re.compile(r"\b(?:class|def)\s+\w+\s*\[")
_NEWER_LINE = re.compile(rf"{_GENERIC_HEAD.pattern}|^\s*type\s+\w+|^\s*except\b.*,|\b[fFtT][rR]?['\"]")
_GENERIC = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@value
class ParsedSource:
    """A syntax tree whose positions are those of `text`.

    `type_parameters` holds the text between the brackets of each PEP 695 list, by line and column of the `class`, `def`
    or `async` that opens the statement (the node's own `lineno` and `col_offset`).
    """

    text: str
    tree: ast.Module
    type_parameters: Mapping[tuple[int, int], str] = field(default_factory=dict)


def parse_source(text: str) -> ast.Module:
    """The syntax tree of a module.

    Args:
        text: The module without a byte order mark.

    Returns:
        The tree. Where the running Python lacks a syntax that LibCST knows, a tree with that syntax left out: type
        parameters are gone, a `type` statement is an assignment, an f-string or t-string holds nothing. Lines and
        columns are those of the text in any case.

    Raises:
        SyntaxError: If the text is no Python, or nested too deeply to be read; with line and column.
    """
    try:
        return parse_tree(text)
    except SyntaxError as error:
        return _parse_newer(text, error).tree


def parse_with_type_parameters(text: str) -> ParsedSource:
    """The syntax tree of a module together with its PEP 695 type parameters; raises as `parse_source` does."""
    try:
        tree = parse_tree(text)
    except SyntaxError as error:
        return _parse_newer(text, error)
    return ParsedSource(text, tree, _native_type_parameters(text, tree))


def parse_tree(text: str) -> ast.Module:
    """What the running Python itself makes of a module; every failure is a `SyntaxError` with a place."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        if error.lineno is None:
            raise _failure(error.msg, text, max(text.find("\0"), 0)) from error
        error.offset = error.offset or 1
        raise
    except (RecursionError, MemoryError) as error:
        raise _failure(_TOO_DEEP, text, 0) from error
    except ValueError as error:
        unreadable = re.search("[\0\ud800-\udfff]", text)
        raise _failure(str(error), text, unreadable.start() if unreadable else 0) from error


@contextmanager
def bounded_nesting() -> Iterator[None]:
    """A context in which a tree that is too deep to be walked is an error of the source, not of the program."""
    try:
        yield
    except RecursionError as error:
        raise _failure(_TOO_DEEP, "", 0) from error


@contextmanager
def room_for_nesting() -> Iterator[None]:
    """A context in which whatever walks a tree by recursion can walk every tree that `list_walkable` lets pass."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def list_walkable(tree: ast.Module) -> tuple[ast.AST, ...]:
    """The nodes of a tree, the outer ones first.

    Raises:
        SyntaxError: If it is nested so deeply that analysis can't walk it.
    """
    found: list[ast.AST] = []
    for depth, level in enumerate(levels(tree)):
        if depth >= _DEEPEST:
            raise _failure(_TOO_DEEP, "", 0)
        found += level
    return tuple(found)


def decode_source(content: bytes) -> str:
    """The text of a Python file, by its byte order mark or encoding cookie; newlines stay as they are.

    Raises:
        SyntaxError: If the encoding is unknown or the bytes are not in it; with line and column.
    """
    body = content.removeprefix(_BYTE_ORDER_MARK)
    encoding = _declared_encoding(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start]
        column = len(before) - max(before.rfind(b"\n"), before.rfind(b"\r"))
        line = len(before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
        message = f"the bytes are not {encoding}"
        raise SyntaxError(message, (None, line, column, None)) from error
    except LookupError as error:
        message = f"unknown encoding {encoding}"
        raise SyntaxError(message, (None, 1, 1, None)) from error


def _declared_encoding(body: bytes) -> str:
    """The encoding that a cookie in the first two lines names, else UTF-8."""
    for line in re.split(rb"\r\n|\r|\n", body[:400], maxsplit=2)[:2]:
        if cookie := _COOKIE.match(line):
            return cookie[1].decode("ascii", "replace")
        if not _BLANK_OR_COMMENT.match(line):
            break
    return "utf-8"


def _parse_newer(text: str, error: SyntaxError) -> ParsedSource:
    """The tree that LibCST's reading leads to, or the error that is further on in the text."""
    if error.__cause__ is not None:
        raise error
    from gateway_builder.source.newer_syntax import blank_newer_syntax

    try:
        blanked = blank_newer_syntax(text)
    except SyntaxError as other:
        raise (other if _looks_newer(text, error) else error) from None
    tree = blanked.restore(parse_tree(blanked.text))
    return ParsedSource(text, tree, blanked.type_parameters)


def _looks_newer(text: str, error: SyntaxError) -> bool:
    """Whether the running Python stopped at newer syntax, so that what is really wrong stands further on."""
    lines = re.split("\r\n|\r|\n", text)
    return bool(_NEWER_LINE.search("".join(lines[(error.lineno or 1) - 1 :][:1])))


def _failure(message: str, text: str, offset: int) -> SyntaxError:
    """An error at an offset of the text."""
    before = re.split("\r\n|\r|\n", text[:offset])
    return SyntaxError(message, (None, len(before), len(before[-1]) + 1, None))


def _native_type_parameters(text: str, tree: ast.Module) -> dict[tuple[int, int], str]:
    """The lists that the running Python has parsed itself."""
    found: dict[tuple[int, int], str] = {}
    if not _GENERIC_HEAD.search(text):
        return found
    segments = Segments(text)
    for node in ast.walk(tree):
        parameters = getattr(node, "type_params", None)
        if parameters and isinstance(node, _GENERIC):
            listed = segments.between(parameters[0], parameters[-1])
            found[node.lineno, node.col_offset] = between_brackets(listed)
    return found

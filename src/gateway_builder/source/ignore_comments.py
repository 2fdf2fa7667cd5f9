"""Comments that silence rules: `# gw: ignore[GW501] -- reason`."""

from __future__ import annotations

import ast
import re
from tokenize import COMMENT, TokenError, generate_tokens
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gateway_builder.source.code_module import CodeModule

_OTHERS = r"\s+#\s*(?:noqa|type:|pyright:|pylint:|mypy:|fmt:|isort:|nosec|pragma:|gw:)"
_DIRECTIVE = re.compile(
    r"#\s*gw:\s*ignore(?P<file>-file)?"
    r"(?:\s*\[(?P<codes>[^\]]*\w[^\]]*)\]|(?=\s*(?:--|#|$)))"  # anything else is no directive: it would silence all
    rf"(?:\s*--\s*(?P<reason>.*?)(?={_OTHERS}|\s*$))?"
)
_NEWLINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_BEHIND_THE_END = 1 << 30


@value
class IgnoreComment:
    """One `# gw: ignore[GW501] -- reason`; columns count characters from 1, offsets are those of the module's text.

    Attributes:
        path: The file.
        line: The line.
        column: Where the directive begins, a neighbour's text in the same comment left out.
        end_column: Behind its last character.
        start: Offset where it begins.
        end: Offset behind its last character.
        codes: Codes or beginnings of codes as they are written; none where it silences every rule.
        reason: What follows `--`, or "".
        unused: Those of `codes` that silenced nothing although their rules ran; `("",)` where it names none.
        is_file: Whether it speaks for its whole file (`ignore-file`).
    """

    path: str
    line: int
    column: int
    end_column: int
    start: int
    end: int
    codes: tuple[str, ...] = ()
    reason: str = ""
    unused: tuple[str, ...] = ()
    is_file: bool = False


def read_comments(module: CodeModule) -> tuple[IgnoreComment, ...]:
    """The comments of a file that silence rules, in its order; what stands in a string is none."""
    lines = _NEWLINE.split(module.text)
    found: list[IgnoreComment] = []
    offset, offsets = 0, []
    for line in lines:
        offsets.append(offset)
        offset += len(line)
    top = _first_statement(module.tree)
    for row, column, text in _comments(lines):
        for each in _DIRECTIVE.finditer(text):
            is_file = each["file"] is not None
            if not is_file or (row < top and not lines[row - 1][:column].strip()):
                found.append(_read_directive(module.path, row, column, offsets[row - 1], each))
    return tuple(found)


def without_directives(comment: str) -> str:
    """What a comment says beside its directives; "" where it says nothing else."""
    return " ".join(_DIRECTIVE.sub(" ", comment).split())


def _read_directive(path: str, row: int, column: int, offset: int, found: re.Match[str]) -> IgnoreComment:
    codes = tuple(code.strip() for code in (found["codes"] or "").split(",") if code.strip())
    start, end = column + found.start(), column + found.end()
    return IgnoreComment(
        path=path,
        line=row,
        column=start + 1,
        end_column=end + 1,
        start=offset + start,
        end=offset + end,
        codes=codes,
        reason=(found["reason"] or "").strip(),
        is_file=found["file"] is not None,
    )


def _comments(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of each comment, as far as the text can be read."""
    try:
        for token in generate_tokens(iter(lines).__next__):
            if token.type == COMMENT:
                yield (*token.start, token.string)
    except (TokenError, SyntaxError):
        return


def _first_statement(tree: ast.Module) -> int:
    """The line of the first statement that is no docstring; behind the end where there is none."""
    body = tree.body[1:] if tree.body and _is_docstring(tree.body[0]) else tree.body
    return _first_line(body[0]) if body else _BEHIND_THE_END


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _first_line(node: ast.stmt) -> int:
    """The line of a statement, or of the first decorator above it."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])

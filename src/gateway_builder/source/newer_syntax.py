"""Takes syntax that the running Python lacks out of a text, byte for byte, so that `ast` can read the rest."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from dataclasses import field

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper

from gateway_builder.source.segments import between_brackets
from gateway_builder.values import value

_LEADING_FORM_FEED = re.compile(r"^\f+", re.MULTILINE)
"""LibCST drops these, which would shift everything behind them."""
_NEWLINE = re.compile(rb"\r\n|\r|\n")
_STRING = re.compile(r"'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#[^\n]*", re.DOTALL)
_STEP = re.compile(r"[(\[{]|[)\]}]|,|\r\n|\r|\n|[^\s\w,()\[\]{}]|\w+")
_OPENS_STATEMENT = frozenset({"def", "class", "import", "return", "raise", "try", "while", "pass", "del", "assert"})
_DEEPEST = 400
"""LibCST overruns the machine's stack, and ends the process, somewhere beyond thousands of nested nodes."""


@value
class BlankedSource:
    """A text of the same bytes but for the newer syntax, which is blanked.

    `strings` are the places of f-strings and t-strings that were taken out: placeholder to the whole literal's
    beginning and end, each as line and column of `ast`.
    """

    text: str
    type_parameters: dict[tuple[int, int], str]
    strings: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)

    def restore(self, tree: ast.Module) -> ast.Module:
        """The tree with an empty f-string for every string that was taken out."""
        restored: ast.Module = _Restorer(self.strings).visit(tree)
        return restored


class _Restorer(ast.NodeTransformer):
    def __init__(self, strings: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]]) -> None:
        self._strings = strings

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """An empty f-string instead of a placeholder."""
        place = self._strings.get((node.lineno, node.col_offset))
        if place is None:
            return node
        (line, column), (end_line, end_column) = place
        return ast.JoinedStr([], lineno=line, col_offset=column, end_lineno=end_line, end_col_offset=end_column)


def blank_newer_syntax(text: str) -> BlankedSource:
    """What LibCST reads in the text, with newer syntax blanked.

    Raises:
        SyntaxError: If LibCST can't read the text either, or might not survive it.
    """
    if _depth(text) > _DEEPEST:
        message = "nested too deeply to be read"
        raise SyntaxError(message, (None, 1, 1, None))
    try:
        whole = _LEADING_FORM_FEED.sub("", text).replace("\f", " ")
        module = cst.parse_module(whole)
        if module.code != whole:
            # Where LibCST forgets a character (a comment behind `!r` in an f-string), its positions are wrong.
            message = "syntax that is newer than the running Python"
            raise SyntaxError(message, (None, 1, 1, None))
        wrapper = MetadataWrapper(module, unsafe_skip_copy=True)
        blanker = _Blanker(text)
        wrapper.visit(blanker)
    except cst.ParserSyntaxError as error:
        raise _failure(error) from error
    except (RecursionError, MemoryError, ValueError, UnicodeError) as error:
        message = "nested too deeply to be read"
        raise SyntaxError(message, (None, 1, 1, None)) from error
    return blanker.finish()


def _failure(error: cst.ParserSyntaxError) -> SyntaxError:
    """LibCST's error at the place that its text names; it is behind the token that is wrong."""
    named = re.search(r"error at (\d+):(\d+)", error.message)
    line, column = (int(named[1]), int(named[2]) - 1) if named else (error.raw_line, error.raw_column + 1)
    return SyntaxError("invalid syntax", (None, line, max(column, 1), None))


def _depth(text: str) -> int:
    """How deeply the tree of a text may be nested at most: tokens of one expression, over all open brackets."""
    deepest = total = 0
    stack = [0]
    bare = _STRING.sub("'", text)
    for match in _STEP.finditer(bare):
        step = match[0]
        if step in "([{":
            stack.append(0)
        elif step in ")]}":
            total -= stack.pop()
            stack = stack or [0]
        elif step == "," or (len(stack) == 1 and step in {"\r\n", "\r", "\n"}):
            total -= stack[-1]
            stack[-1] = 0
            continue
        elif step in _OPENS_STATEMENT:
            stack, total = [0], 0
        elif step in {"\r\n", "\r", "\n"}:
            continue
        stack[-1] += 1
        total += 1
        deepest = max(deepest, total)
    indentation = max((len(line) - len(line.lstrip()) for line in bare.splitlines()), default=0)
    return max(deepest, indentation, len(re.findall(r"\belif\b", bare)))


class _Blanker(cst.CSTVisitor):
    """Collects what has to be rewritten while LibCST walks its tree."""

    METADATA_DEPENDENCIES = (ByteSpanPositionProvider,)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._original = text.encode()
        self._bytes = bytearray(self._original)
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(self._original))]
        feeds = [
            place for match in re.finditer(rb"^\f+", self._original, re.MULTILINE) for place in range(*match.span())
        ]
        self._dropped = [place - before for before, place in enumerate(feeds)]
        self._type_parameters: dict[tuple[int, int], str] = {}
        self._strings: dict[tuple[int, int], tuple[tuple[int, int], tuple[int, int]]] = {}

    def finish(self) -> BlankedSource:
        """The result."""
        return BlankedSource(self._bytes.decode(), self._type_parameters, self._strings)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        """Open the parentheses where the brackets were."""
        self._blank_type_parameters(node, node.type_parameters)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        """Open the parentheses where the brackets were."""
        self._blank_type_parameters(node, node.type_parameters)

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        """Make an assignment of a `type` statement."""
        start = self._span(node)[0]
        name_start, name_end = self._span(node.name)
        if node.type_parameters is not None:
            name_end = self._span(node.type_parameters)[1] - 1
        name = node.name.value.encode()
        self._blank(start, name_end)
        if bytes(self._bytes[name_end : name_end + 1]) in {b" ", b"\t", b"]"}:
            self._bytes[start : start + 1] = b"("
            self._bytes[name_end : name_end + 1] = b")"
            self._bytes[name_start : name_start + len(name)] = name
        else:
            self._bytes[start : start + len(name)] = name

    def visit_ExceptHandler(self, node: cst.ExceptHandler) -> None:
        """Join exceptions without parentheses by an operator."""
        self._join_exceptions(node.type)

    def visit_ExceptStarHandler(self, node: cst.ExceptStarHandler) -> None:
        """Join exceptions without parentheses by an operator."""
        self._join_exceptions(node.type)

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:
        """Take strings out that only newer Pythons read."""
        return self._keep_string(node)

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        """Take f-strings out that only newer Pythons read."""
        return self._keep_string(node)

    def visit_TemplatedString(self, node: cst.BaseExpression) -> bool:
        """Take t-strings out that only newer Pythons read."""
        return self._keep_string(node)

    def _span(self, node: cst.CSTNode) -> tuple[int, int]:
        """First byte of a node, and the byte behind it."""
        span = self.get_metadata(ByteSpanPositionProvider, node)
        start, end = span.start, span.start + span.length
        return start + bisect_right(self._dropped, start), end + bisect_right(self._dropped, end)

    def _place(self, offset: int) -> tuple[int, int]:
        """Line and column of `ast`."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1]

    def _blank(self, start: int, end: int) -> None:
        """Spaces instead of everything but newlines."""
        for position in range(start, end):
            if self._bytes[position] not in b"\r\n":
                self._bytes[position] = 0x20

    def _blank_type_parameters(self, owner: cst.CSTNode, node: cst.TypeParameters | None) -> None:
        if node is None:
            return
        start, end = self._span(node)
        self._type_parameters[self._place(self._span(owner)[0])] = between_brackets(
            self._original[start + 1 : end - 1].decode()
        )
        behind = re.compile(rb"[\s\\]*\(").match(self._original, end)
        self._blank(start, behind.end() if behind else end)
        self._bytes[start : start + 1] = b"("
        if not behind:
            self._bytes[end - 1 : end] = b")"

    def _join_exceptions(self, node: cst.BaseExpression | None) -> None:
        if not isinstance(node, cst.Tuple) or node.lpar:
            return
        for element in node.elements:
            if isinstance(element.comma, cst.Comma):
                start, end = self._span(element.comma)
                self._bytes[start:end] = b" " if element is node.elements[-1] else b"|"

    def _keep_string(self, node: cst.BaseExpression) -> bool:
        """Whether the running Python reads the string, which is taken out otherwise."""
        start, end = self._span(node)
        try:
            ast.parse(b"(" + self._original[start:end] + b")", mode="eval")
        except SyntaxError:
            self._blank(start, end)
            self._bytes[start : start + 1] = b"("
            self._bytes[end - 1 : end] = b")"
            self._bytes[start + 1 : start + 2] = b"0"
            self._strings[self._place(start + 1)] = self._place(start), self._place(end)
            return False
        return True

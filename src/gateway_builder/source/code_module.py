"""A parsed module with what each name in it means, in whichever scope it stands."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.model.finding import Span
from gateway_builder.source.bindings import Bindings, absolute_module, dotted_name, read_bindings
from gateway_builder.source.nodes import children
from gateway_builder.source.parse import bounded_nesting, decode_source, list_walkable, parse_source
from gateway_builder.source.scopes import FunctionNode, FunctionScope, read_function_scope
from gateway_builder.source.segments import Segments
from gateway_builder.source.text import SourceText, read_text
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@value
class ImportUse:
    """One imported name at one place, also inside a function.

    Attributes:
        module: Absolute dotted module.
        name: What is imported from it, "" for `import module`.
        node: The statement.
        typing_only: Whether type checkers alone see it.
        in_function: Whether it stands inside a function.
    """

    module: str
    name: str
    node: ast.Import | ast.ImportFrom
    typing_only: bool
    in_function: bool

    @property
    def target(self) -> str:
        """`module.name`, or the module."""
        return ".".join(filter(None, (self.module, self.name)))


class CodeModule:
    """One file as analysis sees it; each index is computed when it is first asked for. Made by `read_code`."""

    def __init__(self, path: str, name: str, content: bytes, tree: ast.Module) -> None:
        self.path = path
        self.name = name
        self.content = content
        self.tree = tree
        self.is_package = path.rpartition("/")[2] in {"__init__.py", "__init__.pyi"}
        self._scopes: dict[ast.AST, FunctionScope] = {}

    def __repr__(self) -> str:
        return f"CodeModule({self.path})"

    # text

    @cached_property
    def text(self) -> str:
        """The decoded text."""
        return decode_source(self.content)

    @cached_property
    def source(self) -> SourceText:
        """The text with the frame that it is written back in, for edits; raises ConflictError where that can't be."""
        return read_text(self.content, self.path)

    @cached_property
    def segments(self) -> Segments:
        """Slices of the text by positions of `ast`."""
        return Segments(self.text)

    def text_of(self, node: ast.expr) -> str:
        """The text of an expression as it was written, on one line."""
        return self.segments.expression(node)

    def line(self, number: int) -> str:
        """Text of a line, from 1, without its newline; "" behind the end."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def span(self, node: ast.AST) -> Span:
        """The characters of a node; of a class or function, those of its name."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end_column = (
            getattr(node, "end_lineno", None) or line,
            getattr(node, "end_col_offset", None) or column,
        )
        if isinstance(node, (ast.ClassDef, *_FUNCTIONS[:2])):
            text = self.line(line)
            found = text.find(node.name, column + len("class" if isinstance(node, ast.ClassDef) else "def"))
            if found >= 0:
                return Span(line, found + 1, line, found + 1 + len(node.name))
            end_line, end_column = line, column + 1
        return Span(line, self._character(line, column), end_line, self._character(end_line, end_column))

    def _character(self, line: int, column: int) -> int:
        text = self.line(line)
        if text.isascii():
            return column + 1
        return len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace")) + 1

    # structure

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree, the outer ones first; raises SyntaxError where they are nested too deeply to walk."""
        return list_walkable(self.tree)

    @cached_property
    def _parents(self) -> Mapping[ast.AST, ast.AST]:
        return {child: node for node in self.nodes for child in children(node)}

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around a node."""
        return self._parents.get(node)

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around a node, nearest first."""
        current = self._parents.get(node)
        while current is not None:
            yield current
            current = self._parents.get(current)

    def function_of(self, node: ast.AST) -> FunctionNode | None:
        """The nearest function around a node."""
        return next((each for each in self.ancestors(node) if isinstance(each, _FUNCTIONS[:2])), None)

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The nearest class around a node."""
        return next((each for each in self.ancestors(node) if isinstance(each, ast.ClassDef)), None)

    def statement_of(self, node: ast.AST) -> ast.stmt:
        """The statement that a node belongs to, or is."""
        if isinstance(node, ast.stmt):
            return node
        return next(each for each in self.ancestors(node) if isinstance(each, ast.stmt))

    def scope_name(self, node: ast.AST) -> str:
        """Dotted name of the classes and functions around a node, its own included: `Runner.submit_run`."""
        around = [node, *self.ancestors(node)]
        named = [each.name for each in around if isinstance(each, (ast.ClassDef, *_FUNCTIONS[:2]))]
        return ".".join(reversed(named))

    @cached_property
    def classes(self) -> tuple[ast.ClassDef, ...]:
        """Every class that stands at the top level, branches included, in source order."""
        return tuple(sorted(self.bindings.classes.values(), key=lambda node: node.lineno))

    @cached_property
    def functions(self) -> Mapping[str, FunctionNode]:
        """The functions at the top level, branches included, by name; the last one of a name, behind its overloads."""
        return {each.name: each for each in list_statements(self.tree.body) if isinstance(each, _FUNCTIONS[:2])}

    # names

    @cached_property
    def bindings(self) -> Bindings:
        """Names at the top level."""
        with bounded_nesting():
            return read_bindings(self.tree, self.name, is_package=self.is_package)

    def origin(self, node: ast.expr | None) -> str:
        """Where a name or attribute comes from, as a dotted name (`boto3.client`, `app.models.Run`).

        Imports (also inside functions), aliases and relative imports are followed; what the module defines itself is
        `module.name`; builtins stay bare. "" for local variables, `self.…`, and any other expression.
        """
        chain = dotted_name(node)
        if not chain or node is None:
            return ""
        root, _, rest = chain.partition(".")
        for scope in self._scopes_around(node):
            if root in scope.imports:
                return ".".join(filter(None, (scope.imports[root], rest)))
            if root in scope.local:
                return ""
        return self.bindings.dotted_origin(node)

    def _scopes_around(self, node: ast.AST) -> Iterator[FunctionScope]:
        for each in self.ancestors(node):
            if isinstance(each, _FUNCTIONS):
                if each not in self._scopes:
                    self._scopes[each] = read_function_scope(each, self.name, is_package=self.is_package)
                yield self._scopes[each]

    @cached_property
    def imports(self) -> tuple[ImportUse, ...]:
        """Every import of the file, in source order."""
        found: list[ImportUse] = []
        for node in self.nodes:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                found += self._uses(node)
        return tuple(sorted(found, key=lambda use: (use.node.lineno, use.node.col_offset)))

    def _uses(self, node: ast.Import | ast.ImportFrom) -> Iterator[ImportUse]:
        around = list(self.ancestors(node))
        in_function = any(isinstance(each, _FUNCTIONS) for each in around)
        typing_only = any(
            isinstance(each, ast.If) and dotted_name(each.test).rpartition(".")[2] == "TYPE_CHECKING"
            and node not in each.orelse
            for each in around
        )  # fmt: skip
        for alias in node.names:
            if isinstance(node, ast.Import):
                yield ImportUse(alias.name, "", node, typing_only, in_function)
            else:
                module = absolute_module(
                    self.name, is_package=self.is_package, level=node.level, name=node.module or ""
                )
                yield ImportUse(module, alias.name, node, typing_only, in_function)


def list_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a body, those of branches included, those of functions and classes not."""
    for statement in body:
        yield statement
        if isinstance(statement, (ast.If, ast.Try, ast.TryStar, ast.With)):
            for name in ("body", "orelse", "finalbody"):
                yield from list_statements(getattr(statement, name, []))
            for handler in getattr(statement, "handlers", []):
                yield from list_statements(handler.body)


def read_code(content: bytes, *, path: str, module: str) -> CodeModule:
    """Parse one file; with LibCST's help where its syntax is newer than the running Python.

    Raises:
        SyntaxError: If the file is no Python; with line and column.
    """
    return CodeModule(path, module, content, parse_source(decode_source(content)))

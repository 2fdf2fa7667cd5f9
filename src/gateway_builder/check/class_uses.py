"""Where one module names a class of the project: in code, in types that are strings, in paths, in prose."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.strings import is_docstring, is_export, is_prose, is_type_text
from gateway_builder.naming import split_words
from gateway_builder.source.bindings import absolute_module
from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule

_DOTTED = re.compile(r"[A-Za-z_][\w.]*(?::[A-Za-z_][\w.]*)?")
_TYPE_COMMENT = re.compile(r"#\s*type:\s*(?!ignore)")


class UnclearUseError(Exception):
    """A place that may or may not mean the class."""


def find_class_uses(index: CodeIndex, module: CodeModule, view: ClassView, own: frozenset[str]) -> tuple[int, ...]:
    """Offsets in the module's text where the class is named, sorted; none where other things of that name are meant.

    Args:
        index: The project's modules.
        module: The one that is looked through.
        view: The class.
        own: Top-level names of the project's modules, namespaces included.

    Raises:
        UnclearUseError: If a place can't be told.
        ConflictError: If the file can't be edited.
    """
    return _Search(index, module, view, own).run()


class _Search:
    """Accounts for every place of one module where the name stands."""

    def __init__(self, index: CodeIndex, module: CodeModule, view: ClassView, own: frozenset[str]) -> None:
        self._index = index
        self._own = own
        self._module = module
        self._view = view
        self._name = view.name
        self._text = module.source.text
        self._word = re.compile(rf"(?<!\w){view.name}(?!\w)")
        self._found: dict[int, bool] = {}
        self._prose: set[int] = set()

    def run(self) -> tuple[int, ...]:
        for node in self._module.nodes:
            if isinstance(node, ast.Constant):
                self._read_string(node)
            else:
                self._read_code(node)
        for match in self._word.finditer(self._text):
            if _TYPE_COMMENT.search(self._text, self._text.rfind("\n", 0, match.start()) + 1, match.start()):
                raise UnclearUseError(self._name)
        meant = {offset for offset, is_meant in self._found.items() if is_meant}
        is_only_meaning = bool(meant) and len(meant) == len(self._found)
        return tuple(sorted(meant | self._prose if is_only_meaning and len(split_words(self._name)) > 1 else meant))

    # code

    def _read_code(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name) and node.id == self._name:
            self._note(self._start(node), is_meant=self._read_name(node))
        elif isinstance(node, ast.Attribute) and node.attr == self._name:
            self._note(self._end(node) - len(self._name), is_meant=self._is_class(self._module.origin(node)))
        elif isinstance(node, ast.ClassDef) and node.name == self._name:
            self._read_class(node)
        elif isinstance(node, ast.ImportFrom):
            self._read_import(node)
        elif not isinstance(node, (ast.Name, ast.Attribute, ast.ClassDef, ast.alias)) and self._is_bound_by(node):
            raise UnclearUseError(self._name)

    def _is_bound_by(self, node: ast.AST) -> bool:
        """Whether a node uses the name as that of something else: a parameter, a function, a global."""
        return any(
            value == self._name or (isinstance(value, list) and self._name in value)
            for _, value in ast.iter_fields(node)
        )

    def _read_name(self, node: ast.Name) -> bool:
        around = self._module.ancestors(node)
        scope = next((each for each in around if isinstance(each, (ast.ClassDef, ast.FunctionDef, ast.Lambda))), None)
        if isinstance(node.ctx, ast.Store) and isinstance(scope, ast.ClassDef):
            raise UnclearUseError(self._name)
        return self._is_class(self._module.origin(node))

    def _read_class(self, node: ast.ClassDef) -> None:
        is_meant = node is self._view.node
        if self._module.path == self._view.path and not is_meant:
            raise UnclearUseError(self._name)
        span = self._module.span(node)
        line = self._module.source.starts[span.line - 1]
        self._note(line + span.column - 1, is_meant=is_meant)

    def _read_import(self, node: ast.ImportFrom) -> None:
        module = self._module
        source = absolute_module(module.name, is_package=module.is_package, level=node.level, name=node.module or "")
        for alias in node.names:
            if self._name not in {alias.name, alias.asname}:
                continue
            is_meant = self._is_class(f"{source}.{alias.name}")
            if is_meant and alias.name != self._name:
                raise UnclearUseError(self._name)
            if alias.name == self._name:
                self._note(self._start(alias), is_meant=is_meant)
            if alias.asname == self._name:
                self._note(self._end(alias) - len(self._name), is_meant=is_meant)

    # strings

    def _read_string(self, node: ast.Constant) -> None:
        if not isinstance(node.value, str) or not self._word.search(node.value):
            return
        places = [match.start() for match in self._word.finditer(self._text, self._start(node), self._end(node))]
        if is_docstring(self._module, node):
            self._prose.update(places)
        if is_prose(self._module, node):
            return
        if len(places) != len(self._word.findall(node.value)):
            raise UnclearUseError(self._name)
        is_meant = self._reads_as_class(node, node.value)
        for place in places:
            self._note(place, is_meant=is_meant)

    def _reads_as_class(self, node: ast.Constant, text: str) -> bool:
        """Whether a string that holds the name means the class; raises where nobody can tell."""
        if is_export(self._module, node):
            return self._is_class(self._module.bindings.dotted_origin(ast.Name(text)))
        if is_type_text(self._module, node):
            answers = set(self._read_type(text))
            if len(answers) == 1:
                return answers.pop()
        elif _DOTTED.fullmatch(text) and text != self._name:
            return self._is_path(text)
        raise UnclearUseError(self._name)

    def _read_type(self, text: str) -> Iterator[bool]:
        try:
            tree = ast.parse(text.strip(), mode="eval")
        except (SyntaxError, ValueError):
            raise UnclearUseError(self._name) from None
        for node in walk(tree):
            if (isinstance(node, ast.Name) and node.id == self._name) or (
                isinstance(node, ast.Attribute) and node.attr == self._name
            ):
                yield self._is_class(self._module.bindings.dotted_origin(node))

    def _is_path(self, text: str) -> bool:
        """Whether a dotted path (`app.gateways.aws.Runner.submit_run`) leads to the class or through it."""
        parts = text.replace(":", ".").split(".")
        return self._is_class(".".join(parts[: parts.index(self._name) + 1]))

    # answers

    def _is_class(self, origin: str) -> bool:
        found = self._index.find_class(origin)
        if found:
            return found.node is self._view.node
        if not origin or origin.partition(".")[0] in self._own:
            raise UnclearUseError(self._name)
        if origin == self._name:
            return self._comes_by_star()
        return False

    def _comes_by_star(self) -> bool:
        stars = self._module.bindings.star_imports
        found = [view for star in stars if (view := self._index.find_class(f"{star}.{self._name}"))]
        if len(found) != 1:
            raise UnclearUseError(self._name)
        return found[0].node is self._view.node

    def _note(self, offset: int, *, is_meant: bool) -> None:
        if not self._word.match(self._text, offset) or self._found.setdefault(offset, is_meant) != is_meant:
            raise UnclearUseError(self._name)

    def _start(self, node: ast.AST) -> int:
        return self._module.source.offset(getattr(node, "lineno", 1), getattr(node, "col_offset", 0))

    def _end(self, node: ast.AST) -> int:
        return self._module.source.offset(getattr(node, "end_lineno", 1), getattr(node, "end_col_offset", 0))

"""Texts that expressions stand for: literals, constants of modules and classes, members of enums."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.source.nodes import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule

_ENUMS = frozenset({"enum.Enum", "enum.StrEnum", "enum.IntEnum", "strenum.StrEnum"})
_COLLECTIONS = frozenset({"set", "frozenset", "tuple", "list", "sorted"})
_MOST_STEPS = 8
_OF_MEMBERS = frozenset({"value", "name"})


class Text(NamedTuple):
    """A text and the expression that spells it; `module` is where that stands."""

    text: str
    node: ast.expr
    module: CodeModule


class Texts:
    """Reads texts in a project."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._in_classes: dict[ast.ClassDef, dict[str, ast.expr]] = {}
        self._in_functions: dict[ast.AST, dict[str, list[ast.Name]]] = {}

    def find(self, module: CodeModule, node: ast.expr, owner: ClassView | None = None) -> str | None:
        """The text that an expression stands for, or None.

        Args:
            module: The file that it stands in.
            node: The expression.
            owner: The class around it, for `self.NAME`.
        """
        found = self._follow(module, node, owner, _MOST_STEPS)
        held = found[1] if found else None
        return held.value if isinstance(held, ast.Constant) and isinstance(held.value, str) else None

    def find_expression(
        self, module: CodeModule, node: ast.expr, owner: ClassView | None = None
    ) -> tuple[CodeModule, ast.expr] | None:
        """The expression that a name or attribute stands for, with its module; None where that is not plain."""
        return self._follow(module, node, owner, _MOST_STEPS)

    def find_all(self, module: CodeModule, node: ast.expr, owner: ClassView | None = None) -> tuple[Text, ...] | None:
        """The texts of a collection (`{"A", "B"}`, `TERMINAL`); None where one is not known."""
        found = self._follow(module, node, owner, _MOST_STEPS)
        if found is None:
            return None
        place, held = found
        if isinstance(held, ast.Call) and place.origin(held.func) in _COLLECTIONS and len(held.args) == 1:
            return self.find_all(place, held.args[0], owner)
        if isinstance(held, ast.BinOp) and isinstance(held.op, (ast.BitOr, ast.Add)):
            left, right = self.find_all(place, held.left, owner), self.find_all(place, held.right, owner)
            return None if left is None or right is None else left + right
        if not isinstance(held, (ast.Set, ast.Tuple, ast.List)):
            return None
        texts: list[Text] = []
        for each in held.elts:
            text = self.find(place, each, owner)
            if text is None:
                return None
            texts.append(Text(text, each, place))
        return tuple(texts)

    def enum_members(self, view: ClassView) -> tuple[Text, ...] | None:
        """The texts that the members of an enum hold; None for what is no enum of texts, or not wholly known."""
        if not self.is_enum(view):
            return None
        found: list[Text] = []
        for node in view.node.body:
            for name, held in _assigned(node):
                if name.startswith("_") or held is None:
                    continue
                text = self.find(view.module, held, view)
                if text is None:
                    return None
                found.append(Text(text, held, view.module))
        return tuple(found)

    def is_enum(self, view: ClassView) -> bool:
        """Whether a class is an enum that looks up its members by value in the usual way."""
        inherited = (view, *view.ancestors)
        return not _ENUMS.isdisjoint(view.foreign_bases) and all(
            "_missing_" not in each.own_methods for each in inherited
        )

    def class_value(self, view: ClassView, name: str) -> tuple[ClassView, ast.expr] | None:
        """What a class, or one that it inherits from in the project, assigns to a name in its body, and which class."""
        for each in (view, *view.ancestors):
            if each.node not in self._in_classes:
                pairs = (pair for node in each.node.body for pair in _assigned(node))
                self._in_classes[each.node] = {found: held for found, held in pairs if held is not None}
            if name in self._in_classes[each.node]:
                return each, self._in_classes[each.node][name]
        return None

    def _follow(
        self, module: CodeModule, node: ast.expr, owner: ClassView | None, steps: int
    ) -> tuple[CodeModule, ast.expr] | None:
        """The expression that a name stands for in the end, and its module."""
        if not steps:
            return None
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return module, node
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.attr in _OF_MEMBERS:
            return self._member(module, node.value, by_name=node.attr == "name")
        held = self._in_class(module, node, owner)
        if held:
            return self._follow(held[0].module, held[1], held[0], steps - 1)
        origin = module.origin(node)
        found = self._index.find_value(origin) if origin else None
        if found is None:
            return self._local(module, node, owner, steps)
        return self._follow(found[0], found[1], None, steps - 1) if found[1] is not node else None

    def _local(
        self, module: CodeModule, node: ast.expr, owner: ClassView | None, steps: int
    ) -> tuple[CodeModule, ast.expr] | None:
        """What a variable of the function around it holds, if it is assigned once."""
        function = module.function_of(node)
        if function is None or not isinstance(node, ast.Name):
            return None
        if function not in self._in_functions:
            self._in_functions[function] = _stored(function)
        stored = self._in_functions[function].get(node.id, [])
        holder = module.parent(stored[0]) if len(stored) == 1 else None
        if isinstance(holder, (ast.Assign, ast.AnnAssign)) and holder.value and not _is_parameter(function, node.id):
            return self._follow(module, holder.value, owner, steps - 1)
        return None

    def _in_class(
        self, module: CodeModule, node: ast.Name | ast.Attribute, owner: ClassView | None
    ) -> tuple[ClassView, ast.expr] | None:
        """What a class assigns to a name, and which class."""
        if isinstance(node, ast.Attribute):
            return self._of_class(module, node, owner)
        return self.class_value(owner, node.id) if owner and self._is_class_level(module, node) else None

    def _of_class(
        self, module: CodeModule, node: ast.Attribute, owner: ClassView | None
    ) -> tuple[ClassView, ast.expr] | None:
        view = owner if isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"} else None
        if view is None:
            origin = module.origin(node.value)
            view = self._index.find_class(origin) if origin else None
        return self.class_value(view, node.attr) if view else None

    def _member(self, module: CodeModule, node: ast.Attribute, *, by_name: bool) -> tuple[CodeModule, ast.expr] | None:
        held = self._of_class(module, node, None)
        if held is None or not self.is_enum(held[0]):
            return None
        return held[0].module, ast.copy_location(ast.Constant(node.attr), node) if by_name else held[1]

    @staticmethod
    def _is_class_level(module: CodeModule, node: ast.Name) -> bool:
        return isinstance(next((each for each in module.ancestors(node) if hasattr(each, "body")), None), ast.ClassDef)


def _assigned(node: ast.stmt) -> Iterator[tuple[str, ast.expr | None]]:
    if isinstance(node, ast.Assign):
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, node.value


def _stored(function: ast.AST) -> dict[str, list[ast.Name]]:
    """Where a function, and those inside it, set each variable."""
    found: dict[str, list[ast.Name]] = {}
    for each in walk(function):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            found.setdefault(each.id, []).append(each)
    return found


def _is_parameter(function: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> bool:
    return any(isinstance(each, ast.arg) and each.arg == name for each in walk(function.args))

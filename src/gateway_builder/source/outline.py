"""The top level of a module: its statements and what each name is bound to."""

from __future__ import annotations

import ast
from collections import defaultdict
from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.source.text import parse_text, read_text
from gateway_builder.values import ordered_value, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gateway_builder.source.text import SourceText

_CLAIMED_BY_TYPING = ("typing", "typing_extensions")


@ordered_value
class Origin:
    """Where an object comes from: attribute `name` of `module`, or the module itself where `name` is empty."""

    module: str
    name: str = ""

    @property
    def dotted(self) -> str:
        """Both parts joined."""
        return f"{self.module}.{self.name}" if self.name else self.module


@value
class Binding:
    """One place where a top-level name gets its value.

    Attributes:
        name: The name.
        origin: What it is bound to where an import or a plain alias tells; None for everything else.
        line: Line of the binding.
        statement: Index of the top-level statement it stands in.
        typing_only: Whether it stands under `if TYPE_CHECKING`.
        conditional: Whether it stands inside an `if`, `try`, loop or the like.
    """

    name: str
    origin: Origin | None
    line: int
    statement: int
    typing_only: bool = False
    conditional: bool = False


@value
class Outline:
    """A parsed module as far as an edit needs to know it."""

    source: SourceText
    tree: ast.Module
    module: str
    package: str
    bindings: Mapping[str, tuple[Binding, ...]] = field(default_factory=dict)
    stars: tuple[ast.ImportFrom, ...] = ()

    @property
    def body(self) -> Sequence[ast.stmt]:
        """The top-level statements."""
        return self.tree.body

    @property
    def lazy_annotations(self) -> bool:
        """Whether annotations are never evaluated here."""
        return any(
            binding.origin == Origin("__future__", "annotations") for binding in self.bindings.get("annotations", ())
        )

    def origin(self, node: ast.expr) -> Origin | None:
        """What a name or an attribute stands for, by the first binding of its first part."""
        if isinstance(node, ast.Name):
            found = self.bindings.get(node.id)
            return found[0].origin if found else None
        if isinstance(node, ast.Attribute):
            base = self.origin(node.value)
            return Origin(base.dotted, node.attr) if base else None
        return None


def read_outline(content: bytes, *, path: str, module: str = "", is_package: bool = False) -> Outline:
    """The outline of a file; `module` is its dotted name where it is known."""
    source = read_text(content, path)
    tree = parse_text(source)
    package = module if is_package else module.rpartition(".")[0]
    collector = _Collector(module, package)
    for index, statement in enumerate(tree.body):
        collector.visit(statement, _Context(index))
    if "global" in source.text:
        collector.visit_globals(tree)
    return Outline(source, tree, module, package, collector.found(), tuple(collector.stars))


def import_module_name(node: ast.ImportFrom, package: str) -> str:
    """Absolute name of the module that a `from` import reads; begins with dots where that can't be known."""
    if not node.level:
        return node.module or ""
    parts = package.split(".") if package else []
    if node.level > len(parts):
        return "." * node.level + (node.module or "")
    base = ".".join(parts[: len(parts) - node.level + 1])
    return f"{base}.{node.module}" if node.module else base


def is_interface(outline: Outline, node: ast.ClassDef) -> bool:
    """Whether a class is a Protocol or an abstract base class, by where its bases come from."""
    if any(keyword.arg == "metaclass" and _is_abc(outline, keyword.value, "ABCMeta") for keyword in node.keywords):
        return True
    return any(is_protocol_base(outline, base) or _is_abc(outline, base, "ABC") for base in node.bases)


def is_protocol_base(outline: Outline, base: ast.expr) -> bool:
    """Whether a base is `typing.Protocol`, subscripted or not, by any of its bindings."""
    target = base.value if isinstance(base, ast.Subscript) else base
    if isinstance(target, ast.Name):
        origins = [binding.origin for binding in outline.bindings.get(target.id, ())]
    else:
        origins = [outline.origin(target)]
    return any(
        origin is not None and origin.name == "Protocol" and origin.module in _CLAIMED_BY_TYPING for origin in origins
    )


def is_typing_guard(test: ast.expr) -> bool:
    """Whether an `if` is taken by type checkers alone."""
    name = test.attr if isinstance(test, ast.Attribute) else test.id if isinstance(test, ast.Name) else ""
    return name == "TYPE_CHECKING"


def _is_abc(outline: Outline, node: ast.expr, name: str) -> bool:
    return outline.origin(node) == Origin("abc", name)


@value
class _Context:
    """Where the collector is: the top-level statement, and what guards the place."""

    statement: int
    typing_only: bool = False
    conditional: bool = False


class _Collector:
    """Gathers the bindings of a module in the order of its text; functions and classes are scopes of their own."""

    def __init__(self, module: str, package: str) -> None:
        self.module = module
        self.package = package
        self.stars: list[ast.ImportFrom] = []
        self._bindings: dict[str, list[Binding]] = defaultdict(list)

    def found(self) -> dict[str, tuple[Binding, ...]]:
        """Bindings of each name in the order of the text."""
        return {name: tuple(bindings) for name, bindings in self._bindings.items()}

    def visit(self, node: ast.stmt, context: _Context) -> None:
        """Take up what one statement binds."""
        match node:
            case ast.Import():
                self._import(node, context)
            case ast.ImportFrom():
                self._import_from(node, context)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._bind(node.name, Origin(self.module, node.name) if self.module else None, node.lineno, context)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name() | ast.Attribute()):
                self._bind(name, self._alias(node.value), node.lineno, context)
            case ast.If():
                self._branch(node, context)
            case _:
                self._other(node, context)

    def visit_globals(self, tree: ast.Module) -> None:
        """Take names that functions declare global as bound to something that can't be known."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                for name in node.names:
                    self._bind(name, None, node.lineno, _Context(0, conditional=True))

    def _import(self, node: ast.Import, context: _Context) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            origin = alias.name if alias.asname else name
            self._bind(name, Origin(origin), node.lineno, context)

    def _import_from(self, node: ast.ImportFrom, context: _Context) -> None:
        module = import_module_name(node, self.package)
        for alias in node.names:
            if alias.name == "*":
                self.stars.append(node)
            else:
                self._bind(alias.asname or alias.name, Origin(module, alias.name), node.lineno, context)

    def _branch(self, node: ast.If, context: _Context) -> None:
        guarded = is_typing_guard(node.test)
        self._expression(node.test, context)
        inner = _Context(context.statement, guarded or context.typing_only, conditional=True)
        for statement in node.body:
            self.visit(statement, inner)
        outer = _Context(context.statement, context.typing_only, conditional=True)
        for statement in node.orelse:
            self.visit(statement, outer)

    def _other(self, node: ast.stmt, context: _Context) -> None:
        """Any other statement: targets, names in patterns and handlers, and the statements inside."""
        inner = _Context(context.statement, context.typing_only, conditional=True)
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.stmt():
                    self.visit(child, inner)
                case ast.ExceptHandler() | ast.match_case():
                    self._clause(child, inner)
                case ast.withitem():
                    self._expression(child, context)
                case ast.expr():
                    self._expression(child, context)

    def _clause(self, node: ast.ExceptHandler | ast.match_case, context: _Context) -> None:
        if isinstance(node, ast.ExceptHandler) and node.name:
            self._bind(node.name, None, node.lineno, context)
        if isinstance(node, ast.match_case):
            for pattern in ast.walk(node.pattern):
                name = getattr(pattern, "name", None) or getattr(pattern, "rest", None)
                if isinstance(name, str):
                    self._bind(name, None, node.pattern.lineno, context)
        for statement in node.body:
            self.visit(statement, context)

    def _expression(self, node: ast.AST, context: _Context) -> None:
        """Names that an expression binds or deletes: targets, walrus; lambdas and comprehensions keep their own."""
        for child in _in_scope(node):
            if isinstance(child, ast.Name) and not isinstance(child.ctx, ast.Load):
                self._bind(child.id, None, child.lineno, context)

    def _alias(self, value: ast.expr) -> Origin | None:
        """What a plain alias of an imported thing stands for."""
        if isinstance(value, ast.Name):
            found = self._bindings.get(value.id)
            return found[-1].origin if found else None
        if isinstance(value, ast.Attribute):
            base = self._alias(value.value)
            return Origin(base.dotted, value.attr) if base else None
        return None

    def _bind(self, name: str, origin: Origin | None, line: int, context: _Context) -> None:
        binding = Binding(name, origin, line, context.statement, context.typing_only, context.conditional)
        self._bindings[name].append(binding)


def _in_scope(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes of an expression that belong to the module's own scope, plus walrus targets in comprehensions."""
    stack: list[tuple[ast.AST, bool]] = [(node, False)]
    while stack:
        current, foreign = stack.pop()
        if isinstance(current, ast.Lambda):
            continue
        if isinstance(current, ast.NamedExpr):
            yield current.target
            stack.append((current.value, foreign))
            continue
        if not foreign:
            yield current
        inner = foreign or isinstance(current, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp))
        stack += ((child, inner) for child in ast.iter_child_nodes(current))


def first_lines(bindings: Mapping[str, Iterable[Binding]]) -> dict[str, int]:
    """Line of the first binding of each name."""
    return {name: min(binding.line for binding in found) for name, found in bindings.items()}

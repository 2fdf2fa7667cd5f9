"""The modules of a project by path and by name, parsed when they are asked for, and the classes in them."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.source.code_module import list_statements, read_code
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_MOST_STEPS = 20
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@value
class Unreadable:
    """A file that is no Python, and where."""

    path: str
    line: int
    column: int
    message: str


class ClassView:
    """A class of the project with what it inherits from other classes of the project."""

    def __init__(self, module: CodeModule, node: ast.ClassDef, index: CodeIndex) -> None:
        self.module = module
        self.node = node
        self._index = index

    def __repr__(self) -> str:
        return f"ClassView({self.origin})"

    @property
    def name(self) -> str:
        """Name of the class."""
        return self.node.name

    @property
    def path(self) -> str:
        """File it stands in."""
        return self.module.path

    @property
    def origin(self) -> str:
        """Dotted name: `app.gateways.aws_batch.AWSBatchSimulationRunner`."""
        return f"{self.module.name}.{self.name}"

    @property
    def is_public(self) -> bool:
        """Whether its name does not begin with an underscore."""
        return not self.name.startswith("_")

    @cached_property
    def base_origins(self) -> tuple[str, ...]:
        """Dotted origins of its direct bases without subscripts, re-exports followed; "" for one that is no name."""
        bases = (base.value if isinstance(base, ast.Subscript) else base for base in self.node.bases)
        return tuple(self._index.resolve(self.module.origin(base)) for base in bases)

    @cached_property
    def decorator_origins(self) -> tuple[str, ...]:
        """Dotted origins of its decorators without their arguments, re-exports followed; "" for one that is no name."""
        names = (each.func if isinstance(each, ast.Call) else each for each in self.node.decorator_list)
        return tuple(self._index.resolve(self.module.origin(each)) for each in names)

    @cached_property
    def ancestors(self) -> tuple[ClassView, ...]:
        """The classes of the project that it descends from, nearest first, each once."""
        found: dict[str, ClassView] = {}
        waiting = list(self.base_origins)
        while waiting and len(found) < _MOST_STEPS:
            above = self._index.find_class(waiting.pop(0))
            if above and above.origin not in found and above.origin != self.origin:
                found[above.origin] = above
                waiting += above.base_origins
        return tuple(found.values())

    @cached_property
    def foreign_bases(self) -> tuple[str, ...]:
        """Origins of bases, its own and inherited ones, that are no class of the project; "" for what is no name."""
        known = {each.origin for each in self.ancestors}
        origins = [origin for each in (self, *self.ancestors) for origin in each.base_origins]
        return tuple(
            dict.fromkeys(
                o for o in origins if (found := self._index.find_class(o)) is None or found.origin not in known
            )
        )

    @cached_property
    def own_methods(self) -> Mapping[str, FunctionNode]:
        """The functions that its body defines, branches included, the last of a name."""
        return {each.name: each for each in list_statements(self.node.body) if isinstance(each, _FUNCTIONS)}

    @cached_property
    def methods(self) -> Mapping[str, tuple[ClassView, FunctionNode]]:
        """Its methods and those that it inherits in the project, each with the class that defines it."""
        found: dict[str, tuple[ClassView, FunctionNode]] = {}
        for each in (self, *self.ancestors):
            for name, node in each.own_methods.items():
                found.setdefault(name, (each, node))
        return found

    @cached_property
    def constructor(self) -> FunctionNode | None:
        """`__init__`, its own or inherited in the project."""
        found = self.methods.get("__init__")
        return found[1] if found else None


class CodeIndex:
    """Finds modules, classes and functions by dotted name; imports and re-exports are followed, nothing is imported."""

    def __init__(self, tree: ISourceTree, modules: Mapping[str, str]) -> None:
        """A project.

        Args:
            tree: Its files.
            modules: Dotted name of each file, by path.
        """
        self.tree = tree
        self._names = modules
        self._read: dict[str, CodeModule | None] = {}
        self._classes: dict[tuple[str, str], ClassView] = {}
        self.unreadable: dict[str, Unreadable] = {}

    def limited_to(self, paths: AbstractSet[str]) -> CodeIndex:
        """The same project with some of its files alone: what names lead to in the others is not known."""
        found = CodeIndex(self.tree, {path: name for path, name in self._names.items() if path in paths})
        found._read, found.unreadable = self._read, self.unreadable
        return found

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path, name in self._names.items():
            if name not in found or path.endswith(".py"):
                found[name] = path
        return found

    def module(self, path: str) -> CodeModule | None:
        """The file at a path; None where it is no file of the project or can't be read."""
        if path not in self._names:
            return None
        if path not in self._read:
            self._read[path] = self._parse(path)
        return self._read[path]

    def module_named(self, name: str) -> CodeModule | None:
        """The module of a dotted name, or None."""
        path = self._paths.get(name)
        return None if path is None else self.module(path)

    def is_own(self, origin: str) -> bool:
        """Whether a dotted name begins with a module or package of the project."""
        parts = origin.split(".")
        return any(".".join(parts[:count]) in self._paths for count in range(len(parts), 0, -1))

    def class_view(self, module: CodeModule, node: ast.ClassDef) -> ClassView:
        """The view of a class; the same one each time."""
        key = (module.path, node.name)
        if key not in self._classes or self._classes[key].node is not node:
            self._classes[key] = ClassView(module, node, self)
        return self._classes[key]

    def classes_of(self, module: CodeModule) -> tuple[ClassView, ...]:
        """The classes at the top level of a module."""
        return tuple(self.class_view(module, node) for node in module.classes)

    def resolve(self, origin: str, steps: int = _MOST_STEPS) -> str:
        """What a dotted name means when imports and aliases of the project's modules are followed to their end."""
        module_name, _, name = origin.rpartition(".")
        module = self.module_named(module_name) if module_name and steps else None
        if module is None:
            return origin
        target = module.bindings.origin_of(name)
        if target != name:
            return origin if target == origin else self.resolve(target, steps - 1)
        stars = [f"{star}.{name}" for star in module.bindings.star_imports if self.is_own(star)]
        resolved = ((star, self.resolve(star, steps - 1)) for star in stars)
        return next((each for star, each in resolved if each != star or self._find(star)), origin)

    def find_class(self, origin: str) -> ClassView | None:
        """The class of the project that a dotted name means, through re-exports; None for any other."""
        found = self._find(origin)
        return self.class_view(found[0], found[1]) if found and isinstance(found[1], ast.ClassDef) else None

    def find_function(self, origin: str) -> tuple[CodeModule, FunctionNode] | None:
        """The top-level function that a dotted name means, through re-exports, with its module."""
        found = self._find(origin)
        return (found[0], found[1]) if found and isinstance(found[1], _FUNCTIONS) else None

    def find_value(self, origin: str) -> tuple[CodeModule, ast.expr] | None:
        """The expression that a module-level name was assigned, through re-exports, with its module."""
        found = self._find(origin)
        return (found[0], found[1]) if found and isinstance(found[1], ast.expr) else None

    def _find(self, origin: str, steps: int = _MOST_STEPS) -> tuple[CodeModule, ast.AST] | None:
        module_name, _, name = origin.rpartition(".")
        module = self.module_named(module_name) if module_name and steps else None
        if module is None:
            return None
        bindings = module.bindings
        if node := bindings.classes.get(name):
            return module, node
        if imported := bindings.imports.get(name):
            return self._find(f"{imported.module}.{imported.name}", steps - 1) if imported.name else None
        if name in bindings.definitions:
            return self._defined(module, name, steps)
        found = (self._find(f"{star}.{name}", steps - 1) for star in bindings.star_imports)
        return next((each for each in found if each), None)

    def _defined(self, module: CodeModule, name: str, steps: int) -> tuple[CodeModule, ast.AST] | None:
        if name in module.functions:
            return module, module.functions[name]
        assigned = module.bindings.aliases.get(name)
        origin = module.origin(assigned)
        further = self._find(origin, steps - 1) if origin and origin != f"{module.name}.{name}" else None
        return further or (None if assigned is None else (module, assigned))

    def _parse(self, path: str) -> CodeModule | None:
        try:
            content = self.tree.read_file(path)
            module = None if content is None else read_code(content, path=path, module=self._names[path])
            return module if module and module.nodes else None  # noqa: TRY300 - what follows are failures
        except SyntaxError as error:
            self.unreadable[path] = Unreadable(path, error.lineno or 1, max(error.offset or 1, 1), error.msg)
        except UsageError as error:
            self.unreadable[path] = Unreadable(path, 1, 1, error.problems[0].message)
        return None

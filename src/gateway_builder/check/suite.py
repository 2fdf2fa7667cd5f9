"""The tests of a project, each with everything that it uses: fixtures, helpers, base classes, parameters."""

from __future__ import annotations

import ast
import re
from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.check.layers import Layer
from gateway_builder.project.paths import ancestors, is_below, join, parent, stem
from gateway_builder.source.bindings import dotted_name
from gateway_builder.source.nodes import walk
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SETUPS = frozenset(
    {"setUp", "asyncSetUp", "setUpClass", "setup_method", "setup_class", "setup", "setup_function", "setup_module"}
    | {"tearDown", "asyncTearDown", "teardown_method", "setUpModule"}
)
_BUILTIN_FIXTURES = frozenset(
    {"cache", "caplog", "capfd", "capfdbinary", "capsys", "capsysbinary", "doctest_namespace", "monkeypatch"}
    | {"pytestconfig", "record_property", "record_testsuite_property", "record_xml_attribute", "recwarn", "request"}
    | {
        "tmp_path",
        "tmp_path_factory",
        "tmpdir",
        "tmpdir_factory",
        "event_loop",
        "anyio_backend",
        "self",
        "cls",
        "subtests",
    }
)
_MOST_PARTS = 200
_TEST_FOLDER = re.compile(r"((unit|integration|functional|e2e)[_-]?)?tests?")


@value
class Part:
    """A piece of code that a test uses, in its file."""

    module: CodeModule
    node: ast.AST


@value
class SuiteTest:
    """One test with all that it uses.

    Attributes:
        module: The file that runs it; a test inherited from a base class belongs to the file of the class.
        owner: The class that it runs in.
        node: The function.
        parts: The function, the class around it, fixtures, helpers and classes of test code that it uses.
        unknown: Fixtures that are defined nowhere in the project and not by pytest.
    """

    module: CodeModule
    owner: ClassView | None
    node: FunctionNode
    parts: tuple[Part, ...]
    unknown: frozenset[str]

    def walk(self) -> Iterator[tuple[CodeModule, ast.AST]]:
        """Every node of its parts."""
        for part in self.parts:
            for node in walk(part.node):
                yield part.module, node


class Suite:
    """The tests of a codebase, by file. Made once for each: `codebase.once(Suite)`."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase
        self._found: dict[str, tuple[SuiteTest, ...]] = {}
        self._mentioned: dict[ast.AST, tuple[tuple[str, bool], ...]] = {}

    @cached_property
    def modules(self) -> tuple[CodeModule, ...]:
        """The parsed files of test code."""
        return self._codebase.modules_in(Layer.TEST)

    def covers(self, path: str) -> bool:
        """Whether tests are kept for a file of the project; a published package often lacks them."""
        return any(is_below(path, folder) for folder in self._covered)

    @cached_property
    def _covered(self) -> frozenset[str]:
        """The folders that hold a folder, or a file, of tests which name a package of a gateway."""
        tops = {each.module.name.partition(".")[0].encode() for each in self._codebase.gateways}
        read = self._codebase.index.tree.read_file
        return frozenset(
            folder
            for path in self._codebase.paths
            if self._codebase.layer(path) is Layer.TEST
            and (folder := find_covered_folder(path)) is not None
            and any(top in (read(path) or b"") for top in tops)
        )

    def of(self, module: CodeModule) -> tuple[SuiteTest, ...]:
        """The tests that a file runs."""
        if module.path not in self._found:
            self._found[module.path] = tuple(self._read(module))
        return self._found[module.path]

    def _read(self, module: CodeModule) -> Iterator[SuiteTest]:
        for statement in module.tree.body:
            if isinstance(statement, _FUNCTIONS) and statement.name.startswith("test"):
                yield self._test(module, None, statement, module)
        for view in self._codebase.index.classes_of(module):
            if view.name.startswith("Test") or view.name.endswith(("Test", "Tests", "TestCase")) or view.foreign_bases:
                for name, (owner, node) in view.methods.items():
                    if name.startswith("test"):
                        yield self._test(module, view, node, owner.module)

    def _test(self, module: CodeModule, owner: ClassView | None, node: FunctionNode, where: CodeModule) -> SuiteTest:
        collector = _Collector(self._codebase, module, owner, self._mentioned)
        collector.add(where, node)
        collector.add_surroundings()
        return SuiteTest(module, owner, node, tuple(collector.parts.values()), frozenset(collector.unknown))


class _Collector:
    """Follows names from a test to the code of tests that they mean."""

    def __init__(
        self,
        codebase: Codebase,
        module: CodeModule,
        owner: ClassView | None,
        mentioned: dict[ast.AST, tuple[tuple[str, bool], ...]],
    ) -> None:
        self._codebase = codebase
        self._module = module
        self._owner = owner
        self._mentioned = mentioned
        self._conftests = find_conftests(codebase, module)
        self.parts: dict[ast.AST, Part] = {}
        self.unknown: set[str] = set()

    def add_surroundings(self) -> None:
        """What every test of the class and the file uses: set-ups and fixtures that are always on."""
        if self._owner:
            for decorator in self._owner.node.decorator_list:
                self.add(self._owner.module, decorator)
            for name, (view, node) in self._owner.methods.items():
                if name in _SETUPS or is_automatic(node):
                    self.add(view.module, node)
        for module in (self._module, *self._conftests):
            for statement in module.tree.body:
                if _is_always_on(statement):
                    self.add(module, statement)

    def add(self, module: CodeModule, node: ast.AST) -> None:
        """A piece of code and, step by step, what it uses."""
        if node in self.parts or len(self.parts) > _MOST_PARTS:
            return
        self.parts[node] = Part(module, node)
        if node not in self._mentioned:
            self._mentioned[node] = tuple(dict.fromkeys(_names(node)))
        for name, is_fixture in self._mentioned[node]:
            found = list(self._find(module, name))
            for part in found:
                self.add(part.module, part.node)
            if is_fixture and not found and name not in _BUILTIN_FIXTURES and not _is_given(node, name):
                self.unknown.add(name)

    def _find(self, module: CodeModule, name: str) -> Iterator[Part]:
        """The definitions of test code that a name may mean, the nearest ones only."""
        if self._owner and name in self._owner.methods:
            view, node = self._owner.methods[name]
            yield Part(view.module, node)
        for where in dict.fromkeys((module, self._module, *self._conftests)):
            origin = where.bindings.origin_of(name)
            if origin == name:
                continue
            part = self._definition(origin)
            if part and self._codebase.layer(part.module.path) is Layer.TEST:
                yield part
                return

    def _definition(self, origin: str) -> Part | None:
        index = self._codebase.index
        if view := index.find_class(origin):
            return Part(view.module, view.node)
        found = index.find_function(origin) or index.find_value(origin)
        return Part(*found) if found else None


def _names(node: ast.AST) -> Iterator[tuple[str, bool]]:
    """Names that a piece of code mentions; with each whether it is a fixture's."""
    if isinstance(node, _FUNCTIONS) and (node.name.startswith("test") or is_fixture(node)):
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
            yield argument.arg, True
    for each in walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield each.id, False
        elif isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id in {"self", "cls"}:
            yield each.attr, False
        elif isinstance(each, ast.Call) and dotted_name(each.func).endswith(
            ("usefixtures", "getfixturevalue", "lazy_fixture")
        ):
            for given in each.args:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value, True


def _is_given(node: ast.AST, name: str) -> bool:
    """Whether a parameter of a test is filled by `parametrize`, `given` or a patch, and is no fixture."""
    texts = {
        part.strip()
        for decorator in getattr(node, "decorator_list", [])
        for each in walk(decorator)
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
        for part in each.value.split(",")
    }
    keywords = {
        each.arg
        for decorator in getattr(node, "decorator_list", [])
        for each in walk(decorator)
        if isinstance(each, ast.keyword)
    }
    return name in texts or name in keywords


def is_fixture(node: ast.AST) -> bool:
    """Whether a function is a fixture of pytest."""
    decorators = getattr(node, "decorator_list", [])
    named = (dotted_name(each.func if isinstance(each, ast.Call) else each) for each in decorators)
    return any(each.endswith("fixture") for each in named)


def is_automatic(node: ast.AST) -> bool:
    """Whether a function is a fixture that every test gets."""
    return is_fixture(node) and any(
        isinstance(each, ast.keyword) and each.arg == "autouse" and not _is_false(each.value)
        for decorator in getattr(node, "decorator_list", [])
        for each in walk(decorator)
    )


def _is_always_on(statement: ast.stmt) -> bool:
    """Whether a statement of a file concerns all its tests."""
    if isinstance(statement, ast.Assign):
        return dotted_name(statement.targets[0]) == "pytestmark"
    return isinstance(statement, _FUNCTIONS) and (statement.name in _SETUPS or is_automatic(statement))


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def find_covered_folder(path: str) -> str | None:
    """The folder whose code a file tests: the one that holds its folder of tests; None for any other file."""
    name = stem(path)
    if not (name.startswith(("test_", "tests_")) or name in {"test", "tests"} or name.endswith(("_test", "_tests"))):
        return None
    folders = path.split("/")[:-1]
    first = next((place for place, each in enumerate(folders) if _TEST_FOLDER.fullmatch(each)), None)
    return "/".join(folders[:first]) if first is not None or not folders else None


def find_conftests(codebase: Codebase, module: CodeModule) -> tuple[CodeModule, ...]:
    """The `conftest.py` files whose fixtures a file may use, nearest first."""
    folders = dict.fromkeys((parent(module.path), *ancestors(module.path), ""))
    found = (codebase.index.module(join(folder, "conftest.py")) for folder in folders)
    return tuple(each for each in found if each)

"""How inserted code reaches the names it needs: by what a file binds, else by an import that rebinds nothing."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.source.certainty import covers
from gateway_builder.source.outline import Origin, import_module_name, is_typing_guard
from gateway_builder.values import ordered_value, value

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from gateway_builder.model.interface import ImportedName
    from gateway_builder.source.outline import Binding, Outline

_TYPING = ("typing", "typing_extensions")
_TYPING_NAMES = {
    "AbstractSet": "Set",
    "ContextManager": "AbstractContextManager",
    "AsyncContextManager": "AbstractAsyncContextManager",
}
_TYPING_TWINS = ("collections.abc", "contextlib", "re", "collections")


@ordered_value
class Addition:
    """An import to add: `name` of `module` (the module itself where empty), bound to `alias` where that is given.

    `typing_only` puts it under `if TYPE_CHECKING`, `late` to the imports of that module at the end of the file.
    """

    module: str
    name: str = ""
    alias: str = ""
    typing_only: bool = False
    late: bool = False


@dataclass(slots=True)
class Resolution:
    """What inserted text has to say for each name, and what has to be imported for it.

    Attributes:
        expressions: Expression for each name or dotted name of the text that can't stay as it is.
        quoted: Names of the text that make their annotation a quoted one.
        additions: Imports to add.
        notes: What was reused, one sentence each.
    """

    expressions: dict[str, str] = field(default_factory=dict)
    quoted: set[str] = field(default_factory=set)
    additions: list[Addition] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@value
class Reach:
    """An expression that gives an object in a file, and whether only type checkers see it."""

    expression: str
    typing_only: bool
    note: str = ""


@value
class Resolver:
    """Resolves names for text that is to stand before `line` of a file.

    `members` are names that the inserted classes define inside themselves, which hide names of the module there;
    `defined` are the names of the inserted classes.
    """

    outline: Outline
    line: int
    members: Collection[str]
    defined: Collection[str]

    def resolve(self, wanted: Iterable[ImportedName]) -> Resolution:
        """Find or plan every name."""
        resolution = Resolution()
        for imported in sorted(set(wanted)):
            if not self._is_own(imported):
                self._resolve_one(imported, resolution)
        self._share_modules(resolution)
        return resolution

    def _share_modules(self, resolution: Resolution) -> None:
        """Reach names through a module that is imported anyway, instead of importing them one by one as well."""
        whole = {
            addition.module: addition for addition in resolution.additions if not addition.name and not addition.alias
        }
        for addition in list(resolution.additions):
            module = whole.get(addition.module)
            if (
                not addition.name
                or addition.alias
                or module is None
                or self._is_extendable(addition.module, addition.name)
            ):
                continue
            resolution.additions.remove(addition)
            resolution.expressions[addition.name] = f"{addition.module}.{addition.name}"

    def _is_own(self, imported: ImportedName) -> bool:
        own = imported.name and not imported.alias and imported.module == self.outline.module
        return bool(own) and (imported.name in self.defined or imported.name in self.outline.bindings)

    def _resolve_one(self, imported: ImportedName, resolution: Resolution) -> None:
        key = imported.alias or imported.name or imported.module
        reach = self._existing(imported, resolution.expressions.values())
        if reach is None:
            reach, addition = self._added(imported, resolution.additions)
            resolution.additions.append(addition)
        elif reach.note:
            resolution.notes.append(reach.note)
        if reach.expression != key:
            resolution.expressions[key] = reach.expression
        if reach.typing_only and not self._lazy:
            resolution.quoted.add(key)

    @property
    def _lazy(self) -> bool:
        return self.outline.lazy_annotations or self.outline.source.path.endswith(".pyi")

    # what is there

    def _existing(self, imported: ImportedName, chosen: Collection[str]) -> Reach | None:
        """A way that the file has already; through a module where the file or the text itself goes that way."""
        direct = list(self._direct(imported))
        best = min(direct, key=lambda reach: (reach.typing_only, reach.expression != imported.bound), default=None)
        if best is not None:
            return best
        through = list(self._through_module(imported))
        ways = [reach.expression.rpartition(".")[0] for reach in through]
        used = next(
            (
                reach
                for reach, way in zip(through, ways, strict=True)
                if reach.expression in self.outline.source.text or any(each.startswith(f"{way}.") for each in chosen)
            ),
            None,
        )
        if used is not None:
            return used
        free = self._is_free(imported.bound, imported)
        if free and imported.name and self._is_extendable(imported.module, imported.bound):
            return None
        return next(iter(through), None)

    def _direct(self, imported: ImportedName) -> Iterator[Reach]:
        """Names that are bound to the very object."""
        if self._from_known_star(imported):
            yield Reach(imported.name, typing_only=False)
        if not imported.name and "." in imported.module and self._imports_whole(imported.module):
            yield Reach(imported.module, typing_only=False)
        wanted = Origin(imported.module, imported.name)
        for name in self.outline.bindings:
            reach = self._usable(name, wanted, typing_only=imported.typing_only)
            if reach is not None:
                note = "" if name == imported.bound else f"reused {name} for {wanted.dotted}"
                yield Reach(name, reach.typing_only, note)

    def _through_module(self, imported: ImportedName) -> Iterator[Reach]:
        """Attributes of modules that are bound: `t.Protocol`, `models.Run`, `app.models.Run`."""
        if not imported.name:
            return
        for module in _equal_modules(imported):
            for name in self.outline.bindings:
                reach = self._usable(name, _as_module(module), typing_only=imported.typing_only)
                if reach is not None:
                    spelled = f"`import {module}`" if name == module else f"`{name}` ({module})"
                    yield Reach(f"{name}.{imported.name}", reach.typing_only, f"reused {spelled} for {imported.name}")
            if "." in module and self._imports_whole(module):
                reach = self._usable(module.partition(".")[0], Origin(module.partition(".")[0]), typing_only=False)
                if reach is not None:
                    yield Reach(f"{module}.{imported.name}", typing_only=False, note=f"reused `import {module}`")

    def _imports_whole(self, module: str) -> bool:
        statements = (node for node in self.outline.body if isinstance(node, ast.Import) and node.lineno < self.line)
        return any(alias.name == module and not alias.asname for node in statements for alias in node.names)

    def _usable(self, name: str, wanted: Origin, *, typing_only: bool) -> Reach | None:
        """Whether a name stands for an object where the text goes, always or for type checkers."""
        found = self.outline.bindings[name]
        if name in self.members or not any(self._same(binding.origin, wanted) for binding in found):
            return None
        runtime = [binding for binding in found if not binding.typing_only]
        if not all(self._same(binding.origin, wanted) for binding in found if binding.typing_only):
            return None
        if not runtime:
            return Reach(name, typing_only=True) if typing_only else None
        late = runtime[0].line >= self.line
        if not self._surely_bound(name, runtime, wanted) or (late and not typing_only):
            return None
        return Reach(name, typing_only=late)

    def _surely_bound(self, name: str, runtime: Sequence[Binding], wanted: Origin) -> bool:
        """Whether a name is bound whichever way the module takes, and to the right thing."""
        first = self.outline.body[runtime[0].statement]
        together = all(binding.statement == runtime[0].statement for binding in runtime)
        right = all(self._same(binding.origin, wanted) for binding in runtime)
        fallback = together and isinstance(first, ast.Try) and self._same(runtime[0].origin, wanted)
        return (right or fallback) and covers(first, name)

    def _same(self, origin: Origin | None, wanted: Origin) -> bool:
        """Whether two origins name one object: the same place, a twin in typing, a re-export on the way to it."""
        if origin is None:
            return False
        if origin == wanted or origin.dotted == wanted.dotted or _are_twins(origin, wanted):
            return True
        if not (origin.name and origin.name == wanted.name):
            return False
        if origin.module.startswith("."):
            return _ends_with(wanted.module, origin.module.lstrip("."))
        return _is_inside(origin.module, wanted.module) or _is_inside(wanted.module, origin.module)

    # what has to be added

    def _added(self, imported: ImportedName, planned: Sequence[Addition]) -> tuple[Reach, Addition]:
        typing_only = imported.typing_only and self._belongs_under_guard(imported)
        free = self._is_free(imported.bound, imported)
        if free and imported.name and imported.typing_only and self._is_imported_late(imported.module):
            return Reach(imported.bound, typing_only=True), Addition(*_parts(imported), late=True)
        if free:
            addition = Addition(imported.module, imported.name, imported.alias, typing_only)
            return Reach(imported.alias or imported.name or imported.module, typing_only), addition
        return self._around(imported, planned, typing_only=typing_only)

    def _around(
        self, imported: ImportedName, planned: Sequence[Addition], *, typing_only: bool
    ) -> tuple[Reach, Addition]:
        """A qualified or an aliased form for a name that means something else here."""
        top = imported.module.partition(".")[0]
        if imported.name and top in sys.stdlib_module_names and self._is_module_name_free(top):
            return Reach(f"{imported.module}.{imported.name}", typing_only), Addition(
                imported.module, typing_only=typing_only
            )
        stem = imported.name or imported.module.rpartition(".")[2]
        taken = {addition.alias for addition in planned}
        alias = f"_{stem.lstrip('_')}"
        while alias in self.outline.bindings or alias in self.members or alias in self.defined or alias in taken:
            alias += "_"
        return Reach(alias, typing_only), Addition(imported.module, imported.name, alias, typing_only)

    def _is_module_name_free(self, name: str) -> bool:
        found = self.outline.bindings.get(name)
        if name in self.members or name in self.defined:
            return False
        return found is None or self._usable(name, Origin(name), typing_only=False) is not None

    def _is_free(self, name: str, imported: ImportedName) -> bool:
        """Whether an import may bind a name without changing what any code here or behind a star import means."""
        if name in self.members or name in self.defined:
            return False
        if not imported.name and "." in imported.module and not imported.alias and self._is_module_name_free(name):
            return True
        if name in self.outline.bindings:
            return False
        if hasattr(builtins, name) and re.search(rf"\b{re.escape(name)}\b", self.outline.source.text):
            return False
        return all(self._is_harmless(star, imported) for star in self.outline.stars)

    def _is_harmless(self, star: ast.ImportFrom, imported: ImportedName) -> bool:
        module = import_module_name(star, self.outline.package)
        exported = _exports_of_standard(module)
        if exported is not None:
            return imported.bound not in exported
        return module == imported.module and len(self.outline.stars) == 1 and not imported.alias

    def _from_known_star(self, imported: ImportedName) -> bool:
        """Whether a star import of the standard library brings the name, and nothing rebinds it."""
        if imported.name in self.outline.bindings or imported.name in self.members:
            return False
        modules = [import_module_name(star, self.outline.package) for star in self.outline.stars]
        before = all(star.lineno < self.line and star in self.outline.body for star in self.outline.stars)
        known = bool(modules) and all(_exports_of_standard(module) is not None for module in modules)
        return (
            known
            and before
            and any(
                module in _equal_modules(imported) and imported.name in (_exports_of_standard(module) or ())
                for module in modules
            )
        )

    def _is_extendable(self, module: str, name: str) -> bool:
        """Whether a `from` import of the module is there that the name may join."""
        return name not in self.outline.bindings and any(
            isinstance(node, ast.ImportFrom)
            and import_module_name(node, self.outline.package) == module
            and node.names[0].name != "*"
            for node in self.outline.body
        )

    def _is_imported_late(self, module: str) -> bool:
        """Whether a module is imported below the text alone, as modules are that import each other."""
        lines = [
            node.lineno
            for node in self.outline.body
            if isinstance(node, ast.ImportFrom) and import_module_name(node, self.outline.package) == module
        ]
        return bool(lines) and min(lines) > self.line

    def _belongs_under_guard(self, imported: ImportedName) -> bool:
        """Whether a name for annotations alone is to be imported for type checkers alone."""
        guarded = list(guarded_imports(self.outline))
        if not guarded:
            return False
        here = {import_module_name(node, self.outline.package) for node in guarded if isinstance(node, ast.ImportFrom)}
        outside = {
            import_module_name(node, self.outline.package)
            for node in self.outline.body
            if isinstance(node, ast.ImportFrom)
        }
        if self._lazy:
            return imported.module in here or imported.module not in outside
        return imported.module in here - outside


def _parts(imported: ImportedName) -> tuple[str, str, str]:
    return imported.module, imported.name, imported.alias


def guarded_imports(outline: Outline) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports that stand directly under `if TYPE_CHECKING`, on lines of their own."""
    for node in outline.body:
        if isinstance(node, ast.If) and is_typing_guard(node.test) and node.body[0].lineno > node.test.lineno:
            yield from (child for child in node.body if isinstance(child, (ast.Import, ast.ImportFrom)))


def _equal_modules(imported: ImportedName) -> tuple[str, ...]:
    """Modules that give an equal object under the name."""
    if imported.module in _TYPING:
        return (imported.module, *(module for module in _TYPING if module != imported.module))
    return (imported.module,)


def _as_module(module: str) -> Origin:
    return Origin(module)


def _are_twins(origin: Origin, wanted: Origin) -> bool:
    """Whether typing, typing_extensions and the standard library give one object under two names."""
    if origin.module not in _TYPING:
        return False
    if wanted.module in _TYPING:
        return origin.name == wanted.name != ""
    return wanted.module in _TYPING_TWINS and _TYPING_NAMES.get(origin.name, origin.name) == wanted.name != ""


def _is_inside(module: str, package: str) -> bool:
    return module.startswith(f"{package}.")


def _ends_with(module: str, tail: str) -> bool:
    return not tail or module == tail or module.endswith(f".{tail}")


def _exports_of_standard(module: str) -> Collection[str] | None:
    """What a star import of typing or collections.abc brings; None for every other module."""
    if module == "typing":
        import typing

        return typing.__all__
    if module == "collections.abc":
        import collections.abc

        return collections.abc.__all__
    return None

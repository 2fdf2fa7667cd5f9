"""Where the names in new signatures come from: the project's models, its other modules, the standard library."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.interface import ImportedName
from gateway_builder.naming import pascal_case
from gateway_builder.project.module_types import ModuleTypes, parse_bytes, read_module_types
from gateway_builder.project.reexports import Reach, choose_reach
from gateway_builder.project.standard_types import find_builtin_twin, find_standard, has_standard, list_standard
from gateway_builder.project.type_places import is_package_file, is_private, list_other_files, rank_model_files
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.project import Layout
    from gateway_builder.project.survey import Survey

_NOTHING: Mapping[str, ImportedName] = MappingProxyType({})
_MOST_NEAR = 3


@value
class FoundType:
    """A type of the project: the module that defines it, its name there, and its statement where it is a class."""

    module: str
    name: str
    statement: ast.ClassDef | None = None


@value
class ResolvedTypes:
    """Where names come from; `spelled` tells how a name is written instead of as the user wrote it."""

    imports: tuple[ImportedName, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict)


class _AmbiguousError(Exception):
    """Several types have the name."""

    def __init__(self, dotted: Sequence[str]) -> None:
        self.dotted = tuple(dotted)
        super().__init__(*dotted)


@dataclass(slots=True)
class TypeIndex:
    """Finds types by name; files are parsed when they hold the name, and once.

    Attributes:
        tree: The project's files.
        survey: Its sources and import roots.
        layout: Where interfaces, gateways and models stand.
        parse: Gives the syntax tree of a file; raises `SyntaxError` for what is no Python.
    """

    tree: ISourceTree
    survey: Survey
    layout: Layout
    parse: Callable[[bytes], ast.Module] = parse_bytes
    _parsed: dict[str, ModuleTypes] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    _ranked: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        self._paths = {module: path for path, module in self.survey.modules().items()}
        self._ranked = rank_model_files(self.survey, self.layout)

    def resolve_types(self, names: Sequence[str], *, bound: Mapping[str, ImportedName] = _NOTHING) -> ResolvedTypes:
        """Find what each name of new signatures means.

        Args:
            names: Free names, dotted ones whole (`datetime.datetime`).
            bound: What the interfaces file imports or defines already, by the name it is bound to.

        Raises:
            UsageError: If a name is unknown or could mean several types; all such names together.
        """
        imports: dict[str, ImportedName] = {}
        spelled: dict[str, str] = {}
        problems: list[Problem] = []
        for name in sorted(dict.fromkeys(names), key=lambda each: "." in each):
            try:
                found = self._resolve_dotted(name, bound) if "." in name else self._resolve(name, bound)
            except _AmbiguousError as error:
                problems.append(_ambiguous(name, error.dotted))
                continue
            if found is None:
                problems.append(self._unknown(name, bound))
                continue
            written, imported = self._without_clash(*found, name, {**bound, **imports})
            if imported:
                imports[imported.bound] = imported
            if written != name:
                spelled[name] = written
        if problems:
            raise UsageError(problems)
        return ResolvedTypes(tuple(imports.values()), _longest_first(spelled, names))

    def find_type(
        self, name: str, bound: Mapping[str, ImportedName] = _NOTHING, *, models_only: bool = False
    ) -> ImportedName | None:
        """The type of that name in the project's models, else in the package's other modules.

        Raises:
            UsageError: If several types have the name.
        """
        try:
            return self._find_in_project(name, bound, models_only=models_only)
        except _AmbiguousError as error:
            raise UsageError(_ambiguous(name, error.dotted)) from error

    def find_definition(self, module: str, dotted: str) -> FoundType | None:
        """The project's type that a name in one of its modules means; dotted names go through modules."""
        owner, _, name = dotted.rpartition(".")
        origin = self._origin(self._module_behind(module, owner) if owner else module, name)
        if origin is None:
            return None
        where, name = origin
        return FoundType(where, name, self._types(self._paths[where]).classes.get(name))

    def list_model_classes(self) -> Iterator[tuple[str, ast.ClassDef]]:
        """Every class of the project's models with its file, nearest first."""
        for path in chain.from_iterable(self._ranked):
            if b"class " in self._content(path):
                yield from ((path, node) for node in self._types(path).classes.values())

    def _resolve(self, name: str, bound: Mapping[str, ImportedName]) -> tuple[str, ImportedName | None] | None:
        """How the name is written, and what has to be imported for it."""
        standard = find_standard(name)
        if known := bound.get(name):
            is_module = not known.name and known.module == standard
            return (f"{name}.{name}" if is_module else name), known
        is_builtin = hasattr(builtins, name)
        # a model may be named as a builtin exception is (`Warning`), never as a function or type (`list`)
        looked_up = not (is_builtin and name.islower())
        if looked_up and (imported := self._find_in_project(name, bound, models_only=is_builtin or bool(standard))):
            return name, imported
        if is_builtin:
            return name, None
        if twin := find_builtin_twin(name):
            return twin, None
        return (name, ImportedName(standard, name)) if standard else None

    def _resolve_dotted(self, dotted: str, bound: Mapping[str, ImportedName]) -> tuple[str, ImportedName | None] | None:
        parts = dotted.split(".")
        head = bound.get(parts[0])
        if head and not head.name:
            return dotted, head
        for count in range(len(parts) - 1, 0, -1):
            module, name, rest = ".".join(parts[:count]), parts[count], parts[count + 1 :]
            imported = self._find_in_modules(module, name)
            if not imported and has_standard(module, name):
                imported = ImportedName(module, name)
            if imported:
                return ".".join([name, *rest]), imported
        if parts[0] not in bound and find_standard(parts[0]) == parts[0]:
            return None  # `datetime` with a dot behind it is the module
        found = self._resolve(parts[0], bound)
        return found and (".".join([found[0], *parts[1:]]), found[1])

    def _without_clash(
        self, written: str, imported: ImportedName | None, name: str, taken: Mapping[str, ImportedName]
    ) -> tuple[str, ImportedName | None]:
        """The same type under another name where the name is taken by another type already."""
        other = taken.get(imported.bound) if imported and "." in name else None
        if imported is None or other is None or other == imported:
            return written, imported
        origin = self._origin(imported.module, imported.name)
        if origin and origin == self._origin(other.module, other.name):
            return written, other
        parts = imported.module.split(".")
        aliases = [pascal_case(" ".join([*parts[-count:], imported.name])) for count in range(1, len(parts) + 1)]
        alias = next((each for each in aliases if each not in taken), aliases[-1])
        return alias + written.removeprefix(imported.name), ImportedName(imported.module, imported.name, alias)

    def _find_in_project(
        self, name: str, bound: Mapping[str, ImportedName], *, models_only: bool = False
    ) -> ImportedName | None:
        others = () if models_only else (list_other_files(self.survey, self.layout),)
        for paths in (*self._ranked, *others):
            found = self._candidates(name, paths)
            if len(found) > 1:
                raise _AmbiguousError(sorted(f"{self._choose(reaches, bound)}.{name}" for reaches in found.values()))
            for reaches in found.values():
                return ImportedName(self._choose(reaches, bound), name)
        return None

    def _find_in_modules(self, module: str, name: str) -> ImportedName | None:
        """The type in the module of that dotted name, or of one that ends so."""
        paths = [path for each, path in self._paths.items() if each == module or each.endswith(f".{module}")]
        exact = [path for path in paths if path == self._paths.get(module)]
        mine = chain(*self._ranked, list_other_files(self.survey, self.layout))
        found = self._candidates(name, exact or sorted(set(paths).intersection(mine)))
        if len(found) > 1:
            raise _AmbiguousError(sorted(f"{reaches[0].module}.{name}" for reaches in found.values()))
        return next((ImportedName(reaches[0].module, name) for reaches in found.values()), None)

    def _candidates(self, name: str, paths: Sequence[str]) -> Mapping[tuple[str, str], list[Reach]]:
        """Each type of that name with the modules of `paths` that it can be imported from."""
        found: dict[tuple[str, str], list[Reach]] = {}
        for path in paths:
            module = self.survey.module_name(path)
            content = self._content(path)
            if not module or is_private(path) or not (name.encode() in content or b"import *" in content):
                continue
            types = self._types(path)
            listed = name in types.listed
            origin = self._origin(module, name)
            if origin and (types.defines(name) or listed or is_package_file(path)):
                found.setdefault(origin, []).append(Reach(module, is_definer=types.defines(name), is_listed=listed))
        return found

    def _origin(self, module: str, name: str, seen: frozenset[str] = frozenset()) -> tuple[str, str] | None:
        """The module that defines a type, and its name there; None when it is none of the project's."""
        path = self._paths.get(module)
        if path is None or module in seen:
            return None
        types = self._types(path)
        if types.defines(name):
            return module, name
        seen |= {module}
        if name in types.imported:
            return self._origin(*types.imported[name], seen)
        passed_on = () if name.startswith("_") else types.stars
        return next(filter(None, (self._origin(each, name, seen) for each in passed_on)), None)

    def _module_behind(self, module: str, dotted: str) -> str:
        """The module that a dotted name in a module means."""
        head, _, rest = dotted.partition(".")
        path = self._paths.get(module)
        imported = self._types(path).imported.get(head) if path else None
        return ".".join(filter(None, (*imported, rest))) if imported else dotted

    def _choose(self, reaches: Sequence[Reach], bound: Mapping[str, ImportedName]) -> str:
        return choose_reach(reaches, self.tree, self.survey, self.layout.interfaces, bound)

    def _types(self, path: str) -> ModuleTypes:
        if path not in self._parsed:
            is_package = is_package_file(path)
            module = self.survey.module_name(path)
            read = read_module_types(self._content(path), module, is_package=is_package, parse=self.parse)
            self._parsed[path] = read or ModuleTypes()
        return self._parsed[path]

    def _content(self, path: str) -> bytes:
        return self.tree.read_file(path) or b""

    def _unknown(self, name: str, bound: Mapping[str, ImportedName]) -> Problem:
        from difflib import get_close_matches

        last = name.rpartition(".")[2]
        others = list_other_files(self.survey, self.layout)
        found = (self._types(path) for path in chain(*self._ranked, others))
        known = {*bound, *chain.from_iterable((*each.classes, *each.aliases) for each in found), *list_standard()}
        spellings = {each.lower(): each for each in sorted(known) if not each.startswith("_")}
        near = [spellings[each] for each in get_close_matches(last.lower(), spellings, n=_MOST_NEAR, cutoff=0.7)]
        models = ", ".join(self.layout.models) or "no folder of models"
        hint = f"did you mean {' or '.join(near)}?" if near else "add it to the models, or write its dotted name"
        looked = f"looked in {models}, the package's other modules and the standard library"
        return Problem(f"the type {name} is unknown; {looked}", hint, "--method")


def _longest_first(spelled: Mapping[str, str], names: Sequence[str]) -> Mapping[str, str]:
    """Replacements in an order in which none hides another; dotted names that begin with a replaced one stay."""
    heads = {name for name in names if name.partition(".")[0] in spelled}
    every = {**{name: name for name in heads}, **spelled}
    return {name: every[name] for name in sorted(every, key=lambda each: (-len(each), each))}


def _ambiguous(name: str, dotted: Sequence[str]) -> Problem:
    return Problem(
        f"the type {name} could be {' or '.join(dotted)}",
        f"say which by its dotted name in the signature: {dotted[0]}",
        "--method",
    )

"""Puts classes and re-exports into files that people wrote: bytes in, bytes out, nothing of theirs changed."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError, Problem
from gateway_builder.model.interface import ImportedName
from gateway_builder.source.class_fit import fit_class
from gateway_builder.source.class_style import class_style, docstring_quote, file_indent, file_quote
from gateway_builder.source.exports import export_names
from gateway_builder.source.fit import Fit
from gateway_builder.source.import_edit import ImportEditor
from gateway_builder.source.outline import Origin, first_lines, import_module_name, read_outline
from gateway_builder.source.parse import parse_source
from gateway_builder.source.placement import place_class
from gateway_builder.source.proof import prove_edit
from gateway_builder.source.resolution import Addition, Resolver
from gateway_builder.source.text import Splice, apply_splices
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.model.style import ClassStyle, ImportStyle
    from gateway_builder.source.outline import Outline
    from gateway_builder.source.placement import Place
    from gateway_builder.source.resolution import Resolution

__all__ = [
    "EditedFile",
    "NewClass",
    "add_reexport",
    "bound_names",
    "detect_class_style",
    "insert_classes",
    "prove_edit",
]


@value
class NewClass:
    """A class to be put into a file.

    Attributes:
        name: Its name.
        text: The class statement with decorators: line feeds, four spaces, double quotes, no blank line at either end.
        imports: Where each free name of the text that is not a builtin comes from.
    """

    name: str
    text: str
    imports: tuple[ImportedName, ...]


@value
class EditedFile:
    """The bytes of an edited file, what was reused or extended, and what the user should look at."""

    content: bytes
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def insert_classes(
    original: bytes, new: Sequence[NewClass], *, path: str, module: str, is_package: bool, imports: ImportStyle
) -> EditedFile:
    """Add classes to a module, with the imports they need, and list them in its `__all__` where it has one.

    Raises:
        ConflictError: If the file can't be read, or binds one of the names already; with the place.
    """
    outline = _read_ended(original, path, module, is_package=is_package)
    _refuse_bound(outline, [each.name for each in new])
    notes: list[str] = []
    warnings: list[str] = []
    content = original
    for index, each in enumerate(new):
        if index:
            outline = read_outline(content, path=path, module=module, is_package=is_package)
            _refuse_bound(outline, [each.name])
        edited = _insert_class(outline, each, imports)
        content = edited.content
        notes += edited.notes
        warnings += edited.warnings
    return EditedFile(content, tuple(dict.fromkeys(notes)), tuple(dict.fromkeys(warnings)))


def add_reexport(
    original: bytes, name: str, *, from_module: str, path: str, module: str, imports: ImportStyle
) -> EditedFile:
    """Import a name in a package's `__init__.py` the way its neighbours are, and list it in `__all__`.

    Raises:
        ConflictError: If the file can't be read, or binds the name to something else.
    """
    outline = _read_ended(original, path, module, is_package=True)
    if _is_reexported(outline, name, from_module):
        splices: tuple[Splice, ...] = ()
        notes: tuple[str, ...] = ()
    else:
        _refuse_bound(outline, [name])
        alias = name if _repeats_names(outline) else ""
        end = len(outline.source.text)
        editor = ImportEditor(outline, imports, before=outline.source.line_count + 2, insertion=end + 1, following="")
        edit = editor.edit([Addition(from_module, name, alias)])
        splices, notes = edit.splices, edit.notes
    export = export_names(outline, [name], line_length=imports.line_length, new=False)
    if not splices and not export.splices:
        return EditedFile(original, warnings=export.warnings)
    return _finished(outline, (*splices, *export.splices), notes, export.warnings)


def detect_class_style(original: bytes, *, path: str, line_length: int) -> ClassStyle:
    """How the classes of a file are written, for a new one beside them."""
    return class_style(read_outline(original, path=path), line_length)


def bound_names(original: bytes, *, path: str) -> Mapping[str, int]:
    """Names that a module binds at its top level, with the line of the first binding."""
    return first_lines(read_outline(original, path=path).bindings)


def _read_ended(content: bytes, path: str, module: str, *, is_package: bool) -> Outline:
    """The outline of a file whose last line is ended first where it is not."""
    outline = read_outline(content, path=path, module=module, is_package=is_package)
    if not outline.source.text or outline.source.text.endswith(("\n", "\r")):
        return outline
    ended = content + outline.source.newline.encode(outline.source.encoding)
    return read_outline(ended, path=path, module=module, is_package=is_package)


def _refuse_bound(outline: Outline, names: Sequence[str]) -> None:
    problems = []
    for name in names:
        for binding in outline.bindings.get(name, ())[:1]:
            message = f"{name} is already bound in {outline.source.path}, line {binding.line}"
            place = f"{outline.source.path}:{binding.line}:1"
            problems.append(Problem(message, "Choose another name, or remove what stands there.", place))
    if problems:
        raise ConflictError(problems)


def _insert_class(outline: Outline, new: NewClass, style: ImportStyle) -> EditedFile:
    place = place_class(outline, new.name)
    resolution = _resolve(outline, new, place)
    source = outline.source
    start = source.next_line(place.line) if place.line else 0
    text = _spaced(outline, place, start, _fitted(outline, new, resolution, style))
    editor = ImportEditor(outline, style, before=place.line + 1, insertion=start, following=text)
    edit = editor.edit(resolution.additions)
    export = export_names(outline, [new.name], line_length=style.line_length)
    splices = (*edit.splices, *export.splices, Splice(start, start, text))
    return _finished(outline, splices, (*resolution.notes, *edit.notes), export.warnings)


def _resolve(outline: Outline, new: NewClass, place: Place) -> Resolution:
    """How the class reaches what it needs, builtins that something here hides included."""
    tree = parse_source(new.text)
    members = _members(tree)
    resolver = Resolver(outline, place.line + 1, members, {new.name})
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    given = {imported.bound for imported in new.imports}
    hidden = [
        ImportedName("builtins", name)
        for name in sorted(loaded - given)
        if hasattr(builtins, name) and (name in members or name in outline.bindings)
    ]
    return resolver.resolve([*new.imports, *hidden])


def _members(tree: ast.Module) -> frozenset[str]:
    """Names that classes define inside themselves."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    names = {node.name for each in classes for node in each.body if isinstance(node, functions)}
    for each in classes:
        for node in each.body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            names.update(target.id for target in targets if isinstance(target, ast.Name))
    return frozenset(names)


def _fitted(outline: Outline, new: NewClass, resolution: Resolution, style: ImportStyle) -> str:
    fit = Fit(
        resolution.expressions,
        resolution.quoted,
        file_indent(outline),
        file_quote(outline),
        docstring_quote(outline),
        style.line_length,
    )
    return fit_class(new.text, fit)


def _spaced(outline: Outline, place: Place, start: int, text: str) -> str:
    """The class with the blank lines around it that are not there yet."""
    source = outline.source
    newline = source.newline
    wanted = 1 if source.path.endswith(".pyi") else 2
    above = source.text[:start]
    lead = 0
    if above.strip("\ufeff \t\f\r\n") or place.line:
        blank = 0
        while place.line - blank > 0 and not source.line(place.line - blank).strip():
            blank += 1
        lead = max(0, wanted - blank) + (not above.endswith(("\n", "\r")) and bool(above))
        lead = 0 if blank >= place.line else lead
    tail = 1
    if place.code_follows or source.text[start:].strip():
        line = place.line + 1
        while line <= source.line_count and not source.line(line).strip():
            line += 1
        tail += max(0, wanted - (line - place.line - 1))
    return newline * lead + text.replace("\n", newline) + newline * tail


def _is_reexported(outline: Outline, name: str, module: str) -> bool:
    """Whether a name comes from a module already, by itself or with everything else of it."""
    if name not in outline.bindings and not name.startswith("_"):
        return any(import_module_name(star, outline.package) == module for star in outline.stars)
    return any(binding.origin == Origin(module, name) for binding in outline.bindings.get(name, ()))


def _repeats_names(outline: Outline) -> bool:
    """Whether the file exports by `import X as X`."""
    names = [alias for node in outline.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    repeated = [alias for alias in names if alias.asname == alias.name]
    return bool(repeated) and "__all__" not in outline.bindings and 2 * len(repeated) > len(names)


def _finished(outline: Outline, splices: Sequence[Splice], notes: Sequence[str], warnings: Sequence[str]) -> EditedFile:
    """The file with its splices made."""
    source = outline.source
    return EditedFile(source.encode(apply_splices(source.text, splices)), tuple(notes), tuple(warnings))

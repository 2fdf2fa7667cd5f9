"""What packages need around new modules: the application's errors, `__init__` files and re-exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import ImportedName
from gateway_builder.plan.changes import Changes, PythonEdit
from gateway_builder.project.roles import is_test_file
from gateway_builder.render.application_errors import (
    ERROR_CLASSES,
    error_class_texts,
    render_errors_module,
    render_package_init,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.model.project import ErrorClasses
    from gateway_builder.plan.overview import Overview
    from gateway_builder.plan.tools import Tools


def plan_errors(overview: Overview, tools: Tools) -> Changes:
    """The module of the application's errors: made when absent, extended by what it lacks."""
    errors = overview.project.layout.errors
    if not errors.path:
        return Changes(notes=(f"the application's errors are those of {errors.module}",))
    before = overview.tree.read_file(errors.path)
    if before is None or not before.strip():
        replaced = {} if before is None else {errors.path: before}
        return Changes(created={errors.path: render_errors_module(tools.renderer)}, replaced=replaced)
    return _extend_errors(before, errors, overview, tools)


def _extend_errors(before: bytes, errors: ErrorClasses, overview: Overview, tools: Tools) -> Changes:
    from gateway_builder.source.edit import NewClass, bound_names, insert_classes

    bound = bound_names(before, path=errors.path)
    wanted = set(errors.classes.values())
    missing = [
        error for error in ERROR_CLASSES if f"{errors.module}.{error.name}" in wanted and error.name not in bound
    ]
    if not missing:
        return Changes(unchanged=(errors.path,))
    base = _base_class(errors)
    texts = error_class_texts(tools.renderer, [error.key for error in missing], base.name)
    outside = () if base.module == errors.module else (base,)
    added = [NewClass(name, text.strip("\n"), outside) for name, text in texts.items()]
    edited = insert_classes(
        before, added, path=errors.path, module=errors.module, is_package=False, imports=overview.project.imports
    )
    edit = PythonEdit(errors.path, before, edited.content, tuple(texts))
    note = f"{errors.path} lacked {', '.join(texts)}"
    return Changes(edited=(edit,), notes=(note, *edited.notes), warnings=edited.warnings)


def _base_class(errors: ErrorClasses) -> ImportedName:
    module, _, name = errors.classes["base"].rpartition(".")
    return ImportedName(module, name)


def plan_inits(paths: Sequence[str], overview: Overview, tools: Tools) -> Changes:
    """An `__init__.py` for each folder of code that the paths make, and for the test folders that need one."""
    layout = overview.project.layout
    needed = {init: "" for init in layout.test_inits if any(_is_below(path, init) for path in paths)}
    for path in paths:
        for folder in () if is_test_file(path) else overview.new_code_folders(path):
            needed[f"{folder}/__init__.py"] = _DOCS.get(folder.rpartition("/")[2], "")
    created = {
        path: render_package_init(tools.renderer, doc) if doc else ""
        for path, doc in needed.items()
        if overview.tree.read_file(path) is None
    }
    return Changes(created=created)


_DOCS = {"gateways": "Gateways to systems that the application does not own."}


def _is_below(path: str, init: str) -> bool:
    return path.startswith(init.removesuffix("__init__.py"))


def plan_exports(names: Sequence[ImportedName], overview: Overview) -> Changes:
    """Re-exports of new names from the `__init__.py` of the packages that they stand in."""
    from gateway_builder.source.edit import add_reexport

    contents: dict[str, bytes] = {}
    added: dict[str, list[str]] = {}
    notes: list[str] = []
    warnings: list[str] = []
    for imported in names:
        path = overview.package_init(imported.module)
        before = overview.tree.read_file(path) or b""
        edited = add_reexport(
            contents.get(path, before),
            imported.name,
            from_module=imported.module,
            path=path,
            module=imported.module.rpartition(".")[0],
            imports=overview.project.imports,
        )
        contents[path] = edited.content
        added.setdefault(path, []).append(imported.name)
        notes += edited.notes
        warnings += edited.warnings
    edits = [
        PythonEdit(path, overview.tree.read_file(path) or b"", content, tuple(added[path]))
        for path, content in contents.items()
    ]
    changed = tuple(edit for edit in edits if edit.before != edit.after)
    return Changes(edited=changed, notes=tuple(notes), warnings=tuple(warnings))

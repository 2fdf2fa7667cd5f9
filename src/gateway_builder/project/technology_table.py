"""Technologies that a project describes itself, in `[tool.gateway-builder.technologies.NAME]`."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from gateway_builder.model.technology import ConstructorParameter, ErrorTranslation, Technology
from gateway_builder.naming import is_class_name, is_module_name, snake_case
from gateway_builder.project import option_values as values
from gateway_builder.project.options import list_error_keys
from gateway_builder.project.table_reader import TableReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.errors import Problem

_KEYS = (
    "label", "module", "client", "package", "import_check", "aliases", "imports", "client_type", "build", "setup",
    "parameters", "errors", "notes",
)  # fmt: skip


def read_technologies(value: object, place: str, problems: list[Problem]) -> tuple[Technology, ...]:
    """The technologies of the table; what is wrong in them is added to the problems.

    Args:
        value: What TOML holds under `technologies`: a table of tables, with the keys of the shipped catalogue.
        place: File and key of the table that holds it, for messages.
        problems: Where problems are added.
    """
    reader = TableReader({"technologies": value}, place, problems)
    found = reader.read("technologies", values.table_of(values.table), ())
    return tuple(_read_technology(name, table, f"{place}.technologies", problems) for name, table in found)


def _read_technology(name: str, table: Mapping[str, object], place: str, problems: list[Problem]) -> Technology:
    TableReader({name: name}, place, problems).read(name, _technology_name, "")
    reader = TableReader(table, f"{place}.{name}", problems)
    reader.refuse_unknown(_KEYS)
    module = reader.read("module", _module, snake_case(name))
    build = reader.read("build", _expression, "")
    errors = tuple(_read_error(inner) for inner in reader.below("errors"))
    imports = reader.read("imports", values.each(_import), ())
    return Technology(
        name=name,
        label=reader.read("label", values.text, name),
        module=module,
        client=reader.read("client", _module, module),
        family="sdk" if build else "plain",
        package=reader.read("package", values.text, ""),
        aliases=reader.read("aliases", values.words, ()),
        import_check=reader.read("import_check", values.dotted_name, ""),
        imports=tuple(dict.fromkeys((*imports, *_imports_of(errors)))),
        client_type=reader.read("client_type", _expression, ""),
        build=build,
        setup=reader.read("setup", values.each(_statement), ()),
        parameters=tuple(_read_parameter(inner) for inner in reader.below("parameters")),
        errors=errors,
        notes=reader.read("notes", values.prose, ""),
    )


def _read_parameter(reader: TableReader) -> ConstructorParameter:
    reader.refuse_unknown(("name", "annotation", "doc", "default"))
    reader.require("name", "it is the keyword of the gateway's constructor")
    return ConstructorParameter(
        name=reader.read("name", _module, ""),
        annotation=reader.read("annotation", _expression, "str"),
        doc=reader.read("doc", values.text, ""),
        default=reader.read("default", _expression, None),
    )


def _read_error(reader: TableReader) -> ErrorTranslation:
    reader.refuse_unknown(("exceptions", "key", "example"))
    reader.require("exceptions", "it lists the SDK's classes")
    reader.require("key", "it says which of the application's errors they mean")
    return ErrorTranslation(
        exceptions=reader.read("exceptions", values.each(_exception), ()),
        key=reader.read("key", values.choice(*list_error_keys()[1:]), ""),
        example=reader.read("example", values.prose, ""),
    )


def _imports_of(errors: tuple[ErrorTranslation, ...]) -> tuple[str, ...]:
    """Imports of the modules that the exceptions stand in."""
    modules = [name.rpartition(".")[0] for error in errors for name in error.exceptions]
    return tuple(f"import {module}" for module in modules if module)


def _exception(value: object) -> str:
    """The dotted name of a class of the SDK, or a built-in exception."""
    name = values.dotted_name(value)
    known = getattr(builtins, name, None)
    return name if isinstance(known, type) and issubclass(known, Exception) else values.class_path(name)


def _technology_name(value: object) -> str:
    name = values.text(value)
    if not is_class_name(name):
        raise values.BadValueError(
            "is not a technology's name", "write it in PascalCase, as class names hold it: AcmePay"
        )
    return name


def _module(value: object) -> str:
    name = values.text(value)
    if not is_module_name(name):
        raise values.BadValueError(f"must be a snake_case name, not {name!r}")
    return name


def _parse(source: str) -> list[ast.stmt]:
    """The statements of a piece of code; none when it is no Python."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _expression(value: object) -> str:
    source = values.text(value)
    body = _parse(source)
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        raise values.BadValueError(f"must be a Python expression, not {source!r}")
    return source


def _statement(value: object) -> str:
    source = values.text(value)
    if len(_parse(source)) != 1:
        raise values.BadValueError(f"must be one Python statement, not {source!r}")
    return source


def _import(value: object) -> str:
    source = values.text(value)
    body = _parse(source)
    if len(body) != 1 or not isinstance(body[0], ast.Import | ast.ImportFrom):
        raise values.BadValueError(f"must be one import statement, not {source!r}")
    return source

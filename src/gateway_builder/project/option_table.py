"""Checks every option of `[tool.gateway-builder]`; loaded only for projects that have the table."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.model.configuration import Configuration
from gateway_builder.model.interface import InterfaceKind
from gateway_builder.model.style import DocstringStyle
from gateway_builder.project import option_values as values
from gateway_builder.project.options import list_options
from gateway_builder.project.pyproject import PYPROJECT
from gateway_builder.project.table_reader import TableReader
from gateway_builder.project.technology_table import read_technologies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gateway_builder.errors import Problem

_NOTHING: Mapping[str, object] = MappingProxyType({})
_PLACE = f"{PYPROJECT}: tool.gateway-builder"


def check_document(document: Mapping[str, object]) -> Configuration:
    """The configuration of a `pyproject.toml`.

    Raises:
        UsageError: If any option is unknown or wrong; all of them together.
    """
    problems: list[Problem] = []
    tool = TableReader(document, PYPROJECT, problems).read("tool", values.table, _NOTHING)
    own = TableReader(tool, f"{PYPROJECT}: tool", problems).read("gateway-builder", values.table, _NOTHING)
    configuration = _read_options(own, problems)
    if problems:
        raise UsageError(problems)
    return configuration


def _read_options(table: Mapping[str, object], problems: list[Problem]) -> Configuration:
    reader = TableReader(table, _PLACE, problems)
    reader.refuse_unknown(tuple(option.name for option in list_options()))
    read = reader.read
    return Configuration(
        package=read("package", _package, None),
        interfaces=read("interfaces", values.python_file, ""),
        gateways=read("gateways", values.inside_path, None),
        tests=read("tests", values.inside_path, None),
        models=read("models", values.paths, ()),
        use_cases=read("use_cases", values.paths, ()),
        controllers=read("controllers", values.paths, ()),
        repositories=read("repositories", values.paths, ()),
        exclude=read("exclude", values.each(values.inside_path), ()),
        errors=read("errors", _errors, ()),
        templates=read("templates", values.inside_path, ""),
        interface_pattern=read("interface-pattern", values.regular_expression, ""),
        gateway_pattern=read("gateway-pattern", values.class_pattern, ""),
        module_pattern=read("module-pattern", values.module_pattern, ""),
        method_pattern=read("method-pattern", values.regular_expression, ""),
        roles=read("roles", values.table_of(values.regular_expression), ()),
        vocabulary=read("vocabulary", values.words, ()),
        kind=read("kind", _kind, None),
        runtime_checkable=read("runtime-checkable", values.boolean, None),
        implementation=read("implementation", _choice("implementation"), ""),
        layout=read("layout", _choice("layout"), ""),
        docstrings=read("docstrings", _docstrings, None),
        exports=read("exports", _choice("exports"), ""),
        technologies=read_technologies(table.get("technologies", {}), _PLACE, problems),
        profile=read("profile", _choice("profile"), ""),
        select=read("select", values.words, ()),
        ignore=read("ignore", values.words, ()),
        per_file_ignores=read("per-file-ignores", values.table_of(values.words), ()),
        baseline=read("baseline", values.python_file, ""),
        rules=read("rules", values.table_of(values.table), ()),
    )


def _choices(name: str) -> tuple[str, ...]:
    return next(option.choices for option in list_options() if option.name == name)


def _choice(name: str) -> Callable[[object], str]:
    return values.choice(*_choices(name))


def _package(value: object) -> str:
    return "" if value == "" else values.dotted_name(value)


def _kind(value: object) -> InterfaceKind:
    return InterfaceKind(_choice("kind")(value))


def _docstrings(value: object) -> DocstringStyle:
    return DocstringStyle(_choice("docstrings")(value))


def _errors(value: object) -> tuple[tuple[str, str], ...]:
    known = _choices("errors")
    for key in values.table(value):
        if key not in known:
            hint = values.nearest(key, known) or f"known are: {', '.join(known)}"
            raise values.BadValueError("is no key of the application's errors", hint, f".{key}")
    module = [(key, values.dotted_name(name)) for key, name in values.table(value).items() if key == "module"]
    classes = {key: name for key, name in values.table(value).items() if key != "module"}
    return (*module, *values.table_of(values.class_path)(classes))

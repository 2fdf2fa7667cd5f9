"""`[config.NAME]` of a spec file: what the gateway's constructor takes."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from gateway_builder.model.spec import ConfigSpec, SpecArray, SpecExpression, SpecLiteral
from gateway_builder.spec.nodes import read_array, read_scalar
from gateway_builder.spec.words import describe_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.spec.table import Table

_KEYS = ("type", "doc", "default", "env")
_TAKEN = ("self", "cls")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MOST_CHARACTERS = 500
_IN_TYPES = (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.BitOr, ast.Tuple, ast.List, ast.Load)
_DEFAULTS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "list": (list,),
    "tuple": (list,),
}


def read_config(table: Table) -> Iterator[ConfigSpec]:
    """Each value of the configuration."""
    for name, found in table.tables("config"):
        found.refuse_unknown(_KEYS)
        if name in _TAKEN:
            found.document.refuse(found.keys, f"the name {name} is taken in every method", "choose another name")
        found.demand("type", "a parameter of the constructor has a type")
        doc, default, env = found.text("doc"), _read_default(found), _read_env(found)
        yield ConfigSpec(name, _read_type(found), found.place, doc, default, env)


def _read_type(table: Table) -> str:
    """The annotation on one line; "" where there is none that is one."""
    text = table.text("type").strip()
    tree = _parse(text) if len(text) <= _MOST_CHARACTERS else None
    if tree and all(_may_be_in_type(node) for node in ast.walk(tree)):
        return ast.unparse(tree)
    if isinstance(table.content.get("type"), str):
        table.refuse("type", f"{text[:60]!r} is no type", 'write an annotation, such as "str" or "list[str]"')
    return ""


def _parse(text: str) -> ast.expr | None:
    """The expression that a text is, or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _may_be_in_type(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return node.value is None or isinstance(node.value, (str, int, type(...)))
    return isinstance(node, _IN_TYPES)


def _read_default(table: Table) -> SpecLiteral | SpecExpression | SpecArray | None:
    found = table.content.get("default")
    if isinstance(found, list):
        _compare(table, found)
        return read_array(found, table.path_of("default"), table.document)
    default = read_scalar(table, "default")
    if isinstance(default, SpecLiteral):
        _compare(table, found)
    return default


def _compare(table: Table, default: object) -> None:
    """Note a default that the type does not allow, as far as its text tells."""
    text = table.content.get("type")
    names = [part.partition("[")[0].strip() for part in text.split("|")] if isinstance(text, str) else []
    allowed = [_DEFAULTS.get(name, (object,)) for name in names if name != "None"]
    is_allowed = any(type(default) in kinds or object in kinds for kinds in allowed)
    if allowed and not is_allowed:
        table.refuse("default", f"default is {describe_value(default)}, but type is {text}", "make the two agree")


def _read_env(table: Table) -> str:
    name = table.text("env")
    if name and not _VARIABLE.fullmatch(name):
        table.refuse("env", f"{name!r} is no name of an environment variable", "use letters, digits and _")
        return ""
    return name

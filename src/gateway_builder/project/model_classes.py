"""The business models of a project, as far as default methods need to know them."""

from __future__ import annotations

import ast
from types import MappingProxyType
from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.project.module_types import last_name
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.interface import ImportedName
    from gateway_builder.project.types import TypeIndex

_NOTHING: Mapping[str, ImportedName] = MappingProxyType({})
_NO_MODELS = frozenset({"Protocol", "ABC", "Exception", "BaseException"})
_ENUMS = frozenset({"Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum"})


@value
class ModelClass:
    """A business model.

    Attributes:
        name: Name of the class.
        imported: Where it is imported from.
        fields: Name and annotation, as source text, of each attribute that it declares.
        is_enum: Whether it is an enumeration.
        is_frozen: Whether its attributes can't be changed.
    """

    name: str
    imported: ImportedName
    fields: tuple[tuple[str, str], ...] = ()
    is_enum: bool = False
    is_frozen: bool = False


def find_models(index: TypeIndex, bound: Mapping[str, ImportedName] = _NOTHING) -> tuple[ModelClass, ...]:
    """The public models of the project, nearest first; those whose name means several are left out.

    Args:
        index: The project's types.
        bound: What the interfaces file imports or defines already.
    """
    found: dict[str, ModelClass] = {}
    for _, node in index.list_model_classes():
        bases = {last_name(base) for base in node.bases}
        if node.name in found or node.name.startswith("_") or _is_no_model(node, bases):
            continue
        try:
            imported = index.find_type(node.name, bound)
        except UsageError:
            continue
        if imported:
            is_enum = bool(bases & _ENUMS)
            found[node.name] = ModelClass(node.name, imported, _fields(node), is_enum, says_frozen(node, bases))
    return tuple(found.values())


def _is_no_model(node: ast.ClassDef, bases: set[str]) -> bool:
    """Whether a class is an interface or an error."""
    return bool(bases & _NO_MODELS) or any(name.endswith(("Error", "Exception")) for name in (node.name, *bases))


def _fields(node: ast.ClassDef) -> tuple[tuple[str, str], ...]:
    """Declared attributes; where there are none, the parameters of the constructor."""
    declared = [
        (each.target.id, ast.unparse(each.annotation))
        for each in node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name) and not _is_of_class(each)
    ]
    constructors = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    parameters = [
        (each.arg, ast.unparse(each.annotation))
        for constructor in constructors
        for each in (*constructor.args.args, *constructor.args.kwonlyargs)
        if each.annotation
    ]
    return tuple(declared or parameters)


def _is_of_class(node: ast.AnnAssign) -> bool:
    return last_name(node.annotation) == "ClassVar"


def says_frozen(node: ast.ClassDef, bases: set[str]) -> bool:
    """Whether a decorator or the class statement says `frozen=True`, or the class is a tuple."""
    calls = [each.keywords for each in node.decorator_list if isinstance(each, ast.Call)]
    says = [keyword for keywords in (*calls, node.keywords) for keyword in keywords if keyword.arg == "frozen"]
    is_true = any(isinstance(each.value, ast.Constant) and each.value.value is True for each in says)
    return is_true or "NamedTuple" in bases or any(last_name(each) == "frozen" for each in node.decorator_list)

"""What a string in code is there for: prose, an entry of `__all__`, a type that is written as text."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from gateway_builder.source.code_module import CodeModule

_TYPE_ARGUMENTS = {"cast": 1, "TypeVar": None, "ForwardRef": 1, "NewType": None}
_DATA = frozenset({"Literal", "Annotated"})
_ALIASES = frozenset({"typing.TypeAlias", "typing_extensions.TypeAlias"})
_TYPING = frozenset({"typing", "typing_extensions"})


def is_docstring(module: CodeModule, node: ast.Constant) -> bool:
    """Whether a string stands alone as a statement."""
    return isinstance(module.parent(node), ast.Expr)


def is_prose(module: CodeModule, node: ast.Constant) -> bool:
    """Whether a string is a docstring, or text that is no type and no other code."""
    if is_docstring(module, node):
        return True
    return len(str(node.value).split()) > 1 and not is_type_text(module, node) and not _reads_as_code(str(node.value))


def _reads_as_code(text: str) -> bool:
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return False
    return True


def is_export(module: CodeModule, node: ast.Constant) -> bool:
    """Whether a string stands in `__all__`: assigned, added or appended to it."""
    statement = module.statement_of(node)
    if isinstance(statement, ast.Assign):
        return any(dotted_name(target) == "__all__" for target in statement.targets)
    if isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        return dotted_name(statement.target) == "__all__"
    called = statement.value.func if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None
    return dotted_name(called).startswith("__all__.")


def is_type_text(module: CodeModule, node: ast.Constant) -> bool:
    """Whether a string is a type: in an annotation, a base class, or where `cast` and `TypeVar` take one."""
    chain = (node, *module.ancestors(node))
    answers = (_is_type_at(module, around, child) for child, around in pairwise(chain))
    return next((answer for answer in answers if answer is not None), False)


def _is_type_at(module: CodeModule, around: ast.AST, child: ast.AST) -> bool | None:
    """Whether what stands in a part of a node is a type; None where the nodes further out decide."""
    answer = None
    match around:
        case ast.Subscript(value=generic) if dotted_name(generic).rpartition(".")[2] in _DATA:
            answer = False
        case ast.arg():
            answer = True
        case ast.AnnAssign(annotation=annotation):
            answer = child is annotation or module.origin(annotation) in _ALIASES
        case ast.FunctionDef(returns=returns) | ast.AsyncFunctionDef(returns=returns):
            answer = child is returns
        case ast.ClassDef(bases=bases):
            answer = child in bases
        case ast.Call():
            answer = _takes_type(module, around, child)
        case ast.stmt():
            answer = False
    return answer


def _takes_type(module: CodeModule, call: ast.Call, argument: ast.AST) -> bool:
    """Whether a call of `typing` takes an argument as a type; the first of `TypeVar` is only its name."""
    origin, _, name = module.origin(call.func).rpartition(".")
    if origin not in _TYPING or name not in _TYPE_ARGUMENTS:
        return False
    is_first = bool(call.args) and argument is call.args[0]
    return is_first == (_TYPE_ARGUMENTS[name] == 1)

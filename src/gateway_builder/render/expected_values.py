"""Expressions of a binding as what they give for a test's examples: literals as far as that is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gateway_builder.render.sample_values import Code, Sample, write_literal

if TYPE_CHECKING:
    from collections.abc import Mapping


class Settled(NamedTuple):
    """Code of a test, and the names of the binding that it still reads."""

    code: str
    names: frozenset[str]


class Made(NamedTuple):
    """An example that has attributes: what is known of them, of what its methods give, and code that makes it anew."""

    fields: Mapping[str, Known]
    calls: Mapping[str, Known] = {}
    code: str = ""


Known: TypeAlias = "Sample | Made"
# What tests call their own things: a parameter of the same name becomes a variable of another.
_TAKEN = frozenset({
    "alter", "answer", "asyncio", "call", "client", "expected", "gateway", "io", "last", "path", "pytest", "re",
    "result", "sent", "stubber", "to", "waiter",
})  # fmt: skip
_LOOSE = (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.IfExp)


def settle(code: str, known: Mapping[str, Known]) -> Settled:
    """The expression, with literals for what is known.

    Args:
        code: An expression of a binding.
        known: What is known of names, `config` among them; None where nothing is.
    """
    names: set[str] = set()
    node = ast.parse(code, mode="eval").body
    text = _write(node, known, names)
    return Settled(f"({text})" if isinstance(node, _LOOSE) else text, frozenset(names))


def spell_local(name: str) -> str:
    """The variable of a test that holds the example of a parameter.

    Args:
        name: Name of the parameter.
    """
    return f"{name}_" if name in _TAKEN else name


def _write(node: ast.expr, known: Mapping[str, Known], names: set[str]) -> str:
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return "{" + ", ".join(f"{_write_key(key)}: {_write(each, known, names)}" for key, each in pairs) + "}"
    if isinstance(node, ast.List):
        return "[" + ", ".join(_write(each, known, names) for each in node.elts) + "]"
    found = _write_known(_evaluate(node, known))
    if found:
        return found
    filler = _Filler(known)
    text = ast.unparse(filler.visit(node))
    names |= filler.left
    return text


def _write_key(key: ast.expr | None) -> str:
    return write_literal(str(key.value)) if isinstance(key, ast.Constant) else ""


class _Filler(ast.NodeTransformer):
    """Puts literals where values are known, and variables of the test for parameters; `left` names those."""

    def __init__(self, known: Mapping[str, Known]) -> None:
        self._known = known
        self.left: set[str] = set()

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        found = _write_known(_evaluate(node, self._known))
        return ast.parse(found, mode="eval").body if found else self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id not in self._known:
            return node
        self.left.add(node.id)
        return ast.Name(spell_local(node.id), node.ctx)


def _write_known(found: Known) -> str:
    """What is known as code, "" where that is not enough."""
    if isinstance(found, Made):
        return found.code
    return "" if found is None else write_literal(found)


def _evaluate(node: ast.expr, known: Mapping[str, Known]) -> Known:
    """What an expression gives, None where that is not known."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str | bool | int | float | bytes) else Code(repr(node.value))
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute):
        holder = _evaluate(node.value, known)
        return holder.fields.get(node.attr) if isinstance(holder, Made) else None
    if isinstance(node, ast.JoinedStr):
        parts = [_evaluate_part(part, known) for part in node.values]
        return "".join(part for part in parts if part is not None) if None not in parts else None
    return _evaluate_call(node, known) if isinstance(node, ast.Call) else None


def _evaluate_call(node: ast.Call, known: Mapping[str, Known]) -> Known:
    if node.keywords:
        return None
    if isinstance(node.func, ast.Attribute) and not node.args:
        holder = _evaluate(node.func.value, known)
        return holder.calls.get(node.func.attr) if isinstance(holder, Made) else None
    if isinstance(node.func, ast.Name) and node.func.id == "str" and len(node.args) == 1:
        given = _evaluate(node.args[0], known)
        return str(given) if isinstance(given, str | int) else None
    return None


def _evaluate_part(node: ast.expr, known: Mapping[str, Known]) -> str | None:
    """A part of an f-string."""
    if not isinstance(node, ast.FormattedValue):
        return str(node.value) if isinstance(node, ast.Constant) else None
    plain = node.conversion == -1 and node.format_spec is None
    given = _evaluate(node.value, known) if plain else None
    return str(given) if isinstance(given, str | int) else None

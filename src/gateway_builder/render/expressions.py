"""Expressions over `config` as they are spelled where the configuration is kept."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"config\.([^\W\d]\w*)")


def spell_config(code: str, prefix: str) -> str:
    """The expression with every `config.NAME` as `PREFIX + NAME`: `self._NAME` in a gateway.

    Args:
        code: One Python expression.
        prefix: What stands in front of the name.
    """
    if "config" not in code:
        return code
    whole = _WHOLE.fullmatch(code)
    return prefix + whole[1] if whole else _rewrite(code, prefix)


def _rewrite(code: str, prefix: str) -> str:
    """The same through the syntax tree: `config` may be part of a word, or stand in a string."""
    import ast

    class Speller(ast.NodeTransformer):
        def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
            if isinstance(node.value, ast.Name) and node.value.id == "config":
                return ast.parse(prefix + node.attr, mode="eval").body
            return self.generic_visit(node)

    return ast.unparse(Speller().visit(ast.parse(code, mode="eval")))

"""The free names of annotations and defaults."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.source.bindings import dotted_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def dotted_names(node: ast.AST, *, is_annotation: bool = True) -> Iterator[str]:
    """Names and chains of attributes (`dt.datetime`) that an expression uses, in order, repetitions included.

    Args:
        node: The expression.
        is_annotation: Whether strings in it are annotations themselves; those of `Literal` never are.
    """
    if isinstance(node, ast.Constant):
        if is_annotation and isinstance(node.value, str):
            yield from names_in_text(node.value)
    elif chain := dotted_name(node):
        yield chain
    elif isinstance(node, ast.Subscript):
        yield from dotted_names(node.value, is_annotation=is_annotation)
        yield from _subscripted(node, is_annotation=is_annotation)
    elif isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        bound = {inner.arg for inner in ast.walk(node) if isinstance(inner, ast.arg)}
        stored = (inner for inner in ast.walk(node) if isinstance(inner, ast.Name))
        bound |= {inner.id for inner in stored if isinstance(inner.ctx, ast.Store)}
        for child in ast.iter_child_nodes(node):
            names = dotted_names(child, is_annotation=False)
            yield from (name for name in names if name.partition(".")[0] not in bound)
    else:
        for child in ast.iter_child_nodes(node):
            yield from dotted_names(child, is_annotation=is_annotation)


def names_in_text(text: str, *, is_annotation: bool = True) -> tuple[str, ...]:
    """Names that a piece of source uses, each once; none where it is no expression."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
        return tuple(dict.fromkeys(dotted_names(tree.body, is_annotation=is_annotation)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def replace_names(text: str, replacements: Mapping[str, str]) -> str:
    """The text of an annotation with whole names replaced, at the beginning of a chain of attributes."""
    if not replacements:
        return text
    names = "|".join(map(re.escape, sorted(replacements, key=len, reverse=True)))
    return re.sub(rf"(?<![\w.])(?:{names})(?!\w)", lambda match: replacements[match[0]], text)


def split_type_parameters(text: str) -> tuple[tuple[str, str], ...]:
    """Name and bound (with default) of each parameter of a PEP 695 list."""
    parts: list[str] = [""]
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    found = (re.match(r"\s*\*{0,2}\s*(\w+)\s*:?(.*)", part, re.DOTALL) for part in parts)
    return tuple((match[1], match[2].strip()) for match in found if match)


def type_parameter_names(text: str) -> frozenset[str]:
    """Names that a PEP 695 list binds."""
    return frozenset(name for name, _ in split_type_parameters(text))


def names_in_bounds(text: str) -> tuple[str, ...]:
    """Names that the bounds and defaults of a PEP 695 list use."""
    bounds = (piece for _, bound in split_type_parameters(text) for piece in re.split(r"(?<![=!<>])=(?!=)", bound))
    own = type_parameter_names(text)
    return tuple(name for bound in bounds for name in names_in_text(bound) if name not in own)


def _subscripted(node: ast.Subscript, *, is_annotation: bool) -> Iterator[str]:
    """What stands between the brackets: values in `Literal`, metadata in `Annotated`, else types."""
    maker = dotted_name(node.value).rpartition(".")[2]
    if maker == "Annotated" and isinstance(node.slice, ast.Tuple):
        yield from dotted_names(node.slice.elts[0], is_annotation=is_annotation)
        for metadata in node.slice.elts[1:]:
            yield from dotted_names(metadata, is_annotation=False)
    else:
        yield from dotted_names(node.slice, is_annotation=is_annotation and maker != "Literal")

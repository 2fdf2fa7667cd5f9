"""Proves that an edit adds what it should and leaves everything else as it was."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.errors import ConflictError
from gateway_builder.source.outline import is_typing_guard, read_outline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import TypeGuard

    from gateway_builder.source.outline import Outline


def prove_edit(before: bytes, after: bytes, *, path: str, added: Collection[str]) -> tuple[str, ...]:
    """Reasons why an edit must not be made; none when it is proven to add `added` and imports, and nothing else."""
    old = read_outline(before, path=path)
    try:
        new = read_outline(after, path=path)
    except ConflictError as error:
        return (f"the result can't be read: {error}",)
    reasons = [
        *_changed_frame(old, new),
        *_changed_statements(old, new, added),
        *_changed_bindings(old, new, added),
    ]
    return tuple(dict.fromkeys(reasons))


def _changed_frame(old: Outline, new: Outline) -> Iterator[str]:
    """What must be kept of the file as a whole."""
    if (old.source.bom, old.source.encoding) != (new.source.bom, new.source.encoding):
        yield "the encoding would change"
    ending = new.source.text[-2:]
    if new.source.text and not ending.endswith(("\n", "\r")):
        yield "the file would not end with a newline"


def _changed_statements(old: Outline, new: Outline, added: Collection[str]) -> Iterator[str]:
    """Statements that are gone, changed or unexpected, and comments that were lost between them."""
    yield from _compare(old, new, old.body, new.body, added)
    kept = _loose_lines(old)
    there = iter(_loose_lines(new))
    lost = [line for line in kept if not any(line == other for other in there)]
    if lost:
        yield f"a comment would be lost: {lost[0]!r}"


def _compare(
    old: Outline, new: Outline, before: Sequence[ast.stmt], after: Sequence[ast.stmt], added: Collection[str]
) -> Iterator[str]:
    position = 0
    for node in after:
        expected = before[position] if position < len(before) else None
        if (expected is not None and _text(old, expected) == _text(new, node)) or (
            expected is not None and _is_extended(expected, node)
        ):
            position += 1
        elif _is_guard(expected) and _is_guard(node) and _same_frame(expected, node):
            position += 1
            yield from _compare(old, new, expected.body, node.body, added)
        elif not _is_expected(node, added):
            yield f"line {node.lineno} would hold something that was not asked for"
    if position < len(before):
        yield f"the statement at line {before[position].lineno} would change"


def _text(outline: Outline, node: ast.stmt) -> str:
    source = outline.source
    decorators = getattr(node, "decorator_list", [])
    first = min([(node.lineno, node.col_offset), *((each.lineno, each.col_offset) for each in decorators)])
    end = source.offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
    return source.text[source.offset(*first) : end]


def _is_expected(node: ast.stmt, added: Collection[str]) -> bool:
    return isinstance(node, (ast.Import, ast.ImportFrom)) or (isinstance(node, ast.ClassDef) and node.name in added)


def _is_guard(node: ast.stmt | None) -> TypeGuard[ast.If]:
    return isinstance(node, ast.If) and is_typing_guard(node.test)


def _same_frame(before: ast.If, after: ast.If) -> bool:
    """Whether two guards differ at most in the statements that type checkers alone see."""
    mine = [_dump(each) for each in (before.test, *before.orelse)]
    return mine == [_dump(each) for each in (after.test, *after.orelse)]


def _is_extended(before: ast.stmt, after: ast.stmt) -> bool:
    """Whether a statement is an old `from` import or an old `__all__` with names added and none lost or reordered."""
    if isinstance(before, ast.ImportFrom) and isinstance(after, ast.ImportFrom):
        same = (before.module, before.level) == (after.module, after.level)
        return same and _is_subsequence([_dump(each) for each in before.names], [_dump(each) for each in after.names])
    return type(before) is type(after) and "__all__" in ast.dump(before) and _is_longer_list(before, after)


def _is_longer_list(before: ast.AST, after: ast.AST) -> bool:
    """Whether two trees are equal but for strings added to lists and tuples."""
    if isinstance(before, (ast.List, ast.Tuple)) and type(before) is type(after):
        return _is_subsequence([_dump(each) for each in before.elts], [_dump(each) for each in after.elts])
    if type(before) is not type(after):
        return False
    mine, theirs = list(ast.iter_child_nodes(before)), list(ast.iter_child_nodes(after))
    if not mine:
        return _dump(before) == _dump(after)
    return len(mine) == len(theirs) and all(
        _is_longer_list(one, other) for one, other in zip(mine, theirs, strict=True)
    )


def _is_subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    rest = iter(long)
    return all(any(each == other for other in rest) for each in short)


def _dump(node: ast.AST) -> str:
    return ast.dump(node)


def _loose_lines(outline: Outline) -> list[str]:
    """Comments outside statements and behind them, in order; those inside imports and lists too."""
    source = outline.source
    fixed: set[int] = set()
    for node in outline.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) or _is_docstring(node):
            fixed.update(range(node.lineno, (node.end_lineno or node.lineno)))
    lines = (source.line(number) for number in range(1, source.line_count + 1) if number not in fixed)
    return [line[line.index("#") :].rstrip() for line in lines if "#" in line]


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changed_bindings(old: Outline, new: Outline, added: Collection[str]) -> Iterator[str]:
    """Names that would mean something else, and names that nobody asked for."""
    for name, bindings in old.bindings.items():
        before = [(binding.origin, binding.typing_only, binding.conditional) for binding in bindings]
        after = [(binding.origin, binding.typing_only, binding.conditional) for binding in new.bindings.get(name, ())]
        repeated = (
            after[: len(before)] == before and set(after[len(before) :]) <= {before[-1]} and before[-1][0] is not None
        )
        if before != after and not (repeated and _is_module_again(old, name)):
            yield f"{name} (line {bindings[0].line}) would be bound differently"
    for name, bindings in new.bindings.items():
        if name in old.bindings or name in added:
            continue
        if any(binding.origin is None for binding in bindings):
            yield f"{name} would be a new name"
    missing = [name for name in added if name not in new.bindings]
    yield from (f"{name} would not be there" for name in missing)


def _is_module_again(old: Outline, name: str) -> bool:
    """Whether a name is a package that `import package.module` may bind once more."""
    binding = old.bindings[name][-1]
    return binding.origin is not None and not binding.origin.name

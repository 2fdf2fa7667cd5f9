"""What every edit promises, checked without any of the engine's own code."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

RULES = "I001,F811,E302,E305,E402,F821"


def broken_promises(before: bytes, after: bytes, added: str) -> list[str]:
    """Everything that an edit which added a class or an import of that name did wrong."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            old = ast.parse(before)
            new = compile(after, "after", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
            compile(after, "after", "exec", dont_inherit=True)
    except SyntaxError as error:
        return [f"does not compile: {error}"]
    assert isinstance(new, ast.Module)
    return [
        *_lost_lines(before, after, old),
        *_lost_comments(before, after),
        *_wrong_frame(before, after),
        *_changed_bindings(old, new, added),
        *_changed_classes(old, new),
        *_wrong_place(old, new, added),
        *_forgotten_export(old, new, added),
    ]


def _lost_lines(before: bytes, after: bytes, old: ast.Module) -> Iterator[str]:
    """Lines outside of imports and `__all__` stand in the result, unchanged and in order."""
    flexible: set[int] = set()
    for node in ast.walk(old):
        if isinstance(node, ast.ImportFrom) or (isinstance(node, (ast.stmt)) and _is_exports(node)):
            flexible.update(range(node.lineno, (node.end_lineno or 0) + 1))
    lines = before.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    there = iter(after.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True))
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        newline = (
            b"\r\n"
            if before.count(b"\r\n") * 2 > before.count(b"\n")
            else b"\r"
            if before.count(b"\r") > before.count(b"\n")
            else b"\n"
        )
        lines[-1] += newline
    for number, line in enumerate(lines, 1):
        if number not in flexible and not any(line == other for other in there):
            yield f"line {number} is lost or changed: {line!r}"
            return


def _comments(content: bytes) -> list[str]:
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return [
            token.string.rstrip()
            for token in tokenize.tokenize(io.BytesIO(content).readline)
            if token.type == tokenize.COMMENT
        ]
    except (tokenize.TokenError, IndentationError):
        return []


def _lost_comments(before: bytes, after: bytes) -> Iterator[str]:
    there = iter(_comments(after))
    for comment in _comments(before):
        if not any(comment == other for other in there):
            yield f"comment is lost: {comment}"
            return


def _wrong_frame(before: bytes, after: bytes) -> Iterator[str]:
    if before.startswith(b"\xef\xbb\xbf") != after.startswith(b"\xef\xbb\xbf"):
        yield "byte order mark"
    if not after.endswith((b"\n", b"\r")):
        yield "no newline at the end"
    if after.endswith((b"\n\n", b"\r\n\r\n", b"\r\r")) and not before.endswith((b"\n\n", b"\r\n\r\n", b"\r\r")):
        yield "blank line at the end"
    if b"\r" not in before and b"\r" in after:
        yield "carriage return appeared"
    if before.count(b"\r\n") == before.count(b"\n") > 0 and after.count(b"\r\n") != after.count(b"\n"):
        yield "bare line feed appeared"


def _is_exports(node: ast.stmt) -> bool:
    if isinstance(
        node, (ast.If, ast.Try, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.With, ast.For, ast.While)
    ):
        return False
    return any(isinstance(part, ast.Name) and part.id == "__all__" for part in ast.walk(node))


def _bindings(body: Iterable[ast.stmt], guard: str = "") -> Iterator[tuple[str, str]]:
    """Name and what it is bound to, for each binding at the top level, in order."""
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield (
                    alias.asname or alias.name.split(".")[0],
                    f"{guard}import {alias.name if alias.asname else alias.name.split('.')[0]}",
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name, f"{guard}{'.' * node.level}{node.module}:{alias.name}"
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, guard + ast.dump(node)
        else:
            yield from _other_bindings(node, guard)


def _other_bindings(node: ast.stmt, guard: str) -> Iterator[tuple[str, str]]:
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.expr):
            for name in ast.walk(part):
                if isinstance(name, ast.Name) and isinstance(name.ctx, (ast.Store, ast.Del)) and name.id != "__all__":
                    yield name.id, guard + ast.dump(node)
    for field in ("body", "orelse", "finalbody"):
        yield from _bindings(getattr(node, field, []), f"{guard}{type(node).__name__}.{field}.")
    for handler in getattr(node, "handlers", []):
        yield from _bindings(handler.body, f"{guard}handler.")


def _by_name(tree: ast.Module) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in _bindings(tree.body):
        found.setdefault(name, []).append(value)
    return found


def _changed_bindings(old: ast.Module, new: ast.Module, added: str) -> Iterator[str]:
    before, after = _by_name(old), _by_name(new)
    for name, values in before.items():
        now = after.get(name, [])
        if now != values and [value for value in now if value != f"import {name}"] != [
            value for value in values if value != f"import {name}"
        ]:
            yield f"{name} is bound differently: {values} and then {now}"[:300]
    for name in after.keys() - before.keys() - {added}:
        if len(after[name]) > 1:
            yield f"{name} is bound more than once"
    if added in before or len(after.get(added, [])) != 1:
        yield f"{added} is not bound once"


def _classes(tree: ast.Module) -> dict[str, str]:
    return {
        node.name: ast.dump(ast.Tuple([*node.bases, *node.decorator_list], ast.Load()))
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def _changed_classes(old: ast.Module, new: ast.Module) -> Iterator[str]:
    after = _classes(new)
    yield from (f"class {name} has other bases" for name, bases in _classes(old).items() if after.get(name) != bases)


def _is_main_guard(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )


def _wrong_place(old: ast.Module, new: ast.Module, added: str) -> Iterator[str]:
    names = [getattr(node, "name", "") for node in new.body]
    if added not in names:
        return
    place = names.index(added)
    above = new.body[:place]
    if any(_is_main_guard(node) for node in above):
        yield "the class stands behind `if __name__`"
    classes = [
        index
        for index, node in enumerate(old.body)
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    ]
    bottom = [index for index, node in enumerate(old.body) if _is_exports(node) and classes and index > classes[-1]]
    if bottom and any(_is_exports(node) and new.body.index(node) >= bottom[0] for node in above):
        yield "the class stands behind a bottom __all__"
    if any(isinstance(node, ast.Delete) for node in above) and isinstance(old.body[-1], ast.Delete):
        yield "the class stands behind a bottom del"


def static_exports(tree: ast.Module) -> list[str] | None:
    """Names in plain `__all__` lists; None without one."""
    names: list[str] | None = None
    for node in tree.body:
        if _is_exports(node):
            for part in ast.walk(node):
                if isinstance(part, (ast.List, ast.Tuple)):
                    names = (names or []) + [
                        each.value
                        for each in part.elts
                        if isinstance(each, ast.Constant) and isinstance(each.value, str)
                    ]
    return names


def _forgotten_export(old: ast.Module, new: ast.Module, added: str) -> Iterator[str]:
    before, after = static_exports(old), static_exports(new)
    classes = {node.name for node in old.body if isinstance(node, ast.ClassDef)}
    protocols = {
        node.name
        for node in old.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and any("Protocol" in ast.dump(base) for base in node.bases)
    }
    if before is None or added.startswith("_"):
        return
    listed = set(before) & (protocols or classes)
    if listed and added not in (after or []):
        yield "__all__ is there and forgotten"
    if after is not None and [name for name in after if name != added] != before:
        yield "__all__ changed in another way"


def worse_findings(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Codes that occur more often afterwards."""
    codes: Collection[str] = set(after)
    return [
        f"ruff {code}: {before.count(code)} before, {after.count(code)} after"
        for code in sorted(codes)
        if after.count(code) > before.count(code)
    ]

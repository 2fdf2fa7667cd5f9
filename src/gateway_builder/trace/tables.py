"""What dictionaries in the code hold: literals, merged ones, and those that are wrapped to be read-only."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.trace.values import StateKey

if TYPE_CHECKING:
    from gateway_builder.source.code_index import ClassView, CodeIndex
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.parts import Table
    from gateway_builder.trace.texts import Texts

_WRAPPERS = frozenset(
    {"dict", "types.MappingProxyType", "frozendict.frozendict", "immutables.Map", "collections.OrderedDict"}
    | {"collections.ChainMap", "frozendict"}
)
_DEFAULTS = "collections.defaultdict"
_MOST_STEPS = 8


def is_table(module: CodeModule, node: ast.expr) -> bool:
    """Whether an expression makes a dictionary whose keys may be read."""
    if isinstance(node, ast.Dict):
        return True
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and (is_table(module, node.left) or is_table(module, node.right))
    if not isinstance(node, ast.Call):
        return False
    origin = module.origin(node.func)
    return origin in _WRAPPERS or origin in {_DEFAULTS, "dict.fromkeys"} or origin.endswith(".frozendict")


class Tables:
    """Reads dictionaries of a project."""

    def __init__(self, index: CodeIndex, texts: Texts) -> None:
        self._index = index
        self._texts = texts

    def read(self, table: Table) -> tuple[tuple[StateKey, ...], bool]:
        """The keys of a dictionary with what each becomes, and whether they are all."""
        keys: dict[str, StateKey] = {}
        is_complete = self._add(keys, table.module, table.node, table.owner, _MOST_STEPS)
        return tuple(keys.values()), is_complete

    def default_of(self, table: Table) -> ast.expr | None:
        """What `defaultdict(lambda: UNKNOWN, …)` gives for a key that is not there; None for any other dictionary."""
        node = table.node
        if not isinstance(node, ast.Call) or table.module.origin(node.func) != _DEFAULTS or not node.args:
            return None
        made = node.args[0]
        return made.body if isinstance(made, ast.Lambda) else made

    def _add(
        self, keys: dict[str, StateKey], module: CodeModule, node: ast.expr, owner: ClassView | None, steps: int
    ) -> bool:
        if not steps:
            return False
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            seen = [self._add_pair(keys, module, key, held, owner, steps) for key, held in pairs]
            return all(seen)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            seen = [self._add(keys, module, each, owner, steps - 1) for each in (node.left, node.right)]
            return all(seen)
        if isinstance(node, ast.Call):
            return self._add_call(keys, module, node, owner, steps)
        found = self._named(module, node, owner)
        return found is not None and self._add(keys, *found, steps - 1)

    def _add_pair(
        self,
        keys: dict[str, StateKey],
        module: CodeModule,
        key: ast.expr | None,
        held: ast.expr,
        owner: ClassView | None,
        steps: int,
    ) -> bool:
        if key is None:
            return self._add(keys, module, held, owner, steps - 1)
        text = self._texts.find(module, key, owner)
        if text is not None:
            keys[text] = StateKey(text, key, held)
        return text is not None

    def _add_call(
        self, keys: dict[str, StateKey], module: CodeModule, node: ast.Call, owner: ClassView | None, steps: int
    ) -> bool:
        origin = module.origin(node.func)
        if origin == "dict.fromkeys":
            texts = self._texts.find_all(module, node.args[0], owner) if node.args else None
            result = node.args[1] if len(node.args) > 1 else None
            keys.update({each.text: StateKey(each.text, each.node, result) for each in texts or ()})
            return texts is not None
        given = node.args[1:] if origin == _DEFAULTS else node.args
        seen = [self._add(keys, module, each, owner, steps - 1) for each in given]
        for keyword in node.keywords:
            if keyword.arg is None:
                seen.append(self._add(keys, module, keyword.value, owner, steps - 1))
            else:
                keys[keyword.arg] = StateKey(keyword.arg, keyword, keyword.value)
        return all(seen)

    def _named(
        self, module: CodeModule, node: ast.expr, owner: ClassView | None
    ) -> tuple[CodeModule, ast.expr, ClassView | None] | None:
        """The dictionary that a name stands for."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
            held = self._texts.class_value(owner, node.attr) if owner else None
            return (held[0].module, held[1], held[0]) if held else None
        if isinstance(node, ast.Name) and owner and (own := self._texts.class_value(owner, node.id)):
            return own[0].module, own[1], own[0]
        origin = module.origin(node)
        found = self._index.find_value(origin) if origin else None
        return (*found, None) if found and found[1] is not node else None

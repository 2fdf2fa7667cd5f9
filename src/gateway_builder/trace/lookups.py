"""Notes translations of states as they are found: lookups in dictionaries, chains of branches, enums that are made."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.trace.chains import Chains, Outcome
from gateway_builder.trace.values import MapForm, StateKey, StateMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.trace.chains import Chain
    from gateway_builder.trace.notes import Notes
    from gateway_builder.trace.parts import Table, Values
    from gateway_builder.trace.tables import Tables
    from gateway_builder.trace.texts import Text, Texts


class Lookups:
    """Translations in one module, seen from inside one class."""

    def __init__(self, notes: Notes, texts: Texts, tables: Tables, module: CodeModule, owner: ClassView | None) -> None:
        self._notes = notes
        self._texts = texts
        self._tables = tables
        self._module = module
        self._owner = owner
        self.chains = Chains(self.find_text, self._find_texts)

    def find_text(self, node: ast.expr) -> str | None:
        """The text that an expression of the module stands for."""
        return self._texts.find(self._module, node, self._owner)

    def _find_texts(self, node: ast.expr) -> tuple[Text, ...] | None:
        found = self._texts.find_all(self._module, node, self._owner)
        if found is not None or not isinstance(node, (ast.Name, ast.Attribute)):
            return found
        return None

    def note_table(
        self, table: Table, values: Values, lookup: ast.expr, default: ast.expr | None, *, raises: bool
    ) -> None:
        """Note that a dictionary is asked for values.

        Args:
            table: The dictionary.
            values: What is looked up in it.
            lookup: The expression that looks up.
            default: What stands in for a key that is not there.
            raises: Whether such a key raises.
        """
        keys, is_complete = self._tables.read(table)
        own_default = self._tables.default_of(table) if raises else None
        found = StateMap(
            module=table.module,
            node=table.node,
            form=MapForm.DICT,
            name=table.name,
            keys=keys,
            sources=(),
            default=own_default or default,
            raises=raises and own_default is None,
            is_complete=is_complete,
            default_module=table.module if own_default else self._module,
        )
        self._notes.add_map(found, values, lookup)

    def note_chain(self, chain: Chain, values: Values) -> None:
        """Note branches on values."""
        default = chain.default or Outcome()
        found = StateMap(
            module=self._module,
            node=chain.node,
            form=chain.form,
            name="",
            keys=chain.keys,
            sources=(),
            default=default.result,
            raises=default.raises,
            is_complete=chain.is_complete,
        )
        self._notes.add_map(found, values)

    def note_comparison(self, node: ast.Compare, find: Callable[[ast.expr], Values]) -> None:
        """Note that values are compared with texts."""
        condition = self.chains.condition(node)
        if condition is None:
            return
        keys = tuple(StateKey(text, held) for text, held in condition.texts)
        found = StateMap(self._module, node, MapForm.COMPARISON, "", keys, (), None, raises=False)
        self._notes.add_map(found, find(condition.subject))

    def note_enum(self, view: ClassView, values: Values, lookup: ast.expr, *, is_caught: bool) -> bool:
        """Note that an enum of texts is made of values; False if the class is none."""
        members = self._texts.enum_members(view)
        if not members:
            return False
        keys = tuple(StateKey(each.text, each.node) for each in members)
        if not is_caught:
            found = StateMap(view.module, view.node, MapForm.ENUM, view.name, keys, (), None, raises=True)
            self._notes.add_map(found, values, lookup)
        return True

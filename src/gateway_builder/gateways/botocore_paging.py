"""Paginators and waiters of a botocore model as neutral values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.gateways.botocore_conversion import (
    read_integer,
    read_table,
    read_text,
    read_texts,
    require_name,
    require_printable,
)
from gateway_builder.model.service import Paging, Waiter

if TYPE_CHECKING:
    from gateway_builder.gateways.botocore_conversion import JsonTable
    from gateway_builder.gateways.botocore_method_names import MethodNames
    from gateway_builder.gateways.botocore_model import RawModel


def read_paging(paginators: JsonTable, operation: str) -> Paging | None:
    """How the answers of an operation come in pages.

    Args:
        paginators: Content of the file of paginators.
        operation: Name of the operation in the model.

    Returns:
        The paginator, or None where there is none.
    """
    found = read_table(read_table(paginators, "pagination"), operation)
    if not found:
        return None
    place = f"paginators-1: {operation}"
    return Paging(
        input_tokens=require_printable(read_texts(found, "input_token"), place),
        output_tokens=require_printable(read_texts(found, "output_token"), place),
        result_keys=require_printable(read_texts(found, "result_key"), place),
        limit_key=read_text(found, "limit_key"),
        more_results=read_text(found, "more_results"),
    )


class BotocoreWaiters:
    """Converts the waiters of one model."""

    def __init__(self, raw: RawModel, names: MethodNames) -> None:
        """Keep the model, and how botocore spells names."""
        self._waiters = read_table(raw.waiters, "waiters")
        self._place = f"{raw.place}: waiters"
        self._spelling = names

    @property
    def names(self) -> dict[str, str]:
        """Waiters of the model by the SDK's names."""
        return {self._spelling.spell(require_name(name, self._place)): name for name in self._waiters}

    def convert(self, name: str) -> Waiter:
        """The waiter of the SDK's name for it.

        Raises:
            KeyError: If there is none.
        """
        entry = read_table(self._waiters, self.names[name])
        return Waiter(
            name=name,
            operation=self._spelling.spell(read_text(entry, "operation")),
            delay=read_integer(entry, "delay") or 0,
            attempts=read_integer(entry, "maxAttempts") or 0,
        )

from typing import Protocol, runtime_checkable


@runtime_checkable
class IStockKeeper(Protocol):
    """The warehouse's count of things."""

    def reserve_items(self, order_number: int, skus: list[str]) -> bool:
        """Put items aside for an order.

        Args:
            order_number: The order.
            skus: Numbers of the items.

        Returns:
            Whether all of them are there.
        """
        ...

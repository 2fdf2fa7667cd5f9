from orders.gateways.interfaces import IStockKeeper


class EmptyShelf:
    def reserve_items(self, order_number: int, skus: list[str]) -> bool:
        return not skus


def test_an_empty_shelf_keeps_stock() -> None:
    assert isinstance(EmptyShelf(), IStockKeeper)

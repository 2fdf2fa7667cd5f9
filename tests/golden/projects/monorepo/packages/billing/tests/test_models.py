from decimal import Decimal

from billing.models import Invoice


def test_euro_is_the_default() -> None:
    assert Invoice("2024-1", Decimal("9.90")).currency == "EUR"

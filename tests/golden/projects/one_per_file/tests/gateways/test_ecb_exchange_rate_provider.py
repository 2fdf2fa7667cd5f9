from decimal import Decimal

from ledger.gateways.ecb_exchange_rate_provider import ECBExchangeRateProvider


def test_rates_are_crossed() -> None:
    provider = ECBExchangeRateProvider({"USD": Decimal("1.1"), "CHF": Decimal("0.99")})

    assert provider.get_rate("USD", "CHF") == Decimal("0.9")

"""What the ledger asks of the world, one interface per file."""

from .bank_statement_source import BankStatementSource
from .exchange_rate_provider import ExchangeRateProvider
from .receipt_scanner import ReceiptScanner
from .tax_rate_provider import TaxRateProvider

__all__ = [
    "BankStatementSource",
    "ExchangeRateProvider",
    "ReceiptScanner",
    "TaxRateProvider",
]

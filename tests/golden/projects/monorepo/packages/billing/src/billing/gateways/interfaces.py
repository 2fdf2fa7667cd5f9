from __future__ import annotations

from typing import Protocol, runtime_checkable

from billing.models import Invoice


@runtime_checkable
class IPaymentProvider(Protocol):
    """Takes the customers' money."""

    def charge_invoice(self, invoice: Invoice) -> str:
        """Charge an invoice.

        Args:
            invoice: The invoice to charge.

        Returns:
            Reference of the payment.
        """
        ...

"""Everything outside of this program that it talks to."""

from typing import Protocol, runtime_checkable


@runtime_checkable
class IMailer(Protocol):
    """Sends mail."""

    def send_mail(self, to: str, subject: str, text: str) -> None:
        """Send one mail."""
        ...


# Nothing below this line but new interfaces, please.

"""Tells people through Slack."""

from __future__ import annotations

import logging

import requests

from platform_app.gateways.errors import GatewayRejectedError, GatewayUnavailableError

logger = logging.getLogger(__name__)


class SlackNotificationService:
    """Sends texts through an incoming webhook of Slack."""

    def __init__(
        self, *, webhook_url: str, slack_client: requests.Session | None = None, timeout: float = 10.0
    ) -> None:
        """Keep the configuration; open a session where none is given."""
        self._webhook_url = webhook_url
        self._timeout = timeout
        self._slack_client = slack_client or requests.Session()

    def send_notification(self, recipient: str, text: str) -> None:
        """Send a text to somebody."""
        if not text:
            raise ValueError("the text is empty")
        try:
            answer = self._slack_client.post(
                self._webhook_url, json={"text": f"{recipient}: {text}"}, timeout=self._timeout
            )
            answer.raise_for_status()
        except requests.HTTPError as error:
            logger.warning("slack refused a message to %s", recipient)
            raise GatewayRejectedError(f"the message to {recipient} was refused") from error
        except requests.RequestException as error:
            logger.warning("slack gave no answer for %s", recipient)
            raise GatewayUnavailableError("no answer") from error

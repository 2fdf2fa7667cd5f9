"""SlackNotificationService against a stubbed session."""

from __future__ import annotations

from unittest.mock import create_autospec

import pytest
import requests

from platform_app.gateways.errors import GatewayRejectedError, GatewayUnavailableError
from platform_app.gateways.interfaces import INotificationService
from platform_app.gateways.slack_notification_service import SlackNotificationService


def make_service(session: requests.Session) -> SlackNotificationService:
    return SlackNotificationService(webhook_url="https://hooks.example.test/1", slack_client=session)


def test_it_satisfies_the_interface() -> None:
    session = create_autospec(requests.Session, instance=True)
    assert isinstance(make_service(session), INotificationService)


def test_the_text_is_posted() -> None:
    session = create_autospec(requests.Session, instance=True)
    make_service(session).send_notification("ann", "hello")
    assert session.post.call_args.kwargs["json"] == {"text": "ann: hello"}


def test_an_empty_text_is_refused() -> None:
    session = create_autospec(requests.Session, instance=True)
    with pytest.raises(ValueError, match="empty"):
        make_service(session).send_notification("ann", "")


def test_a_refusal_is_told() -> None:
    session = create_autospec(requests.Session, instance=True)
    session.post.return_value.raise_for_status.side_effect = requests.HTTPError()
    with pytest.raises(GatewayRejectedError):
        make_service(session).send_notification("ann", "hello")


def test_no_answer_is_told() -> None:
    session = create_autospec(requests.Session, instance=True)
    session.post.side_effect = requests.ConnectionError()
    with pytest.raises(GatewayUnavailableError):
        make_service(session).send_notification("ann", "hello")

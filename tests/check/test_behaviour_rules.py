"""What cases can't show of the rules about behaviour: files whose bytes forbid fixes."""

from __future__ import annotations

from textwrap import dedent

import pytest

from tests.check.cases import check_files

_FILES = {
    "src/app/gateways/interfaces.py": dedent(
        """
        from typing import Protocol

        class IPriceSource(Protocol):
            def get_price(self, item: str) -> str: ...
        """
    ),
    "src/app/gateways/http_price_source.py": dedent(
        """
        import logging

        import requests

        logger = logging.getLogger(__name__)

        class HTTPPriceSource:
            def __init__(self, session: requests.Session) -> None:
                self._session = session

            def get_price(self, item: str) -> str:
                print("asking")
                try:
                    return self._session.get(item, timeout=5).text
                except requests.RequestException as error:
                    raise KeyError(item)
        """
    ),
}


@pytest.mark.parametrize("code", ["GW502", "GW705", "GW805"])
def test_a_file_that_can_not_be_written_back_unchanged_gets_no_fix(code: str) -> None:
    path = "src/app/gateways/http_price_source.py"
    confused = {**_FILES, path: "\ufeff# coding: latin-1" + _FILES[path]}

    assert [each.fix is not None for each in check_files(_FILES, select=(code,)).findings if "print" not in each.hint]
    assert {each.fix for each in check_files(confused, select=(code,)).findings} == {None}

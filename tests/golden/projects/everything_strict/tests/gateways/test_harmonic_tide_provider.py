"""Tests of HarmonicTideProvider."""

from __future__ import annotations

from datetime import date

from tide_tables.gateways.harmonic_tide_provider import HarmonicTideProvider
from tide_tables.models.tide import Station


def test_the_tide_comes_twice() -> None:
    """The moon is overhead, then underfoot."""
    husum = Station("Husum", 54.47, 9.05)

    found = HarmonicTideProvider().list_high_waters(husum, date(2024, 6, 1))

    assert [tide.station for tide in found] == [husum, husum]

"""Every correction of a model is needed, says why, and reaches what is told of the service."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from gateway_builder.gateways import botocore_overlays, botocore_service_catalog
from gateway_builder.gateways.botocore_overlays import read_overlays
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog


class Entry(NamedTuple):
    """One correction."""

    service: str
    shape: str
    member: str
    evidence: str


LINES = (Path(botocore_overlays.__file__).parent / "model_overlays.tsv").read_text(encoding="utf-8").splitlines()
ENTRIES = [
    Entry(service, shape, member, evidence)
    for service, shapes, member, evidence in (line.split("\t") for line in LINES if not line.startswith("#"))
    for shape in shapes.split(",")
]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: ".".join(entry[:3]))
def test_the_installed_model_still_calls_the_member_required(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    told = BotocoreServiceCatalog([]).load_service(entry.service).shapes[entry.shape].find_member(entry.member)
    monkeypatch.setattr(botocore_service_catalog, "read_overlays", lambda _: {})
    raw = BotocoreServiceCatalog([]).load_service(entry.service).shapes[entry.shape].find_member(entry.member)

    assert told is not None
    assert raw is not None
    assert raw.required
    assert not told.required
    assert told.evidence == entry.evidence


def test_each_correction_stands_once_and_says_what_shows_it() -> None:
    assert len({entry[:3] for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert "http" in entry.evidence or "own text" in entry.evidence or "botocore" in entry.evidence


def test_only_the_corrections_of_the_service_are_read() -> None:
    assert {member for _, member in read_overlays("sqs")} == {"Failed", "Successful"}
    assert list(read_overlays("batch")) == [("JobDetail", "startedAt")]
    assert read_overlays("s3") == read_overlays("# service, shapes, member, evidence.") == {}


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "own text" in e.evidence], ids=lambda entry: entry.member)
def test_quotations_are_the_models_own(entry: Entry) -> None:
    member = BotocoreServiceCatalog([]).load_service(entry.service).shapes[entry.shape].find_member(entry.member)

    assert member is not None
    quoted = entry.evidence.partition("own text: '")[2].removesuffix("'")
    assert quoted in member.documentation.replace("’", "'")

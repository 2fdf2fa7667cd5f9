"""Which operation a method means, judged by names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gateway_builder.bind.proposals import Proposal, propose_operations
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.source.signature import parse_method
from tests.fakes.in_memory_service_catalog import PARCELS

if TYPE_CHECKING:
    from gateway_builder.model.interface import Method
    from gateway_builder.model.service import ServiceModel

CASES = Path(__file__).parent / "proposals.tsv"


@cache
def load(service: str) -> ServiceModel:
    return BotocoreServiceCatalog([]).load_service(service)


def method(signature: str) -> Method:
    return parse_method(signature, pattern=r"\w+")


def names(proposals: tuple[Proposal, ...]) -> list[str]:
    return [each.operation.method for each in proposals]


def misses(wanted: str) -> Iterator[str]:
    """The cases of one list whose first proposal is wrong."""
    for line in CASES.read_text().splitlines()[1:]:
        listed, service, signature, right = line.split("\t")
        proposals = propose_operations(method(signature), load(service))
        if listed == wanted and not set(names(proposals[:1])) & set(right.split()):
            yield f"{service}: {signature} is {right}, not {names(proposals)}"


def test_the_first_proposal_is_right_for_the_cases_that_the_words_were_chosen_by() -> None:
    wrong = list(misses("first"))  # of 66
    assert len(wrong) <= 1, wrong


def test_the_first_proposal_is_right_for_four_of_five_others() -> None:
    wrong = list(misses("second"))  # of 60; 47 were right before any word was added for one of them
    assert len(wrong) <= 8, wrong


def test_the_best_is_first_and_at_most_five_are_named() -> None:
    proposals = propose_operations(method("describe_run(run: Run) -> RunStatusDetail"), load("batch"))
    assert names(proposals)[0] == "describe_jobs"
    assert 1 < len(proposals) <= 5
    assert [each.score for each in proposals] == sorted((each.score for each in proposals), reverse=True)
    assert all(0 <= each.score <= 1 for each in proposals)


def test_the_reason_names_what_is_alike() -> None:
    (first, *_) = propose_operations(method("send_parcel(weight: float) -> str"), PARCELS)
    assert (first.operation.method, first.reason) == ("send_parcel", "send is the same, parcel too")
    (first, *_) = propose_operations(method("enqueue_order(order: Order) -> None"), load("sqs"))
    assert (first.operation.method, first.reason) == ("send_message", "send is near enqueue")


@pytest.mark.parametrize("signature", ["fly_away(x: int) -> None", "_() -> None", "fold_map() -> str"])
def test_nothing_is_proposed_when_nothing_is_near(signature: str) -> None:
    assert propose_operations(method(signature), PARCELS) == ()


def test_what_the_sdk_can_not_call_is_never_proposed() -> None:
    assert "scan_parcels" not in names(propose_operations(method("scan_parcels(parcels: list[str]) -> None"), PARCELS))


def test_what_the_service_advises_against_comes_later() -> None:
    operation = PARCELS.operations["cancel_parcel"]
    twins = {
        "cancel_parcel": replace(operation, is_deprecated=True),
        "stop_parcel": replace(operation, method="stop_parcel"),
    }
    service = replace(PARCELS, operations=twins)
    assert names(propose_operations(method("cancel_parcel(parcel_id: str) -> None"), service)) == [
        "stop_parcel",
        "cancel_parcel",
    ]


def test_words_of_the_purpose_help() -> None:
    batch = load("batch")
    alone, helped = (
        {
            each.operation.method: each.score
            for each in propose_operations(method("list_all() -> list[str]"), batch, words)
        }
        for words in ((), ("Job", "Runner"))
    )
    assert helped["list_jobs"] > alone.get("list_jobs", 0)


def test_the_same_is_proposed_every_time() -> None:
    s3 = load("s3")
    asked = method("list_files(prefix: str) -> list[str]")
    assert propose_operations(asked, s3) == propose_operations(asked, s3)

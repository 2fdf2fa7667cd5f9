"""What a service's own errors mean to the application."""

from __future__ import annotations

import pytest

from gateway_builder.model.service import Operation, ServiceError
from gateway_builder.render.aws_codes import AWS_CODES
from gateway_builder.render.modelled_errors import MODELLED_CODES, list_modelled_codes, meaning_of


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (ServiceError("ThrottlingException", "x", 400), "limited"),
        (ServiceError("InternalServiceErrorException", "x"), "unavailable"),
        (ServiceError("Own", "x", 401), "denied"),
        (ServiceError("Own", "x", 403), "denied"),
        (ServiceError("Own", "x", 404), "not_found"),
        (ServiceError("Own", "x", 410), "not_found"),
        (ServiceError("Own", "x", 409), "conflict"),
        (ServiceError("Own", "x", 412), "conflict"),
        (ServiceError("Own", "x", 429), "limited"),
        (ServiceError("Own", "x", 408), "unavailable"),
        (ServiceError("Own", "x", 404, is_fault=True), "not_found"),
        (ServiceError("Own", "x", is_fault=True), "unavailable"),
        (ServiceError("Own", "x", 500), "unavailable"),
        (ServiceError("Own", "x", 400), "rejected"),
        (ServiceError("Own", "x"), "rejected"),
    ],
)
def test_the_code_goes_before_the_status_and_the_status_before_the_fault(error: ServiceError, key: str) -> None:
    assert meaning_of(error) == key


def test_each_code_is_listed_once_and_those_that_are_shared_never() -> None:
    own, shared = ServiceError("Own", "x", 404), ServiceError("ThrottlingException", "x", 429)
    operations = (
        Operation("A", "a", errors=(own, shared)),
        Operation("B", "b", errors=None),
        Operation("C", "c", errors=(own,)),
    )

    assert list_modelled_codes(operations) == (("Own", "not_found"),)


def test_no_shared_code_has_two_meanings() -> None:
    codes = [code for _, known in (*AWS_CODES, *MODELLED_CODES) for code in known]

    assert len(codes) == len(set(codes))

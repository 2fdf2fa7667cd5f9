"""What every catalogue of services promises: the one over botocore's files, and the fake that other tests use."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.gateways.interfaces import IServiceCatalog
from gateway_builder.model.service import ShapeKind
from tests.fakes.in_memory_service_catalog import InMemoryServiceCatalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.service import ServiceModel, Shape


class Subject(NamedTuple):
    """A catalogue, services of it to look into, one without an SDK, and a misspelt service with the right spelling."""

    catalog: IServiceCatalog
    services: tuple[str, ...]
    without_sdk: IServiceCatalog
    typo: tuple[str, str]


SUBJECTS = {
    "in memory": Subject(InMemoryServiceCatalog(), ("parcels",), InMemoryServiceCatalog(()), ("parcel", "parcels")),
    "botocore": Subject(
        BotocoreServiceCatalog([]),
        ("batch", "dynamodb", "kinesis", "lambda", "s3", "sqs"),
        BotocoreServiceCatalog([]),
        ("btach", "batch"),
    ),
}
MODELS = [
    pytest.param(subject.catalog.load_service(service), id=service)
    for subject in SUBJECTS.values()
    for service in subject.services
]


@pytest.fixture(params=SUBJECTS)
def subject(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Subject:
    found = SUBJECTS[request.param]
    assert found.catalog.find_source() is not None
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    return found


def test_it_satisfies_the_interface(subject: Subject) -> None:
    assert isinstance(subject.catalog, IServiceCatalog)


def test_it_says_whose_models_it_reads(subject: Subject) -> None:
    source = subject.catalog.find_source()

    assert source is not None
    assert source.version in source.text
    assert subject.catalog.load_service(subject.services[0]).source == source


def test_services_are_listed_in_order_and_each_is_there(subject: Subject) -> None:
    listed = subject.catalog.list_services()

    assert list(listed) == sorted(set(listed))
    assert set(subject.services) <= set(listed)
    assert all(subject.catalog.load_service(service).service == service for service in subject.services)


@pytest.mark.parametrize("service", ["zzz-nothing", "../batch", "", "a\0b", "/"])
def test_an_unknown_service_is_refused(subject: Subject, service: str) -> None:
    with pytest.raises(UsageError):
        subject.catalog.load_service(service)


def test_a_misspelt_service_is_refused_with_the_right_spelling(subject: Subject) -> None:
    typo, right = subject.typo
    with pytest.raises(UsageError) as refused:
        subject.catalog.load_service(typo)

    assert right in refused.value.problems[0].hint


def test_without_an_sdk_nothing_is_known_and_the_way_to_one_is_told(subject: Subject) -> None:
    assert subject.without_sdk.find_source() is None
    assert subject.without_sdk.list_services() == ()
    with pytest.raises(UsageError) as refused:
        subject.without_sdk.load_service(subject.services[0])
    assert refused.value.problems[0].hint == "pip install 'gateway-builder[aws]'"


@pytest.mark.parametrize("model", MODELS)
def test_operations_are_found_by_both_of_their_names(model: ServiceModel) -> None:
    for method, operation in model.operations.items():
        assert operation.method == method
        assert model.find_operation(method) is operation
        assert model.find_operation(operation.name) is operation
    assert model.find_operation("no_such_operation") is None


def reach(model: ServiceModel) -> Iterator[Shape]:
    """Every shape that operations lead to."""
    operations = model.operations.values()
    waiting = [name for each in operations for name in (each.input, each.output) if name]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            shape = model.shapes[name]
            yield shape
            waiting += [member.shape for member in shape.members]
            waiting += [held for held in (shape.element, shape.key) if held]


@pytest.mark.parametrize("model", MODELS)
def test_every_shape_that_is_named_is_there(model: ServiceModel) -> None:
    for shape in reach(model):
        assert model.shapes[shape.name] == shape
        assert bool(shape.element) == (shape.kind in {ShapeKind.LIST, ShapeKind.MAP})
        assert bool(shape.key) == (shape.kind is ShapeKind.MAP)
        assert not shape.members or shape.kind is ShapeKind.STRUCTURE
        assert len({member.name for member in shape.members}) == len(shape.members)


@pytest.mark.parametrize("model", MODELS)
def test_what_is_evidently_not_required_is_not(model: ServiceModel) -> None:
    assert not any(member.required and member.evidence for shape in reach(model) for member in shape.members)


@pytest.mark.parametrize("model", MODELS)
def test_pages_are_asked_for_with_parameters_of_the_operation(model: ServiceModel) -> None:
    for operation in model.operations.values():
        if operation.paging:
            parameters = {member.name for member in model.members_of(operation.input)}
            assert set(operation.paging.input_tokens) <= parameters
            assert not operation.paging.limit_key or operation.paging.limit_key in parameters
            assert operation.paging.output_tokens


@pytest.mark.parametrize("model", MODELS)
def test_waiters_ask_operations_of_the_service(model: ServiceModel) -> None:
    for name, waiter in model.waiters.items():
        assert waiter.name == name
        assert waiter.operation in model.operations


@pytest.mark.parametrize("model", MODELS)
def test_what_is_not_there_is_a_missing_key(model: ServiceModel) -> None:
    for table in (model.operations, model.shapes, model.waiters):
        assert "no such thing" not in table
        assert len(table) == len(list(table))
    assert model.members_of(None) == ()

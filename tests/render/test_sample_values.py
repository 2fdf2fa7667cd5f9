"""Sample values are valid for the service's model, as botocore itself judges."""

from __future__ import annotations

import ast
import datetime as dt
from typing import Any

import botocore.session  # type: ignore[import-untyped] # it ships no types
import pytest
from botocore.validate import ParamValidator  # type: ignore[import-untyped] # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.model.service import Member, ModelSource, ServiceModel, Shape, ShapeKind
from gateway_builder.render.sample_texts import sample_text
from gateway_builder.render.sample_values import Code, Samples, Stream, Wanted, sample_literal, write_literal
from tests.fakes.in_memory_service_catalog import PARCELS
from tests.render.bound import service

# Every protocol, recursion, unions, documents, the strangest names and the strictest limits.
SERVICES = ("batch", "dynamodb", "kinesis", "lexv2-models", "s3", "s3control", "sqs", "wafv2", "bedrock-agent")


def evaluate(literal: str) -> Any:  # noqa: ANN401 # whatever the literal says
    return eval(literal, {"dt": dt})


def model_of(*shapes: Shape, name: str = "things") -> ServiceModel:
    return ServiceModel(name, "Things", "1", "json", ModelSource("", ""), {}, {each.name: each for each in shapes})


@pytest.mark.parametrize("name", SERVICES)
def test_they_are_valid_for_whatever_is_sent_and_answered(name: str) -> None:
    model, real = service(name), botocore.session.Session().get_service_model(name)
    wrong = {}
    for operation in model.operations.values():
        if operation.unsupported:
            continue
        shapes = real.operation_model(operation.name)
        for shape, judge in ((operation.input, shapes.input_shape), (operation.output, shapes.output_shape)):
            report = ParamValidator().validate(evaluate(sample_literal(shape, model)), judge) if shape else None
            if report and report.has_errors() and "EventStream" not in report.generate_report():
                wrong[operation.name] = report.generate_report()

    assert wrong == {}


@given(seed=st.text(max_size=20), shape=st.sampled_from(sorted(PARCELS.shapes)))
def test_the_same_seed_gives_the_same_literal(seed: str, shape: str) -> None:
    literal = sample_literal(shape, PARCELS, seed=seed)

    assert literal == sample_literal(shape, PARCELS, seed=seed)
    evaluate(literal)


@given(least=st.integers(0, 2000), room=st.integers(0, 2000) | st.none(), member=st.sampled_from(["", "arn", "url"]))
def test_texts_are_as_long_as_the_model_asks(least: int, room: int | None, member: str) -> None:
    most = None if room is None else least + room
    shape = Shape("Text", ShapeKind.STRING, minimum=least, maximum=most)

    text = sample_text(shape, member, "things", 7)

    assert least <= len(text) <= (len(text) if most is None else most)


@given(least=st.integers(-50, 50) | st.none(), room=st.integers(0, 50) | st.none(), number=st.integers(0, 1000))
def test_numbers_keep_to_their_limits(least: int | None, room: int | None, number: int) -> None:
    most = None if room is None else (least or 0) + room
    shape = Shape("Count", ShapeKind.INTEGER, minimum=least, maximum=most)

    made = Samples(model_of(shape)).make_sample("Count", number)

    assert isinstance(made, int)
    assert least is None or made >= least
    assert most is None or made <= most


@pytest.mark.parametrize(
    ("pattern", "member", "expected"),
    [
        (r"[\w-]+", "", "example-3"),
        (r"[a-z0-9]+", "", "example3"),
        (r"\d+", "", "3"),
        (r"[0-9]{12}", "", "000000000003"),
        (r"^d-[0-9a-f]{10}$", "", "d-0000000003"),
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "", "00000000-0000-4000-8000-000000000003"),
        (r"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$", "", "example-3"),
        (r"\p{N}", "", "3"),
        (r"arn:aws.*:things:.*:queue/\S+", "", "arn:aws:things:us-east-1:123456789012:queue/example-3"),
        ("", "roleArn", "arn:aws:things:us-east-1:123456789012:example/example-3"),
        ("", "TargetBucket", "example-bucket-3"),
        ("", "queueUrl", "https://example.com/3"),
        (r"nothing that is known", "", "example-3"),
        (r"(a+)+b", "", "example-3"),
        (r"[", "", "example-3"),
        ("x" * 500, "", "example-3"),
        (r".*.*.*.*.*.*x", "", "example-3"),
    ],
)
def test_texts_have_the_form_that_name_or_pattern_tell(pattern: str, member: str, expected: str) -> None:
    shape = Shape("Text", ShapeKind.STRING, pattern=pattern)

    assert sample_text(shape, member, "things", 3) == expected


def test_endpoints_are_told_from_the_arns_that_they_parse() -> None:
    store = sample_text(Shape("KvsARN", ShapeKind.STRING), "KvsARN", "cloudfront-keyvaluestore", 3)
    consumer = sample_text(Shape("ConsumerARN", ShapeKind.STRING), "ConsumerARN", "kinesis", 3)

    assert store == "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000003"
    assert ":stream/example/consumer/" in consumer


def test_what_is_wanted_is_there_and_differs() -> None:
    wanted = Wanted()
    parcel = wanted.want_member("parcels").want_elements(2)
    for name in ("reason", "weight", "postedAt"):
        parcel.want_member(name).differs = True
    parcel.want_member("state").value = "LOST"
    parcel.want_member("tags").want_member("colour").differs = True

    made = Samples(PARCELS).make_sample("DescribeParcelsResponse", wanted=wanted)

    assert made == {
        "parcels": [
            {
                "parcelId": "EXAMPLE-1"[-12:] if number < 0 else made["parcels"][place]["parcelId"],  # type: ignore[index,call-overload]
                "state": "LOST",
                "reason": f"example-{number}",
                "postedAt": Code(f"dt.datetime(2030, 1, {1 + number + 1}, 0, tzinfo=dt.UTC)"),
                "weight": number + 2.0,
                "tags": {"colour": f"example-{number + 3}"},
            }
            for place, number in enumerate((2, 6))
        ]
    }


def test_a_union_holds_one_member_and_what_recurs_ends() -> None:
    samples = Samples(PARCELS)
    wanted = Wanted()
    wanted.want_member("invoice").differs = True

    assert samples.make_sample("Payment") == {"card": "example-1"}
    assert samples.make_sample("Payment", wanted=wanted) == {"invoice": "example-2"}
    assert samples.make_sample("Items") == [{"name": "example-1"}]


def test_a_union_takes_the_way_out_of_a_circle() -> None:
    node = Shape("Node", ShapeKind.STRUCTURE, (Member("more", "Node"), Member("name", "Text")), is_union=True)
    endless = Shape("Endless", ShapeKind.STRUCTURE, (Member("more", "Endless", required=True),))
    forest = Shape("Forest", ShapeKind.LIST, element="Tree")
    tree = Shape("Tree", ShapeKind.STRUCTURE, (Member("forest", "Forest", required=True),))
    samples = Samples(model_of(node, endless, forest, tree, Shape("Text", ShapeKind.STRING)))

    assert samples.make_sample("Node") == {"name": "example-1"}
    assert samples.make_sample("Endless") == {}
    assert samples.make_sample("Tree") == {"forest": []}


def test_a_stubber_is_given_what_it_insists_on() -> None:
    required = Samples(PARCELS).make_required(PARCELS.shapes["Parcel"])

    assert isinstance(required, dict)
    assert required.keys() == {"parcelId", "state", "postedAt"}


def test_elements_and_keys_are_as_many_as_the_model_asks() -> None:
    text = Shape("Text", ShapeKind.STRING)
    many = Shape("Many", ShapeKind.LIST, element="Text", minimum=3)
    table = Shape("Table", ShapeKind.MAP, key="Text", element="Text", minimum=2)
    samples = Samples(model_of(text, many, table, Shape("One", ShapeKind.LIST, element="Text", maximum=1)))

    assert samples.make_sample("Many") == ["example-1", "example-2", "example-3"]
    assert samples.make_sample("Table") == {"example-1": "example-1", "example-2": "example-2"}
    assert [samples.element_of(name) for name in ("Many", "Text")] == ["Text", ""]
    assert [samples.count_elements(name) for name in ("Many", "One", "")] == [3, 1, 2]


@pytest.mark.parametrize(
    "sample",
    ['quo"te\n', 'b"ytes', 3, 2.5, True, {"a": [1, {"b": "c"}]}, b"some \\ bytes"],
)
def test_literals_are_what_they_say(sample: Any) -> None:  # noqa: ANN401 # any sample
    assert ast.literal_eval(write_literal(sample)) == sample


def test_streams_are_bodies_of_botocore() -> None:
    assert write_literal(Stream(b"abc")) == 'StreamingBody(io.BytesIO(b"abc"), 3)'
    assert write_literal(None) == "None"

"""What a model says is told as neutral values, whatever the model holds."""

from __future__ import annotations

import subprocess
import sys
from functools import reduce
from typing import TYPE_CHECKING, Any

import boto3  # type: ignore[import-untyped, unused-ignore]
import pytest
from botocore.utils import is_json_value_header  # type: ignore[import-untyped, unused-ignore]
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.model.service import Member, Paging, ServiceError, ServiceModel, Shape, ShapeKind, Waiter
from tests.gateways.botocore_package import MODEL, install_botocore, write_service

if TYPE_CHECKING:
    from pathlib import Path

OURS = BotocoreServiceCatalog([])


def load(folder: Path, changes: dict[str, Any], **others: Any) -> ServiceModel:  # noqa: ANN401 -- JSON
    """A small model with changes, keys as `shapes.Label`, out of a package of its own."""
    model: dict[str, Any] = {key: dict(entry) for key, entry in MODEL.items()}
    for key, entry in changes.items():
        table, _, name = key.partition(".")
        model[table] = model[table] | {name: entry} if name else entry
    package = install_botocore(folder)
    write_service(package, {"service-2": model, **{key.replace("_", "-"): each for key, each in others.items()}})
    return BotocoreServiceCatalog([folder]).load_service("parcels")


def shape_of(folder: Path, entry: dict[str, Any]) -> Shape:
    return load(folder, {"shapes.Made": entry}).shapes["Made"]


def test_the_projects_sdk_is_read_and_named(tmp_path: Path) -> None:
    write_service(install_botocore(tmp_path / "venv/lib/python3.12/site-packages"), {"service-2": MODEL})
    catalog = BotocoreServiceCatalog([tmp_path / ".venv", tmp_path / "venv"])

    model = catalog.load_service("parcels")

    assert catalog.find_source() == model.source
    assert model.source.text == "botocore 9.8.7 of venv"
    assert (model.service, model.label, model.version, model.protocol) == (
        "parcels",
        "ACME Parcels",
        "2020-01-01",
        "rest-json",
    )
    assert catalog.list_services() == ("parcels",)


def test_an_unknown_service_is_answered_with_the_near_one_or_with_what_to_install(tmp_path: Path) -> None:
    write_service(install_botocore(tmp_path), {"service-2": MODEL})
    catalog = BotocoreServiceCatalog([tmp_path])

    with pytest.raises(UsageError, match="knows no service 'parcel'") as near:
        catalog.load_service("parcel")
    with pytest.raises(UsageError) as far:
        catalog.load_service("zyxw")

    assert near.value.problems[0].hint == "Did you mean parcels?"
    assert far.value.problems[0].hint == "Install a newer botocore than 9.8.7."


def test_botocore_is_read_and_never_imported() -> None:
    program = (
        "import sys; from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog as C; "
        "m = C([]).load_service('s3'); list(m.operations.values()), list(m.shapes.values()), list(m.waiters.values()); "
        "assert not {'botocore', 'boto3'} & set(sys.modules)"
    )

    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("structure", ShapeKind.STRUCTURE), ("string", ShapeKind.STRING), ("long", ShapeKind.INTEGER),
        ("integer", ShapeKind.INTEGER), ("float", ShapeKind.NUMBER), ("double", ShapeKind.NUMBER),
        ("boolean", ShapeKind.BOOLEAN), ("timestamp", ShapeKind.TIMESTAMP), ("blob", ShapeKind.BLOB),
        ("bigdecimal", ShapeKind.UNKNOWN), (None, ShapeKind.UNKNOWN), (7, ShapeKind.UNKNOWN),
    ],
)  # fmt: skip
def test_every_type_has_a_kind(tmp_path: Path, kind: object, expected: ShapeKind) -> None:
    assert shape_of(tmp_path, {"type": kind}) == Shape("Made", expected)


def test_limits_and_traits_of_a_shape_are_told(tmp_path: Path) -> None:
    entry = {
        "type": "string", "enum": ["A", "B"], "min": 1, "max": 2.5, "pattern": "[AB]", "sensitive": True,
        "documentation": "<p>One.</p>",
    }  # fmt: skip

    assert shape_of(tmp_path, entry) == Shape(
        "Made",
        ShapeKind.STRING,
        enum=("A", "B"),
        minimum=1,
        maximum=2.5,
        pattern="[AB]",
        is_sensitive=True,
        documentation="One.",
    )


def test_limits_that_are_none_are_left_out(tmp_path: Path) -> None:
    shape = shape_of(tmp_path, {"type": "string", "min": True, "max": "9", "enum": "A", "pattern": []})

    assert (shape.minimum, shape.maximum, shape.enum, shape.pattern) == (None, None, ("A",), "")


def test_lists_and_maps_name_what_they_hold(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "shapes.Labels": {"type": "list", "member": {"shape": "Label"}},
            "shapes.Weights": {"type": "map", "key": {"shape": "Weight"}, "value": {"shape": "Labels"}},
        },
    )

    assert model.shapes["Labels"] == Shape("Labels", ShapeKind.LIST, element="Label")
    assert model.shapes["Weights"] == Shape("Weights", ShapeKind.MAP, key="Weight", element="Labels")


def test_documents_and_unions_are_told_apart_from_structures(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "shapes.Any": {"type": "structure", "members": {}, "document": True},
            "shapes.Either": {"type": "structure", "members": {"one": {"shape": "Any"}}, "union": True},
        },
    )

    assert model.shapes["Any"].kind is ShapeKind.DOCUMENT
    assert model.shapes["Either"] == Shape("Either", ShapeKind.STRUCTURE, (Member("one", "Any"),), is_union=True)


def test_members_are_told_in_the_models_order(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "shapes.Made": {
                "type": "structure",
                "required": ["weight", "gone"],
                "members": {
                    "weight": {"shape": "Weight", "documentation": "In <i>grams</i>."},
                    "clientToken": {"shape": "Label", "idempotencyToken": True},
                    "old": {"shape": "Label", "deprecated": True},
                },
            }
        },
    )

    assert model.shapes["Made"].members == (
        Member("weight", "Weight", required=True, documentation="In grams."),
        Member("clientToken", "Label", is_token=True),
        Member("old", "Label", is_deprecated=True),
    )


def test_a_blob_streams_where_it_is_the_payload_and_only_there(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "shapes.Answer": {
                "type": "structure",
                "payload": "body",
                "members": {"body": {"shape": "Label"}, "again": {"shape": "Label"}},
            }
        },
    )

    assert [model.shapes[member.shape].is_stream for member in model.members_of("Answer")] == [True, False]
    assert model.shapes["Answer.body"].kind is ShapeKind.BLOB
    assert not model.shapes["Label"].is_stream


def test_json_in_a_header_is_a_document_and_values_at_a_member_are_an_enum(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "shapes.Text": {"type": "string"},
            "shapes.Made": {
                "type": "structure",
                "members": {
                    "header": {"shape": "Text", "jsonvalue": True, "location": "header"},
                    "body": {"shape": "Text", "jsonvalue": True},
                    "format": {"shape": "Text", "enum": ["YAML", "JSON"]},
                },
            },
        },
    )

    header, body, format_ = (model.shapes[member.shape] for member in model.members_of("Made"))

    assert (header.kind, body.kind) == (ShapeKind.DOCUMENT, ShapeKind.STRING)
    assert format_.enum == ("YAML", "JSON")
    assert model.shapes["Text"].enum == ()


@pytest.mark.parametrize("name", ["Gone", "Gone.member", "SendParcelRequest.gone", "Weight.gone", ""])
def test_a_shape_that_is_not_there_is_a_missing_key(tmp_path: Path, name: str) -> None:
    model = load(tmp_path, {})

    with pytest.raises(KeyError):
        model.shapes[name]
    assert name not in model.shapes


def test_what_is_converted_is_converted_once(tmp_path: Path) -> None:
    model = load(tmp_path, {})

    assert model.shapes["Weight"] is model.shapes["Weight"]
    assert list(model.shapes) == ["SendParcelRequest", "Weight", "Label"]
    assert len(model.shapes) == 3


EVENTS = {
    "operations.Watch": {"output": {"shape": "WatchAnswer"}, "errors": [{"shape": "Limit"}]},
    "operations.Talk": {"input": {"shape": "WatchAnswer"}},
    "shapes.WatchAnswer": {"type": "structure", "members": {"stream": {"shape": "Events"}}},
    "shapes.Events": {
        "type": "structure",
        "eventstream": True,
        "members": {"moved": {"shape": "Moved"}, "tooMany": {"shape": "Limit"}},
    },
    "shapes.Moved": {"type": "structure", "members": {}, "event": True},
    "shapes.Limit": {"type": "structure", "members": {}, "exception": True, "error": {"httpStatusCode": 429}},
}


def test_events_are_members_and_the_errors_among_them_are_errors(tmp_path: Path) -> None:
    model = load(tmp_path, EVENTS)

    events = model.shapes["Events"]
    assert events.is_event_stream
    assert [member.name for member in events.members] == ["moved"]
    assert model.operations["watch"].errors == (
        ServiceError("Limit", "Limit", status=429),
        ServiceError("tooMany", "Limit", status=429, is_event=True),
    )
    assert model.operations["watch"].unsupported == ""


def test_an_operation_that_takes_events_says_why_it_cannot_be_called(tmp_path: Path) -> None:
    model = load(tmp_path, EVENTS)

    assert model.operations["talk"].unsupported == (
        "it takes a stream of events, and boto3 has no method for such operations"
    )


def test_operations_are_found_by_method_and_by_name(tmp_path: Path) -> None:
    model = load(tmp_path, {"operations.CreateOAuthToken": {"deprecated": True, "documentation": "<p>Makes one.</p>"}})

    operation = model.operations["create_oauth_token"]

    assert list(model.operations) == ["send_parcel", "create_oauth_token"]
    assert model.find_operation("CreateOAuthToken") is operation
    assert (operation.input, operation.output, operation.errors) == (None, None, ())
    assert (operation.is_deprecated, operation.documentation) == (True, "Makes one.")
    assert model.find_operation("create_o_auth_token") is None


def test_errors_carry_the_code_that_clients_see(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {
            "operations.Cancel": {"errors": [{"shape": "Gone"}, {"shape": "Broken"}]},
            "operations.Move": {"errors": [{"shape": "Gone"}]},
            "shapes.Gone": {
                "type": "structure",
                "members": {},
                "error": {"code": "Parcel.Gone", "httpStatusCode": 404},
                "documentation": "It is gone.",
            },
            "shapes.Broken": {"type": "structure", "members": {}, "fault": True},
        },
    )

    gone = ServiceError("Parcel.Gone", "Gone", status=404, documentation="It is gone.")
    assert model.operations["cancel"].errors == (gone, ServiceError("Broken", "Broken", is_fault=True))
    assert model.operations["move"].errors == (gone,)


def test_pages_and_waiters_are_told(tmp_path: Path) -> None:
    model = load(
        tmp_path,
        {},
        paginators_1={
            "pagination": {
                "SendParcel": {
                    "input_token": "marker",
                    "output_token": ["NextMarker || Contents[-1].Key", "other"],
                    "result_key": "parcels",
                    "limit_key": "max",
                    "more_results": "IsTruncated",
                }
            }
        },
        waiters_2={
            "waiters": {
                "ParcelSent": {"operation": "SendParcel", "delay": 5, "maxAttempts": 40},
                "ParcelLost": {"operation": "SendParcel", "delay": float("inf"), "maxAttempts": "often"},
            }
        },
    )

    assert model.operations["send_parcel"].paging == Paging(
        ("marker",), ("NextMarker || Contents[-1].Key", "other"), ("parcels",), "max", "IsTruncated"
    )
    assert dict(model.waiters) == {
        "parcel_sent": Waiter("parcel_sent", "send_parcel", 5, 40),
        "parcel_lost": Waiter("parcel_lost", "send_parcel"),
    }


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("<p>One\n  two.</p><p>Three.</p>", "One two.\nThree."),
        ("<ul><li>a &amp; b</li><li><code>c</code></li></ul>", "a & b\nc"),
        ("a &lt;b&gt; &amp;lt; &quot;c&quot; &apos;d&apos;&nbsp;e", "a <b> &lt; \"c\" 'd' e"),
        ("1 &#8211; 2 &amp; 3 < 4 <i>5</i> 6 < 7", "1 – 2 & 3 < 4 5 6 < 7"),
        ("x<br/>y<P class='a'>z</P>", "x\ny\nz"),
        ("1 < 2", "1 < 2"),
        ("red \u001b[31m &#27;[31m\u0000", "red [31m [31m"),
        ("<" * 50_000, "<" * 50_000),
        ("plain", "plain"),
    ],
)
def test_documentation_is_plain_text(tmp_path: Path, markup: str, plain: str) -> None:
    assert shape_of(tmp_path, {"type": "string", "documentation": markup}).documentation == plain


@pytest.mark.parametrize(
    ("changes", "look", "reason"),
    [
        ({"shapes.Made": {"members": {"a": {"shape": "Gone"}}}}, "shapes.Made", "'Gone' that is not there"),
        ({"shapes.Made": {"members": {"a": 7}}}, "shapes.Made", "'' that is not there"),
        ({"shapes.Made": {"member": {"shape": "Gone"}}}, "shapes.Made", "'Gone' that is not there"),
        ({"shapes.Made": 7}, "shapes.Made", "there is no shape 'Made'"),
        ({"shapes.Made": {"members": {"a\nimport os": {"shape": "Label"}}}}, "shapes.Made", "no name"),
        ({"shapes.x = 1": {"type": "string"}}, "shapes.x = 1", "no name"),
        ({"shapes.Made": {"type": "string", "enum": ["\ud800"]}}, "shapes.Made", "can't be shown"),
        ({"operations.os.system()": {}}, "operations.os.system()", "no name"),
        ({"operations.Do": {"input": {"shape": "Label"}}}, "operations.do", "its input is no structure"),
        ({"operations.Do": {"output": {"shape": "Gone"}}}, "operations.do", "not there"),
        ({"operations.Do": {"errors": [7]}}, "operations.do", "not there"),
        ({"operations.Do": {"errors": [{"shape": "Bad"}]}, "shapes.Bad": {"error": {"code": "\n"}}}, "operations.do", "shown"),  # noqa: E501
        ({"operations.Do": {"errors": 7, "input": 7}}, "operations.do", "not there"),
    ],
)  # fmt: skip
def test_a_broken_model_is_an_error_with_its_place(
    tmp_path: Path, changes: dict[str, Any], look: str, reason: str
) -> None:
    model = load(tmp_path, changes)
    table, _, name = look.partition(".")

    with pytest.raises(UsageError) as refused:
        getattr(model, table)[name]

    (problem,) = refused.value.problems
    assert reason in problem.message
    assert str(tmp_path / "botocore/data/parcels/2020-01-01/service-2.json") in problem.place


def test_a_name_that_cannot_be_shown_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be shown"):
        load(tmp_path, {"metadata": {"serviceFullName": "\u202eevil"}})


_KEYS = st.sampled_from(
    [
        "metadata", "operations", "shapes", "A", "B.C", "input", "output", "errors", "shape", "type", "members",
        "member", "key", "value", "required", "enum", "min", "payload", "eventstream", "exception", "error", "code",
        "httpStatusCode", "documentation", "pagination", "waiters", "input_token", "operation", "delay", "location",
        "jsonvalue", "serviceFullName",
    ]
)  # fmt: skip
_LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["structure", "list", "map", "string", "blob", "A", "B.C", "header"]),
)
_TREES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=5), max_leaves=40
)
_PATHS = st.lists(_KEYS, min_size=1, max_size=5)


def plant(tree: dict[str, Any], path: list[str], leaf: object) -> dict[str, Any]:
    """The tree with a value at a path."""
    inner: dict[str, Any] = tree
    for key in path[:-1]:
        below = inner.get(key)
        inner[key] = inner = below if isinstance(below, dict) else {}
    inner[path[-1]] = leaf
    return tree


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(faults=st.lists(st.tuples(_PATHS, _TREES), max_size=6), other=_TREES)
@example(faults=[(["shapes", "B.C"], {"type": "string"})], other={})
def test_whatever_a_model_holds_it_is_told_or_refused(
    tmp_path_factory: pytest.TempPathFactory, faults: list[tuple[list[str], object]], other: object
) -> None:
    start: dict[str, Any] = {key: dict(entry) for key, entry in MODEL.items()}
    start["shapes"] = {name: dict(entry) for name, entry in start["shapes"].items()}
    model = reduce(lambda tree, fault: plant(tree, fault[0], fault[1]), faults, start)
    folder = tmp_path_factory.mktemp("package")
    write_service(install_botocore(folder), {"service-2": model, "paginators-1": other, "waiters-2": other})

    for table in ("operations", "shapes", "waiters"):
        try:
            names = list(getattr(BotocoreServiceCatalog([folder]).load_service("parcels"), table))
        except UsageError:
            continue
        for name in names:
            try:
                getattr(BotocoreServiceCatalog([folder]).load_service("parcels"), table)[name]
            except UsageError as refused:
                assert refused.problems[0].place


@pytest.mark.parametrize(
    "service", ["batch", "sqs", "cloudwatch", "s3", "lambda", "kinesis", "iam", "lexv2-runtime", "apigatewayv2"]
)
def test_what_is_told_is_what_the_sdk_itself_knows(service: str) -> None:
    client = boto3.client(service, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    theirs = client.meta.service_model
    model = OURS.load_service(service)

    assert {method: each.name for method, each in model.operations.items()} == client.meta.method_to_api_mapping
    assert sorted(model.waiters) == sorted(client.waiter_names)
    for method, operation in model.operations.items():
        their = theirs.operation_model(operation.name)
        outputs = [model.shapes[member.shape] for member in model.members_of(operation.output)]
        assert hasattr(client, method) == (not operation.unsupported)
        assert operation.unsupported or bool(operation.paging) == client.can_paginate(method)
        assert any(shape.is_stream for shape in outputs) == their.has_streaming_output
        assert any(shape.is_event_stream for shape in outputs) == their.has_event_stream_output
        assert [m.name for m in model.members_of(operation.input) if m.is_token] == their.idempotent_members
        codes = [shape.error_code or shape.name for shape in their.error_shapes]
        assert [error.code for error in operation.errors or ()][: len(codes)] == codes
    for name in theirs.shape_names:
        their_shape = theirs.shape_for(name)
        if their_shape.type_name == "structure":
            members = model.shapes[name].members
            required = [member.name for member in members if member.required or member.evidence]
            assert set(required) == set(their_shape.required_members) & {member.name for member in members}
            for member in members:
                is_header = is_json_value_header(their_shape.members[member.name])
                shape = model.shapes[member.shape]
                assert (shape.kind is ShapeKind.DOCUMENT) == (
                    is_header or getattr(their_shape.members[member.name], "is_document_type", False)
                )

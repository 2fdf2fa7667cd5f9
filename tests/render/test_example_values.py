"""Examples of parameters and models: what makes them, and what is known of them."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from gateway_builder.model.binding import Answer, Argument, MethodBinding
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind
from gateway_builder.model.interface import ImportedName
from gateway_builder.render.example_reads import Reads, collect_reads, lacking, list_constants
from gateway_builder.render.example_values import Example, ExampleMaker, without_none
from gateway_builder.render.expected_values import Made
from gateway_builder.render.sample_values import Code, Samples
from tests.bind.depot import MODELS
from tests.fakes.in_memory_service_catalog import PARCELS

LOOP = BusinessModel(
    "Loop", ImportedName("models", "Loop"), ModelKind.DATA, (ModelField("inner", "Loop"), ModelField("size", "int"))
)
MAKER_MODELS = {
    **MODELS,
    "Loop": LOOP,
    "Guarded": replace(MODELS["Stop"], name="Guarded", is_plain=False),
    "Empty": replace(MODELS["State"], name="Empty", members=()),
}


def make(annotation: str, reads: Reads | None = None) -> Example:
    return ExampleMaker(MAKER_MODELS, Samples(PARCELS), PARCELS.shapes).make_example(annotation, reads or Reads())


def sent_as(shape: str, member: str = "") -> Reads:
    reads = Reads()
    reads.shape, reads.member = shape, member
    return reads


def reads_of(*codes: str, require: tuple[str, ...] = ()) -> Reads:
    """What is read of `it`."""
    bound = MethodBinding(
        "m", PARCELS.operations["ping_depot"], tuple(Argument("extra", code, "Mystery") for code in codes), require
    )
    return collect_reads(bound, PARCELS)["it"]


@pytest.mark.parametrize(
    ("annotation", "code"),
    [
        ("str", '"example-2"'),
        ("str | None", '"example-2"'),
        ("None | str", '"example-2"'),
        ("Optional[str]", '"example-2"'),
        ("Union[str, int]", '"example-2"'),
        ('"str"', '"example-2"'),
        ("int", "2"),
        ("float", "2.5"),
        ("bool", "True"),
        ("bytes", 'b"example-2"'),
        ("dt.datetime", "dt.datetime(2030, 1, 3, tzinfo=dt.UTC)"),
        ("date", "dt.date(2030, 1, 3)"),
        ("timedelta", "dt.timedelta(seconds=2)"),
        ("Decimal", 'decimal.Decimal("2.5")'),
        ("uuid.UUID", "uuid.UUID(int=2)"),
        ("list[str]", '["example-2", "example-3"]'),
        ("Iterator[int]", "iter([2, 3])"),
        ("tuple[int, ...]", "(2, 3)"),
        ("tuple[int]", "(2,)"),
        ("tuple[int, str]", '(2, "example-3")'),
        ("set[int]", "{2, 3}"),
        ("frozenset[int]", "frozenset({2, 3})"),
        ("dict[str, int]", '{"example-3": 2}'),
        ('Literal["a", "b"]', "'a'"),
        ("State", "State.DONE"),
        ("Empty", 'cast("Any", SimpleNamespace())'),
        ("Stop", 'Stop(place="example-2")'),
        ("Row", '{"number": "example-2"}'),
        ("Guarded", 'cast("Any", SimpleNamespace())'),
        ("Session", 'cast("Any", SimpleNamespace())'),
        ("Loop", 'Loop(inner=cast("Any", SimpleNamespace()), size=2)'),
        ("Unheard[int]", 'cast("Any", SimpleNamespace())'),
        ("not an annotation", 'cast("Any", SimpleNamespace())'),
        ("", 'cast("Any", SimpleNamespace())'),
    ],
)
def test_every_type_has_an_example(annotation: str, code: str) -> None:
    assert make(annotation).code == code
    ast.parse(code)


@pytest.mark.parametrize(
    ("annotation", "shape", "code"),
    [
        ("str", "ParcelState", '"IN_TRANSIT"'),
        ("str", "ParcelId", '"222"'),
        ("str", "Time", '"2030-01-03T00:00:00Z"'),
        ("int", "PageSize", "3"),
        ("datetime", "Time", "dt.datetime(2030, 1, 3, 0, tzinfo=dt.UTC)"),
        ("list[str]", "ParcelIds", '["222", "333"]'),
        ("dict[str, str]", "Tags", '{"example-2": "example-2"}'),
        ("dict[str, Any]", "Address", '{"street": "example-2"}'),
        ("Any", "Address", '{"street": "example-2"}'),
        ("ParcelNumber", "String", 'cast("Any", "example-2")'),
    ],
)
def test_examples_are_valid_for_what_they_are_sent_as(annotation: str, shape: str, code: str) -> None:
    assert make(annotation, sent_as(shape)).code.lower() == code.lower()


def test_models_have_what_is_read_of_them_and_what_they_need() -> None:
    example = make("Shipment", reads_of("it.parcel_id", "it.natural_key()", "it.receipt.number", "it.title"))

    assert example.code == (
        'Shipment(id=2, street="example-3", weight=4.5, parcel_id="example-5", receipt=Receipt(number="example-6"))'
    )
    assert isinstance(example.known, Made)
    assert example.known.fields["parcel_id"] == "example-5"


def test_stand_ins_have_attributes_of_the_right_types() -> None:
    assert make("Guarded", reads_of("it.at")).code == (
        'cast("Any", SimpleNamespace(at=dt.datetime(2030, 1, 3, tzinfo=dt.UTC)))'
    )


def test_what_nobody_can_make_is_stood_in_for() -> None:
    reads = reads_of("it.token.text", "it.name()", "f'{it.size} {it.owner.id}'", "it.key('a', part=it.part)")

    assert make("Session", reads).code == (
        'cast("Any", SimpleNamespace(token=cast("Any", SimpleNamespace(text="example-2")), '
        'name=Mock(return_value="example-3"), size="example-4", '
        'owner=cast("Any", SimpleNamespace(id="example-5")), part="example-6", key=Mock(return_value="example-7")))'
    )


@pytest.mark.parametrize(
    ("annotation", "code", "expected"),
    [
        ("Shipment", "it.parcel_id", 'Shipment(id=2, street="example-3", weight=4.5, parcel_id=None)'),
        ("Shipment", "it.street", 'Shipment(id=2, street=cast("Any", None), weight=3.5)'),
        ("Shipment", "it.next_stop()", 'cast("Any", SimpleNamespace(next_stop=Mock(return_value=cast("Any", None))))'),
        ("Session", "it.id", 'cast("Any", SimpleNamespace(id=cast("Any", None)))'),
        ("str", "it", 'cast("Any", None)'),
    ],
)
def test_one_thing_can_be_missing(annotation: str, code: str, expected: str) -> None:
    lacks = lacking(Reads(), code, PARCELS)

    assert lacks
    assert make(annotation, lacks).code == expected


def test_what_is_computed_has_no_place_that_could_be_missing() -> None:
    assert lacking(Reads(), "it['a']", PARCELS) is None
    assert lacking(Reads(), "it[0].name", PARCELS) is None
    assert lacking(Reads(), "len(it).real()", PARCELS) is None


def test_what_is_read_knows_what_it_is_sent_as() -> None:
    code = '{"street": it.street, "city": [it.city], "unheard": it.other, str: it.key}'
    bound = MethodBinding(
        "m",
        PARCELS.operations["send_parcel"],
        (
            Argument("address", code, "Address"),
            Argument("items", '[{"name": it.name}, *it.more]', "Items"),
            Argument("tags", '{"colour": it.colour}', "Tags"),
        ),
    )

    read = collect_reads(bound, PARCELS)["it"].attributes

    assert {name: (reads.shape, reads.member) for name, reads in read.items()} == {
        "street": ("String", "street"),
        "city": ("", "city"),
        "other": ("", "unheard"),
        "key": ("", ""),
        "name": ("String", "name"),
        "more": ("", ""),
        "colour": ("String", "colour"),
    }


def test_what_results_read_is_read_too() -> None:
    bound = MethodBinding("m", PARCELS.operations["ping_depot"], returns=Answer(code='{"a": it.name}'))

    assert collect_reads(bound, PARCELS)["it"].attributes.keys() == {"name"}


def test_what_two_methods_read_is_read_of_one_example() -> None:
    reads = reads_of("it.parcel_id")
    reads.merge(reads_of("it.next_stop()", "it.parcel_id.size"))

    assert reads.attributes.keys() == {"parcel_id", "next_stop"}
    assert reads.attributes["next_stop"].called
    assert reads.attributes["parcel_id"].attributes.keys() == {"size"}


def test_constants_are_listed_where_the_service_limits_them() -> None:
    arguments = (
        Argument("state", '"LOST"', "ParcelState"),
        Argument("maxResults", "5", "PageSize"),
        Argument("weight", "0.5", "Weight"),
        Argument("parcelIds", '["ABC", "ABC", it]', "ParcelIds"),
        Argument("address", '{"street": "x", "unheard": "y", it: "z"}', "Address"),
        Argument("tags", '{"colour": "red"}', "Tags"),
        Argument("express", "True", "Boolean"),
        Argument("maxResults", '"many"', "PageSize"),
    )

    assert list_constants(arguments, PARCELS) == [
        ("ParcelState", "LOST"),
        ("PageSize", 5),
        ("Weight", 0.5),
        ("ParcelId", "ABC"),
    ]


def test_a_type_is_named_without_what_may_be_missing() -> None:
    assert [without_none(each) for each in ("Run | None", "Optional[Run]", "Run", "")] == ["Run", "Run", "Run", ""]


def test_what_has_no_literal_is_known_as_code() -> None:
    assert make("set[int]").known == Code("{2, 3}")

"""Annotations are understood as type checkers do; what nobody can know is said to be unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.bind.annotations import (
    accepts,
    element_of,
    fits_shape,
    is_optional,
    reads_shape,
    without_none,
)
from gateway_builder.model.business import BusinessModel, ModelKind
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.service import Member, ModelSource, ServiceModel, Shape, ShapeKind


def model(name: str, kind: ModelKind, *, is_complete: bool = True, value_type: str = "") -> BusinessModel:
    members = ("OPEN", "DONE") if kind is ModelKind.ENUM else ()
    imported = ImportedName("shop.models", name)
    return BusinessModel(name, imported, kind, members=members, is_complete=is_complete, value_type=value_type)


MODELS = {
    "Run": model("Run", ModelKind.DATA),
    "Status": model("Status", ModelKind.ENUM),
    "Text": model("Text", ModelKind.ENUM, value_type="str"),
    "Row": model("Row", ModelKind.TYPED_DICT),
    "Odd": model("Odd", ModelKind.OTHER, is_complete=False),
    "Plain": model("Plain", ModelKind.OTHER),
}
SHAPES = {
    "String": Shape("String", ShapeKind.STRING),
    "Integer": Shape("Integer", ShapeKind.INTEGER),
    "Number": Shape("Number", ShapeKind.NUMBER),
    "Boolean": Shape("Boolean", ShapeKind.BOOLEAN),
    "Timestamp": Shape("Timestamp", ShapeKind.TIMESTAMP),
    "Blob": Shape("Blob", ShapeKind.BLOB),
    "Stream": Shape("Stream", ShapeKind.BLOB, is_stream=True),
    "Document": Shape("Document", ShapeKind.DOCUMENT),
    "Unknown": Shape("Unknown", ShapeKind.UNKNOWN),
    "Strings": Shape("Strings", ShapeKind.LIST, element="String"),
    "Lists": Shape("Lists", ShapeKind.LIST, element="Strings"),
    "Tags": Shape("Tags", ShapeKind.MAP, key="String", element="Integer"),
    "Job": Shape("Job", ShapeKind.STRUCTURE, members=(Member("jobId", "String"),)),
}
SERVICE = ServiceModel("batch", "AWS Batch", "1", "rest-json", ModelSource("fake", "1"), {}, SHAPES)
ANSWERS = {"yes": True, "no": False, "unknown": None}


def test_none_is_found_however_it_is_written() -> None:
    optional = ["Run | None", "None | Run", "Optional[Run]", "typing.Union[Run, None]", "'Run | None'", "None"]
    assert [is_optional(text) for text in optional] == [True] * len(optional)
    assert not any(is_optional(text) for text in ["Run", "list[Run | None]", "Union[A, B]", "", "1 +", "Optional"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run | None", "Run"),
        ("Optional[list[Run]]", "list[Run]"),
        ("Union[A, None, B]", "A | B"),
        ("A | (B | None)", "A | B"),
        ("Run", "Run"),
        ("None", "None"),
        ("nonsense(", "nonsense("),
    ],
)
def test_the_type_without_none(text: str, expected: str) -> None:
    assert without_none(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("list[Run]", "Run"),
        ("List[Run]", "Run"),
        ("collections.abc.Sequence[Run | None]", "Run | None"),
        ("tuple[Run, ...]", "Run"),
        ("Iterator[bytes]", "bytes"),
        ("Generator[Run, None, None]", "Run"),
        ("set[int]", "int"),
        ("tuple[int, str]", ""),
        ("list", ""),
        ("dict[str, int]", ""),
        ("list[Run] | None", ""),
        ("Run", ""),
    ],
)
def test_what_a_collection_holds(text: str, expected: str) -> None:
    assert element_of(text) == expected


@pytest.mark.parametrize(
    ("wanted", "given", "answer"),
    [
        ("str", "str", "yes"),
        ("float", "int", "yes"),
        ("int", "float", "no"),
        ("int", "bool", "yes"),
        ("date", "datetime.datetime", "yes"),
        ("object", "Run", "yes"),
        ("Any", "list[int]", "yes"),
        ("str", "Any", "unknown"),
        ("str", "", "unknown"),
        ("", "str", "unknown"),
        ("str", "None", "no"),
        ("str | None", "None", "yes"),
        ("str", "str | None", "no"),
        ("str | int", "int | str", "yes"),
        ("str | Unknown", "int", "unknown"),
        ("Sequence[str]", "list[str]", "yes"),
        ("Iterable[float]", "tuple[int, ...]", "yes"),
        ("list[str]", "list[int]", "no"),
        ("list[str]", "list", "unknown"),
        ("list", "list[str]", "yes"),
        ("list[str]", "Sequence[str]", "no"),
        ("Mapping[str, Any]", "dict[str, int]", "yes"),
        ("dict[str, int]", "dict[str, str]", "no"),
        ("Iterable[str]", "dict[str, int]", "unknown"),
        ("Sequence[str]", "str", "unknown"),
        ("bytes", "str", "no"),
        ("str", "Path", "no"),
        ("Run", "Run", "yes"),
        ("Run", "str", "no"),
        ("str", "Run", "no"),
        ("Sequence[str]", "Run", "unknown"),
        ("Run", "Plain", "unknown"),
        ("Status", "str", "no"),
        ("Status", "Run", "no"),
        ("Status", "Elsewhere", "unknown"),
        ("str", "Text", "yes"),
        ("int", "Text", "no"),
        ("Odd", "str", "unknown"),
        ("str", "Odd", "unknown"),
        ("Literal['a']", "str", "unknown"),
    ],
)
def test_what_may_stand_where_a_type_is_declared(wanted: str, given: str, answer: str) -> None:
    assert accepts(wanted, given, MODELS.get) is ANSWERS[answer]


@pytest.mark.parametrize(
    ("annotation", "shape", "answer"),
    [
        ("str", "String", "yes"),
        ("Text", "String", "yes"),
        ("Text", "Strings", "no"),
        ("Status", "String", "no"),
        ("str | None", "String", "no"),
        ("str | Text", "String", "yes"),
        ("str | Elsewhere", "String", "unknown"),
        ("Path", "String", "no"),
        ("int", "String", "no"),
        ("int", "Integer", "yes"),
        ("bool", "Integer", "no"),
        ("float", "Integer", "no"),
        ("Decimal", "Number", "yes"),
        ("int", "Boolean", "no"),
        ("bool", "Boolean", "yes"),
        ("datetime", "Timestamp", "yes"),
        ("str", "Timestamp", "yes"),
        ("date", "Timestamp", "no"),
        ("bytes", "Blob", "yes"),
        ("BinaryIO", "Stream", "yes"),
        ("str", "Blob", "no"),
        ("list[str]", "Strings", "yes"),
        ("tuple[str, str]", "Strings", "yes"),
        ("Sequence[int]", "Strings", "no"),
        ("list", "Strings", "unknown"),
        ("set[str]", "Strings", "no"),
        ("list[list[str]]", "Lists", "yes"),
        ("list[str | None]", "Strings", "no"),
        ("dict[str, int]", "Tags", "yes"),
        ("dict[str, str]", "Tags", "no"),
        ("dict", "Tags", "unknown"),
        ("list[str]", "Tags", "no"),
        ("dict[str, str]", "Job", "unknown"),
        ("dict[int, str]", "Job", "no"),
        ("Row", "Job", "unknown"),
        ("Row", "String", "no"),
        ("Run", "Job", "no"),
        ("Odd", "String", "unknown"),
        ("Plain", "String", "no"),
        ("str", "Document", "unknown"),
        ("str", "Unknown", "unknown"),
        ("Any", "String", "unknown"),
        ("Elsewhere", "String", "unknown"),
        ("", "String", "unknown"),
    ],
)
def test_what_can_be_sent(annotation: str, shape: str, answer: str) -> None:
    assert fits_shape(annotation, SHAPES[shape], SERVICE, MODELS.get) is ANSWERS[answer]


@pytest.mark.parametrize(
    ("annotation", "shape", "answer"),
    [
        ("str", "String", "yes"),
        ("str | None", "String", "yes"),
        ("Text", "String", "no"),
        ("Run", "Job", "no"),
        ("Row", "Job", "unknown"),
        ("Elsewhere", "String", "unknown"),
        ("float", "Integer", "yes"),
        ("int", "Number", "no"),
        ("Decimal", "Number", "no"),
        ("datetime", "Timestamp", "yes"),
        ("str", "Timestamp", "no"),
        ("bytes", "Blob", "yes"),
        ("Iterator[bytes]", "Stream", "yes"),
        ("Iterator[str]", "Stream", "no"),
        ("Iterator[bytes]", "Blob", "no"),
        ("list[str]", "Strings", "yes"),
        ("Sequence[str | None]", "Strings", "yes"),
        ("list", "Strings", "yes"),
        ("tuple[str, ...]", "Strings", "no"),
        ("dict[str, int]", "Tags", "yes"),
        ("Mapping[str, str]", "Tags", "no"),
        ("dict", "Tags", "yes"),
        ("dict[str]", "Tags", "unknown"),
        ("list[str]", "Tags", "no"),
        ("dict[str, Any]", "Job", "yes"),
        ("dict[str, str]", "Job", "unknown"),
        ("dict[int, Any]", "Job", "no"),
        ("Any", "Document", "yes"),
        ("str", "Document", "unknown"),
        ("str", "Unknown", "unknown"),
    ],
)
def test_what_can_be_read(annotation: str, shape: str, answer: str) -> None:
    assert reads_shape(annotation, SHAPES[shape], SERVICE, MODELS.get) is ANSWERS[answer]


def test_classes_are_unknown_where_nobody_knows_the_application() -> None:
    assert accepts("str", "Run") is None
    assert fits_shape("Run", SHAPES["String"], SERVICE) is None
    assert reads_shape("Run", SHAPES["String"], SERVICE) is None


@given(st.text() | st.sampled_from(["(" * 300, "a|" * 5000 + "a", "[" * 100, "x[" * 150 + "]" * 150]))
def test_any_text_is_read_without_failing(text: str) -> None:
    is_optional(text)
    without_none(text)
    element_of(text)
    assert accepts(text, "str") in {True, False, None}


@given(st.recursive(st.sampled_from(["int", "str", "Run", "bytes"]), lambda inner: st.builds("list[{}]".format, inner)))
def test_every_type_accepts_itself_and_not_none(annotation: str) -> None:
    assert accepts(annotation, annotation) is True
    assert accepts(f"{annotation} | None", annotation) is True
    assert accepts(annotation, f"{annotation} | None") is not True
    assert without_none(f"{annotation} | None") == annotation
    assert element_of(f"list[{annotation}]") == annotation

"""Types that a signature names with dots are imported, and written as the import makes them available."""

from __future__ import annotations

import pytest

from gateway_builder.model.interface import ImportedName
from gateway_builder.project.types import ResolvedTypes
from tests.project.test_types import RE_EXPORT, refused, resolve


@pytest.mark.parametrize(
    ("dotted", "written", "origin"),
    [
        ("datetime.datetime", "datetime", "datetime.datetime"),
        ("uuid.UUID", "UUID", "uuid.UUID"),
        ("http.cookiejar.Cookie", "Cookie", "http.cookiejar.Cookie"),
        ("models.order.Order", "Order", "shop.models.order.Order"),
        ("order.Order.Kind", "Order.Kind", "shop.models.order.Order"),
    ],
)
def test_dotted_names_are_shortened_to_what_is_imported(dotted: str, written: str, origin: str) -> None:
    found = resolve(dotted)
    assert found.spelled == {dotted: written}
    assert [f"{each.module}.{each.name}" for each in found.imports] == [origin]


def test_a_member_of_a_type_stays_as_it_is_written() -> None:
    assert resolve("Order.NEW") == ResolvedTypes((ImportedName("shop.models.order", "Order"),))


def test_misspelled_dotted_names_are_unknown() -> None:
    problems = refused("datetime.datetme", "models.Ordr", "nowhere.Thing")
    assert [message.partition(";")[0] for message, _ in problems] == [
        "the type datetime.datetme is unknown", "the type models.Ordr is unknown", "the type nowhere.Thing is unknown"
    ]  # fmt: skip
    assert problems[1][1] == "did you mean Order?"


def test_a_class_named_like_its_module_is_qualified_where_the_module_is_imported() -> None:
    module = ImportedName("datetime")
    found = resolve("datetime", "datetime.timedelta", datetime=module)
    assert found.imports == (module,)
    assert list(found.spelled.items()) == [
        ("datetime.timedelta", "datetime.timedelta"),
        ("datetime", "datetime.datetime"),
    ]


def test_a_dotted_name_uses_the_class_that_is_imported_already() -> None:
    bound = ImportedName("datetime", "datetime")
    assert resolve("datetime.datetime", datetime=bound) == ResolvedTypes((bound,), {"datetime.datetime": "datetime"})


def test_a_dotted_name_uses_another_import_of_the_same_type() -> None:
    package = ImportedName("shop.models", "Order")
    found = resolve("shop.models.order.Order", files={"shop/models/__init__.py": RE_EXPORT}, Order=package)
    assert found == ResolvedTypes((package,), {"shop.models.order.Order": "Order"})


def test_a_standard_type_is_not_taken_for_another_of_its_name() -> None:
    found = resolve("pathlib.Path", Path=ImportedName("anyio", "Path"))
    assert found == ResolvedTypes((ImportedName("pathlib", "Path", "PathlibPath"),), {"pathlib.Path": "PathlibPath"})


def test_types_of_one_name_get_names_of_their_own() -> None:
    files: dict[str, str | bytes] = {
        "shop/models/parcel.py": "class Order: ...\n",
        "shop/old/parcel.py": "class Order: ...\n",
    }
    found = resolve("order.Order", "models.parcel.Order", "old.parcel.Order.Kind", files=files)
    assert found.spelled == {
        "order.Order": "Order", "models.parcel.Order": "ParcelOrder", "old.parcel.Order.Kind": "OldParcelOrder.Kind"
    }  # fmt: skip
    assert [each.bound for each in found.imports] == ["Order", "ParcelOrder", "OldParcelOrder"]


def test_the_end_of_a_dotted_name_may_be_ambiguous_too() -> None:
    files: dict[str, str | bytes] = {
        "shop/models/a/parcel.py": "class Box: ...\n",
        "shop/models/b/parcel.py": "class Box: ...\n",
    }
    assert refused("parcel.Box", files=files) == [
        (
            "the type parcel.Box could be shop.models.a.parcel.Box or shop.models.b.parcel.Box",
            "say which by its dotted name in the signature: shop.models.a.parcel.Box",
        )
    ]

"""The application's classes are understood from their source alone; what it does not tell is said to be unknown."""

from __future__ import annotations

import pytest

from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Parameter, ParameterKind, Signature
from gateway_builder.project.business_models import BusinessModels
from tests.project.test_types import index

HEAD = """
from dataclasses import KW_ONLY, InitVar, dataclass, field
from enum import Enum, IntEnum, StrEnum
from typing import *
import attrs, msgspec, pydantic
from pydantic import BaseModel, ConfigDict, Field
from elsewhere import Unknown
"""


PARTS = {"models/other": "class Part: ...\n"}


def models(
    text: str, bound: dict[str, ImportedName] | None = None, more: dict[str, str] | None = None
) -> BusinessModels:
    """The models of a file `order.py`; `more` files by their paths under `shop/`."""
    others = {f"shop/{name}.py": content for name, content in (more or {}).items()}
    return BusinessModels(index({"shop/models/order.py": HEAD + text, **others}), bound or {})


def model(text: str, name: str = "Order") -> BusinessModel:
    found = models(text)(name)
    assert found is not None
    return found


def fields(text: str, name: str = "Order") -> dict[str, tuple[str, str | None]]:
    return {each.name: (each.annotation, each.default) for each in model(text, name).fields}


def attributes(text: str) -> dict[str, str]:
    return {each.name: each.annotation for each in model(text).attributes}


def test_a_data_class() -> None:
    found = model("@dataclass\nclass Order:\n    id: int\n    name: str | None = None\n")
    assert found == BusinessModel(
        "Order",
        ImportedName("shop.models.order", "Order"),
        ModelKind.DATA,
        (ModelField("id", "int"), ModelField("name", "str | None", "None")),
    )


@pytest.mark.parametrize(
    "head",
    [
        "@dataclass(slots=True)\nclass Order:",
        "@attrs.define\nclass Order:",
        "@attrs.frozen\nclass Order:",
        "class Order(NamedTuple):",
        "class Order(BaseModel):",
        "class Order(pydantic.BaseModel):",
        "class Order(msgspec.Struct, frozen=True):",
    ],
)
def test_kinds_of_data(head: str) -> None:
    found = model(f"{head}\n    id: int\n    name: 'str' = 'a'\n")
    assert (found.kind, found.is_complete, found.is_plain) == (ModelKind.DATA, True, True)
    assert found.fields == (ModelField("id", "int"), ModelField("name", "str", "'a'"))
    assert found.is_frozen is any(word in head for word in ("frozen", "NamedTuple"))


@pytest.mark.parametrize(
    ("declared", "default"),
    [
        ("x: int = field()", None),
        ("x: int = field(default=3)", "3"),
        ("x: list[int] = field(default_factory=list)", "list()"),
        ("x: list[int] = attrs.field(factory=list)", "list()"),
        ("x: int = Field(...)", None),
        ("x: int = Field(default=...)", None),
        ("x: int = Field(7)", "7"),
        ("x: Decimal = Decimal('1')", "Decimal('1')"),
    ],
)
def test_what_stands_in_for_a_field(declared: str, default: str | None) -> None:
    assert fields(f"@dataclass\nclass Order:\n    {declared}\n")["x"][1] == default


def test_what_the_call_does_not_take_is_an_attribute() -> None:
    text = """
@dataclass
class Order:
    _: KW_ONLY
    id: int
    KIND: ClassVar[str] = "order"
    BARE: ClassVar = 1
    total: float = field(init=False, default=0)
    seed: InitVar[int] = 3
    limit = 7

    def __post_init__(self):
        self.later: str = ""
        self.copied = self.id
        other.thing = 1

    @staticmethod
    def make():
        made.thing = 1
"""
    assert fields(text) == {"id": ("int", None), "seed": ("int", "3")}
    assert attributes(text) == {"later": "str", "copied": "", "total": "float"}
    constants = {each.name: each.annotation for each in model(text).constants}
    assert constants == {"limit": "", "KIND": "str", "BARE": ""}
    assert not model(text).is_plain


def test_a_constructor_says_what_the_call_takes() -> None:
    text = """
class Order:
    note: str

    def __init__(self, id: int, name="a", *, size: int = 3) -> None:
        self.id = id
        self.when, self.where = now()
        self.size_name: str = str(size)

    class Inner: ...
"""
    assert fields(text) == {"id": ("int", None), "name": ("", "'a'"), "size": ("int", "3")}
    assert attributes(text) == {"size_name": "str", "note": "str", "when": "", "where": ""}
    found = model(text)
    assert (found.kind, found.is_plain, found.constants) == (ModelKind.DATA, False, (ModelField("Inner", ""),))


@pytest.mark.parametrize(
    "text",
    [
        "class Order:\n    id: int\n",
        "class Order:\n    def __init__(self, id: int, /): ...\n",
        "class Order:\n    def __init__(self, id: int, *more, **other): ...\n",
        "@attrs.define\nclass Order:\n    id: int\n    _x: int\n",
        "class Order(BaseModel):\n    id: int = Field(alias='ID')\n",
        "@dataclass(init=False, repr=True)\nclass Order:\n    id: int\n",
    ],
)
def test_classes_that_nobody_knows_how_to_make(text: str) -> None:
    found = model(text)
    assert (found.kind, found.fields[0].name) == (ModelKind.OTHER, "id")


def test_private_fields_of_data_classes_are_keywords_and_those_of_pydantic_are_not() -> None:
    assert set(fields("@dataclass\nclass Order:\n    _x: int\n")) == {"_x"}
    assert attributes("class Order(BaseModel):\n    _x: int\n") == {"_x": "int"}


def test_typed_dictionaries_tell_which_keys_may_be_left_out() -> None:
    text = "class Order(TypedDict):\n    id: int\n    note: NotRequired[str]\n    size: ReadOnly[Required[int]]\n"
    assert model(text).kind is ModelKind.TYPED_DICT
    assert fields(text) == {"id": ("int", None), "note": ("str", "..."), "size": ("int", None)}
    loose = (
        "class Base(TypedDict):\n    a: int\nclass Order(Base, total=False):\n    id: int\n    size: Required[int]\n"
    )
    assert fields(loose) == {"a": ("int", None), "id": ("int", "..."), "size": ("int", None)}
    assert fields("class Order(TypedDict, total=True):\n    id: int\n") == {"id": ("int", None)}


@pytest.mark.parametrize(
    ("bases", "value_type"), [("Enum", ""), ("StrEnum", "str"), ("str, Enum", "str"), ("IntEnum", "int")]
)
def test_an_enumeration(bases: str, value_type: str) -> None:
    members = "    NEW = 1\n    A, B = 2, 3\n    OLD: int = 4\n    _ignore_ = ['x']\n"
    found = model(f"class Order({bases}):\n{members}    label: str\n    def next(self): ...\n")
    assert (found.kind, found.members) == (ModelKind.ENUM, ("NEW", "A", "B", "OLD"))
    assert (found.value_type, found.is_frozen, found.is_plain, found.is_complete) == (value_type, True, True, True)
    assert (found.fields, found.constants, found.attributes) == ((), (), (ModelField("label", "str"),))
    assert [each.name for each in found.methods] == ["next"]


def test_methods_and_properties_have_their_signatures() -> None:
    text = """
class Order:
    def key(self, a, /, b: int = 3, *c: str, d: bool, e="x", **f) -> "str": ...
    async def fetch(self) -> bytes: ...
    @property
    def total(self) -> float: ...
    @total.setter
    def total(self, value: float) -> None: ...
    @functools.cached_property
    def size(self) -> int: ...
    @classmethod
    @override
    def of(cls, text: str) -> Self: ...
    @staticmethod
    def zero() -> int: ...
    @hybrid
    def odd(self): ...
    def _private(self): ...
"""
    key = (
        Parameter("a", kind=ParameterKind.POSITIONAL_ONLY),
        Parameter("b", "int", "3"),
        Parameter("c", "str", kind=ParameterKind.VAR_POSITIONAL),
        Parameter("d", "bool", kind=ParameterKind.KEYWORD_ONLY),
        Parameter("e", None, "'x'", ParameterKind.KEYWORD_ONLY),
        Parameter("f", kind=ParameterKind.VAR_KEYWORD),
    )
    assert model(text).methods == (
        ModelMethod("key", Signature(key, "'str'")),
        ModelMethod("fetch", Signature((), "bytes", is_async=True)),
        ModelMethod("total", Signature((), "float"), is_property=True),
        ModelMethod("size", Signature((), "int"), is_property=True),
        ModelMethod("of", Signature((Parameter("text", "str"),), "Self"), is_class=True),
        ModelMethod("zero", Signature((), "int"), is_class=True),
    )
    assert attributes(text) == {"odd": ""}


def test_what_is_inherited_comes_first_and_can_be_overridden() -> None:
    text = """
@dataclass
class Base(Generic[T]):
    id: int
    name: str = ""
    KIND = 1
    def key(self) -> str: ...
class Mixin:
    loose: int
    def mixed(self) -> int: ...
@dataclass
class Order(Mixin, Base[int]):
    size: int = 0
    name: bytes = b""
    def key(self) -> bytes: ...
"""
    assert list(fields(text).items()) == [("id", ("int", None)), ("name", ("bytes", "b''")), ("size", ("int", "0"))]
    assert attributes(text) == {"loose": "int"}
    found = model(text)
    assert {each.name: each.signature.returns for each in found.methods} == {"key": "bytes", "mixed": "int"}
    assert (found.is_complete, found.constants) == (True, (ModelField("KIND", ""),))


def test_annotations_of_a_class_that_only_inherits_its_call_are_attributes() -> None:
    text = "@dataclass\nclass Base:\n    id: int\nclass Order(Base):\n    note: str\n"
    assert (fields(text), attributes(text)) == ({"id": ("int", None)}, {"note": "str"})
    text = "class Base(NamedTuple):\n    id: int\nclass Order(Base):\n    note: str\n"
    assert (fields(text), attributes(text)) == ({"id": ("int", None)}, {"note": "str"})
    assert set(fields("class Base(BaseModel):\n    id: int\nclass Order(Base):\n    note: str\n")) == {"id", "note"}


@pytest.mark.parametrize(
    "text",
    [
        "class Order(Unknown): ...",
        "class Order(Unknown.Inner): ...",
        "class Order(namedtuple('Order', 'a b')): ...",
        "class Middle(Unknown): ...\nclass Order(Middle): ...",
        "Alias = list[int] | int\nclass Order(Alias): ...",
        "class Order(Order): ...",
        "@register\nclass Order: ...",
        "class Order(metaclass=Registry): ...",
        "class Order:\n    def __getattr__(self, name): ...",
    ],
)
def test_what_may_have_more_than_stands_there_is_not_complete(text: str) -> None:
    assert not model(text).is_complete


@pytest.mark.parametrize(
    "text", ["class Order(ABC, Protocol, object): ...", "@final\nclass Order(metaclass=ABCMeta): ..."]
)
def test_well_known_bases_and_decorators_add_nothing(text: str) -> None:
    assert model(text).is_complete


@pytest.mark.parametrize(
    "body",
    [
        "def __post_init__(self): ...",
        "def __new__(cls): ...",
        "@field_validator('id')\n    def check(cls, value): ...",
        "@id.validator\n    def check(self, attribute, value): ...",
        "size: int = Field(gt=3)",
        "size: Annotated[int, Gt(3)]",
    ],
)
def test_models_whose_making_runs_code_are_not_plain(body: str) -> None:
    assert not model(f"@dataclass\nclass Order:\n    id: int\n    {body}\n").is_plain
    assert not model(f"@dataclass\nclass Base:\n    id: int\n    {body}\n@dataclass\nclass Order(Base): ...\n").is_plain


def test_pydantic_says_frozen_in_its_configuration_and_has_methods() -> None:
    found = model("class Order(BaseModel):\n    model_config = ConfigDict(frozen=True)\n    id: int\n")
    assert found.is_frozen
    dump = found.find_method("model_dump")
    assert dump
    assert dump.signature.returns == "dict[str, object]"
    assert not model("class Order(BaseModel):\n    model_config = other\n").is_frozen
    assert model("@dataclass(frozen=True)\nclass Base: ...\nclass Order(Base): ...\n").is_frozen


def test_types_that_are_no_class_are_known_to_be_there() -> None:
    found = model("Order = NewType('Order', str)\n")
    assert (found.kind, found.is_complete, found.is_plain) == (ModelKind.OTHER, False, False)


@pytest.mark.parametrize(
    "name", ["str", "list", "None", "Nothing", "Decimal", "datetime", "", "a b", "list[Order]", "X"]
)
def test_what_is_no_type_of_the_project_is_none(name: str) -> None:
    assert models("class Order: ...\n")(name) is None


def test_a_model_of_a_well_known_name_is_found_among_the_models_only() -> None:
    assert models("class Path: ...\n")("Path") is not None
    assert models("", more={"jobs": "class Path: ...\n"})("Path") is None


def test_a_name_means_what_the_interfaces_file_says() -> None:
    found = models(
        "class Order: ...\n",
        {
            "Sale": ImportedName("shop.models.order", "Order", "Sale"),
            "m": ImportedName("shop.models.order", alias="m"),
            "order": ImportedName("shop.models", "order"),
            "shop": ImportedName("shop.models.order"),
            "Foreign": ImportedName("elsewhere", "Foreign"),
        },
    )
    for name in ("Sale", "m.Order", "order.Order", "shop.models.order.Order"):
        order = found(name)
        assert order is not None
        assert (order.name, order.imported.bound) == (name, name.partition(".")[0])
    assert [found(name) for name in ("Foreign", "m.Other", "shop.Order", "nowhere.Order")] == [None] * 4


def test_a_model_is_imported_where_the_package_passes_it_on() -> None:
    package = {"models/__init__": "from .order import Order\n__all__ = ['Order']\n"}
    found = models("class Order: ...\n", more=package)("Order")
    assert found is not None
    assert found.imported == ImportedName("shop.models", "Order")


def test_a_name_that_means_several_types_means_what_the_class_that_uses_it_means() -> None:
    text = "class Part: ...\nclass Order:\n    part: Part\n    other: Nothing\n"
    assert models(text, more=PARTS)("Part") is None
    found = models(text, more=PARTS)
    assert found("Order") is not None
    part = found("Part")
    assert part is not None
    assert part.imported == ImportedName("shop.models.order", "Part")
    assert found("Nothing") is None


def test_bases_are_followed_through_modules() -> None:
    base = {"models/base": "class Base:\n    id: int\n"}
    for reach in (
        "from shop.models.base import Base as B\nclass Order(B): ...",
        "from shop.models import base\nclass Order(base.Base): ...",
        "class Order(shop.models.base.Base): ...",
    ):
        found = models(reach, more=base)("Order")
        assert found is not None
        assert (found.fields, found.is_complete) == ((ModelField("id", "int"),), True)


def test_names_for_suggestions_are_those_of_the_models() -> None:
    found = models(
        "class Order: ...\nclass _Hidden: ...\n", {"Sale": ImportedName("shop.models.order", "Order", "Sale")}
    )
    assert found.list_names() == ("Sale", "Order")


def test_a_class_is_read_once() -> None:
    found = models("class Order: ...\n")
    assert found("Order") is found("Order")

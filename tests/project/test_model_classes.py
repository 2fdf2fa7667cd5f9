"""Business models of a project, for the methods that a purpose suggests."""

from __future__ import annotations

import pytest

from gateway_builder.model.interface import ImportedName
from gateway_builder.project.model_classes import ModelClass, find_models
from tests.project.test_types import index


def models(text: str, **more: str) -> dict[str, ModelClass]:
    """The models of a file, by name."""
    others = {f"shop/models/{name}.py": content for name, content in more.items()}
    return {each.name: each for each in find_models(index({"shop/models/order.py": text, **others}))}


def test_a_model_has_its_fields_as_they_are_written() -> None:
    text = "class Order:\n    kinds: ClassVar[int] = 1\n    id: int\n    job_id: str | None = None\n    x.y: int\n"
    found = models(text)
    imported = ImportedName("shop.models.order", "Order")
    assert found == {"Order": ModelClass("Order", imported, (("id", "int"), ("job_id", "str | None")))}


def test_a_model_without_declarations_has_the_parameters_of_its_constructor() -> None:
    text = "class Order:\n    def __init__(self, id: int, other, *, name: str) -> None: ...\n    def pay(self): ...\n"
    assert models(text)["Order"].fields == (("id", "int"), ("name", "str"))


@pytest.mark.parametrize("base", ["Enum", "enum.StrEnum"])
def test_an_enumeration_is_told_apart(base: str) -> None:
    found = models(f"class OrderState({base}):\n    NEW = 1\nclass Order: ...\n")
    assert [(name, each.is_enum) for name, each in found.items()] == [("OrderState", True), ("Order", False)]


@pytest.mark.parametrize(
    ("text", "is_frozen"),
    [
        ("@dataclass(frozen=True)\nclass Order: ...", True),
        ("@dataclass(frozen=False)\nclass Order: ...", False),
        ("@dataclass(slots=True)\nclass Order: ...", False),
        ("@dataclass\nclass Order: ...", False),
        ("@attrs.frozen\nclass Order: ...", True),
        ("class Order(NamedTuple): ...", True),
        ("class Order(BaseModel, frozen=True): ...", True),
        ("class Order(BaseModel): ...", False),
    ],
)
def test_whether_a_model_can_be_changed(text: str, *, is_frozen: bool) -> None:
    assert models(text)["Order"].is_frozen is is_frozen


@pytest.mark.parametrize(
    "text",
    [
        "class OrderError(Exception): ...",
        "class OrderProblem(ValueError): ...",
        "class TimeoutException: ...",
        "class Orders(Protocol): ...",
        "class Orders(Protocol[T]): ...",
        "class Orders(abc.ABC): ...",
        "class _Order: ...",
    ],
)
def test_interfaces_errors_and_private_classes_are_no_models(text: str) -> None:
    assert models(text) == {}


def test_a_model_that_could_be_several_or_cannot_be_imported_is_left_out() -> None:
    found = models("class Order: ...\n", parcel="class Order: ...\n", _hidden="class Secret: ...\n")
    assert found == {}


def test_models_are_imported_as_the_interfaces_file_does() -> None:
    project = index({"shop/models/__init__.py": "from .order import Order\n__all__ = ['Order']\n"})
    bound = {"Customer": ImportedName("shop.models.customer", "Customer")}
    assert [each.imported.module for each in find_models(project)] == ["shop.models"]
    assert [each.imported.module for each in find_models(project, bound)] == ["shop.models.order"]

"""Types of new signatures are found by reading the project, and never by running it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.model.interface import ImportedName
from gateway_builder.project.detect import detect_project, survey_project
from gateway_builder.project.types import ResolvedTypes, TypeIndex
from tests.fakes.in_memory_source_tree import InMemorySourceTree

INTERFACES = "shop/gateways/interfaces.py"
PROTOCOL = "from typing import Protocol\n\n\nclass IMailer(Protocol):\n    def send(self) -> None: ...\n"
SHOP = {
    "shop/__init__.py": "",
    "shop/models/__init__.py": "",
    "shop/models/order.py": "class Order:\n    pass\n",
    "shop/gateways/__init__.py": "",
    INTERFACES: PROTOCOL,
}


def index(files: dict[str, str | bytes]) -> TypeIndex:
    tree = InMemorySourceTree({**SHOP, **files})
    survey = survey_project(tree)
    found = detect_project(tree, survey, interfaces=(), classes=(), interfaces_path=INTERFACES)
    return TypeIndex(tree, survey, found.layout)


def resolve(*names: str, files: dict[str, str | bytes] | None = None, **bound: ImportedName) -> ResolvedTypes:
    return index(files or {}).resolve_types(names, bound=bound)


def imported(*names: str, files: dict[str, str | bytes] | None = None, **bound: ImportedName) -> list[str]:
    """Dotted origin of each name, ` as ` its alias."""
    found = resolve(*names, files=files, **bound).imports
    return [f"{each.module}.{each.name}{f' as {each.alias}' if each.alias else ''}" for each in found]


def refused(*names: str, files: dict[str, str | bytes] | None = None) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as caught:
        resolve(*names, files=files)
    assert {problem.place for problem in caught.value.problems} == {"--method"}
    return [(problem.message, problem.hint) for problem in caught.value.problems]


def test_builtins_need_no_import() -> None:
    assert resolve("int", "str", "list", "None", "ValueError", "int") == ResolvedTypes()


def test_a_model_is_imported_from_the_module_that_defines_it() -> None:
    assert imported("Order") == ["shop.models.order.Order"]


@pytest.mark.parametrize(
    "text",
    [
        "from enum import Enum\nOrderId = Enum('OrderId', 'A B')\n",
        "from typing import NewType\nOrderId = NewType('OrderId', int)\n",
        "from typing import TypedDict\nOrderId = TypedDict('OrderId', {'id': int})\n",
        "OrderId = int | str\n",
        "OrderId = list[int]\n",
        "import uuid\nOrderId = uuid.UUID\n",
        "from typing import TypeAlias\nOrderId: TypeAlias = 'int | str'\n",
        "import sys\nif sys.version_info > (3, 12):\n    class OrderId: ...\nelse:\n    OrderId = int\n",
        "try:\n    from fast import OrderId\nexcept ImportError:\n    class OrderId: ...\nelse:\n    pass\n",
        "import sys\nif sys.platform == 'x':\n    OrderId = int\n",
    ],
)
def test_whatever_makes_a_type_is_found(text: str) -> None:
    assert imported("OrderId", files={"shop/models/order.py": text}) == ["shop.models.order.OrderId"]


@pytest.mark.parametrize(
    "text",
    [
        "orderid = OrderId = make()\n",
        "OrderId = 5\n",
        "OrderId = 2 * 3\n",
        "OrderId: int = 5\n",
        "def OrderId(): ...\n",
        "class Order:\n    class OrderId: ...\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    class OrderId: ...\n",
        "from somewhere_else import OrderId\n",
        "# OrderId\n",
        "class OrderId(\n",
        "class OrderId: ...\n\0",
        "(" * 5000 + "OrderId",
    ],
)
def test_what_is_no_type_is_no_candidate(text: str) -> None:
    [(message, _)] = refused("OrderId", files={"shop/models/order.py": text})
    assert message.startswith("the type OrderId is unknown; looked in shop/models")


def test_a_type_statement_is_an_alias_where_the_parser_knows_it() -> None:
    found = index({"shop/models/order.py": "type OrderId = int\n"})

    class TypeAlias(ast.stmt):
        name = ast.Name("OrderId", ast.Load())

    found.parse = lambda _: ast.Module([TypeAlias()], [])
    assert [each.module for each in found.resolve_types(["OrderId"]).imports] == ["shop.models.order"]


def test_only_files_that_hold_the_name_are_parsed() -> None:
    found = index({"shop/models/customer.py": "class Customer: ...\n", "shop/other.py": "class Other: ...\n"})
    parsed: list[bytes] = []
    found.parse = lambda content: parsed.append(content) or ast.parse(content)  # type: ignore[func-returns-value]  # append gives None
    found.resolve_types(["Order"])
    assert parsed == [b"class Order:\n    pass\n"]


RE_EXPORT = "from shop.models.order import Order\n\n__all__ = ['Order']\n"


@pytest.mark.parametrize(
    ("init", "expected"),
    [
        (RE_EXPORT, "shop.models.Order"),
        ("from .order import Order\n\n__all__ = []\n__all__ += ['Order']\n", "shop.models.Order"),
        ("from .order import Order as Order\n", "shop.models.Order"),
        ("from .order import Order\n", "shop.models.order.Order"),
        ("from .order import *\n", "shop.models.order.Order"),
    ],
)
def test_a_listed_re_export_is_preferred(init: str, expected: str) -> None:
    assert imported("Order", files={"shop/models/__init__.py": init}) == [expected]


def test_types_are_imported_as_the_interfaces_file_imports_models() -> None:
    files: dict[str, str | bytes] = {"shop/models/__init__.py": "from .order import Order\n"}
    package, defining = ImportedName("shop.models", "Customer"), ImportedName("shop.models.customer", "Customer")
    assert imported("Order", files=files, Customer=package) == ["shop.models.Order"]
    files["shop/models/__init__.py"] = RE_EXPORT
    assert imported("Order", files=files, Customer=defining) == ["shop.models.order.Order"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("from shop.models.order import Order", "shop.models.order.Order"),
        ("from ..models.order import Order", "shop.models.order.Order"),
        ("from ..models import Order", "shop.models.Order"),
        ("from modelsuite import Order", "shop.models.Order"),
    ],
)
def test_types_are_imported_as_other_modules_do(statement: str, expected: str) -> None:
    files: dict[str, str | bytes] = {"shop/models/__init__.py": RE_EXPORT, "shop/use_cases/buy.py": f"{statement}\n"}
    assert imported("Order", files=files) == [expected]


def test_a_model_of_a_private_module_is_reached_through_its_package() -> None:
    files: dict[str, str | bytes] = {
        "shop/models/__init__.py": "from ._hidden import Secret\n",
        "shop/models/_hidden.py": "class Secret: ...\n",
    }
    assert imported("Secret", files=files) == ["shop.models.Secret"]


def test_a_private_model_that_nobody_passes_on_is_unknown() -> None:
    assert len(refused("Secret", files={"shop/models/_hidden.py": "class Secret: ...\n"})) == 1


def test_star_imports_are_followed_and_circles_end() -> None:
    files: dict[str, str | bytes] = {
        "shop/models/__init__.py": "from ._one import *\n__all__ = ['Secret', '_Own']\n",
        "shop/models/_one.py": "from ._two import *\nfrom ._three import *\n",
        "shop/models/_two.py": "from ._one import *\n",
        "shop/models/_three.py": "class Secret: ...\nclass _Own: ...\n",
    }
    assert imported("Secret", files=files) == ["shop.models.Secret"]
    assert len(refused("_Own", files=files)) == 1


def test_the_package_around_the_interfaces_is_not_imported_from() -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "from shop.basket import Basket\n__all__ = ['Basket']\n",
        "shop/basket.py": "class Basket: ...\n",
    }
    assert imported("Basket", files=files) == ["shop.basket.Basket"]


def test_models_win_over_the_standard_library_and_that_over_other_modules() -> None:
    other: dict[str, str | bytes] = {"shop/a.py": "class Order: ...\nclass Path: ...\nclass Parcel: ...\n"}
    assert imported("Order", "Path", "Decimal", "Parcel", files=other) == [
        "shop.models.order.Order", "pathlib.Path", "decimal.Decimal", "shop.a.Parcel"
    ]  # fmt: skip
    models: dict[str, str | bytes] = {"shop/models/route.py": "class Path: ...\n"}
    assert imported("Path", files=models) == ["shop.models.route.Path"]


@pytest.mark.parametrize(
    "path",
    [
        "shop/_private.py", "shop/gateways/smtp.py", "shop/use_cases/buy.py", "tests/shop/thing.py",
        "shop/test_thing.py",
        "shop/controllers/web.py", "scripts/thing.py", "other_package/thing.py", INTERFACES,
    ],
)  # fmt: skip
def test_outer_layers_tests_and_private_modules_offer_no_types(path: str) -> None:
    files: dict[str, str | bytes] = {path: "class Thing: ...\n", "other_package/__init__.py": ""}
    assert len(refused("Thing", files=files)) == 1


def test_places_of_use_cases_are_those_that_are_configured() -> None:
    toml = "[tool.gateway-builder]\nuse-cases = 'shop/actions'\n".replace("use-cases", "use_cases")
    files: dict[str, str | bytes] = {"pyproject.toml": toml, "shop/actions/buy.py": "class Thing: ...\n"}
    assert len(refused("Thing", files=files)) == 1


def test_two_models_of_one_name_have_to_be_told_apart() -> None:
    files: dict[str, str | bytes] = {"shop/models/parcel.py": "class Order: ...\n"}
    assert refused("Order", files=files) == [
        (
            "the type Order could be shop.models.order.Order or shop.models.parcel.Order",
            "say which by its dotted name in the signature: shop.models.order.Order",
        )
    ]
    assert resolve("shop.models.parcel.Order", files=files) == ResolvedTypes(
        (ImportedName("shop.models.parcel", "Order"),), {"shop.models.parcel.Order": "Order"}
    )


def test_a_class_reachable_by_several_paths_is_one() -> None:
    files: dict[str, str | bytes] = {
        "shop/models/__init__.py": RE_EXPORT,
        "shop/models/again.py": "from shop.models import Order\n__all__ = ['Order']\n",
    }
    assert imported("Order", files=files) == ["shop.models.Order"]


def test_models_beside_the_gateways_are_nearer_than_those_of_another_part() -> None:
    files: dict[str, str | bytes] = {
        "shop/billing/__init__.py": "",
        "shop/billing/models.py": "class Order: ...\nclass Bill: ...\n",
    }
    assert imported("Order", "Bill", files=files) == ["shop.models.order.Order", "shop.billing.models.Bill"]


def test_layers_at_the_root_are_read_too() -> None:
    tree = InMemorySourceTree({"models.py": "class Order: ...\n", "__init__.py": "class Order: ...\n"})
    survey = survey_project(tree)
    found = TypeIndex(tree, survey, detect_project(tree, survey, interfaces=(), classes=()).layout)
    assert [each.module for each in found.resolve_types(["Order"]).imports] == ["models"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("datetime", "datetime.datetime"), ("Decimal", "decimal.Decimal"), ("UUID", "uuid.UUID"),
        ("Path", "pathlib.Path"),
        ("Sequence", "collections.abc.Sequence"), ("Any", "typing.Any"), ("StrEnum", "enum.StrEnum"),
    ],
)  # fmt: skip
def test_well_known_types_of_the_standard_library(name: str, expected: str) -> None:
    assert imported(name) == [expected]


def test_old_names_of_typing_are_written_as_the_builtins_they_mean() -> None:
    assert resolve("List", "Dict") == ResolvedTypes((), {"List": "list", "Dict": "dict"})


def test_what_the_interfaces_file_binds_is_used_as_it_is_bound() -> None:
    dt, order = ImportedName("datetime", alias="dt"), ImportedName("shop.old", "Order")
    found = resolve("dt.datetime", "Order", dt=dt, Order=order)
    assert found == ResolvedTypes((order, dt))


def test_everything_unresolved_is_reported_together_with_near_names() -> None:
    files: dict[str, str | bytes] = {"shop/models/parcel.py": "class Order: ...\nclass Parcel: ...\n"}
    problems = refused("Order", "Parcl", "decimal.Decimal", "Zzzzzz", "Sequense", files=files)
    assert [hint for _, hint in problems] == [
        "say which by its dotted name in the signature: shop.models.order.Order",
        "did you mean Parcel?",
        "add it to the models, or write its dotted name",
        "did you mean Sequence?",
    ]


def test_a_model_named_like_a_builtin_exception_is_meant() -> None:
    files: dict[str, str | bytes] = {"shop/models/a.py": "class Warning: ...\n", "shop/b.py": "class IOError: ...\n"}
    assert imported("Warning", "IOError", files=files) == ["shop.models.a.Warning"]


def test_model_classes_are_listed_with_their_files() -> None:
    found = index({"shop/models/empty.py": "X = 1\n", "shop/models/parcel.py": "class Parcel: ...\n"})
    assert [(path, node.name) for path, node in found.list_model_classes()] == [
        ("shop/models/order.py", "Order"),
        ("shop/models/parcel.py", "Parcel"),
    ]


def test_one_type_can_be_asked_for() -> None:
    found = index({"shop/models/parcel.py": "class Order: ...\nclass Parcel: ...\n"})
    assert found.find_type("Parcel") == ImportedName("shop.models.parcel", "Parcel")
    assert found.find_type("Decimal") is None
    with pytest.raises(UsageError, match=r"could be shop\.models\.order\.Order"):
        found.find_type("Order")


NAMES = st.sampled_from(["Order", "models.Order", "Thing", "datetime", "a.b.C", "List", "Order.X"])


@settings(max_examples=50)
@given(content=st.binary(), more=st.text(), names=st.lists(NAMES))
def test_no_file_makes_it_fail_otherwise(content: bytes, more: str, names: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "shop/models/order.py": b"Order Thing import *\n" + content,
        "shop/models/parcel.py": f"from . import *\nclass Order: ...\n{more}".encode("utf-8", "surrogatepass"),
    }
    found = index(files)
    try:
        resolved = found.resolve_types(names)
    except UsageError as error:
        assert error.problems
    else:
        assert all(each.module and each.name for each in resolved.imports)


STATEMENTS = ["class Order: ...", "Order = int", "from .order import *", "import x", "from .order import Order"]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(STATEMENTS)).map("\n".join))
def test_any_mix_of_statements_is_read(text: str) -> None:
    found = index({"shop/models/parcel.py": text, "shop/models/__init__.py": text})
    try:
        [order] = found.resolve_types(["Order"]).imports
    except UsageError as error:
        assert "could be" in str(error)
    else:
        assert order.module.startswith("shop.models")

"""A new version of a service's model is told where a gateway uses what changed, and only there."""

from __future__ import annotations

import ast
from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.plan.check_model import ModelReport, check_model, compare_models
from gateway_builder.plan.model_mismatches import find_mismatches
from gateway_builder.plan.model_reads import read_uses
from gateway_builder.plan.model_uses import find_services
from tests.fakes.in_memory_service_catalog import PARCELS, InMemoryServiceCatalog
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.model.service import Member, Operation, ServiceModel, Shape
    from gateway_builder.plan.model_uses import Uses

GATEWAY = """
import boto3

STATE_MAP = {"POSTED": "sent", "IN_TRANSIT": "sent", "DELIVERED": "there", "LOST": "gone"}


class Parcels:
    def __init__(self, *, parcels_client=None):
        self._client = parcels_client or boto3.client("parcels")

    def send(self, parcel):
        response = self._client.send_parcel(
            address={"street": parcel.street, **{"from": parcel.place}},
            weight=parcel.weight,
            items=[{"name": item} for item in parcel.items],
            tags={"any": "tag"},
        )
        parcel.id = _required(response, "parcelId")

    def describe(self, parcel):
        response = self._client.describe_parcels(parcelIds=[parcel.id])
        parcels = response.get("parcels") or []
        if not parcels:
            raise LookupError
        found = parcels[0]
        return STATE_MAP[_required(found, "state")], found.get("reason", "")

    def list(self):
        response = self._client.get_paginator("list_parcels").paginate(state="LOST").build_full_result()
        return [each["parcelId"] for each in response.get("parcels") or []]

    def wait(self, parcel):
        self._client.get_waiter("parcel_delivered").wait(parcelIds=[parcel.id])
"""

LISTED = PARCELS.operations["list_parcels"]


def uses_of(source: str, model: ServiceModel = PARCELS, services: tuple[str, ...] = ("parcels",)) -> Uses:
    return read_uses(ast.parse(dedent(source)), services, frozenset(model.operations))


def mismatches(source: str, model: ServiceModel = PARCELS) -> list[str]:
    return [each.text for each in find_mismatches(model, uses_of(source, model))]


def with_shapes(*shapes: Shape) -> ServiceModel:
    return replace(PARCELS, shapes={**PARCELS.shapes, **{shape.name: shape for shape in shapes}})


def with_members(name: str, members: Iterable[Member]) -> ServiceModel:
    return with_shapes(replace(PARCELS.shapes[name], members=tuple(members)))


def without_member(shape: str, name: str) -> ServiceModel:
    return with_members(shape, (member for member in PARCELS.members_of(shape) if member.name != name))


def with_operation(operation: Operation) -> ServiceModel:
    return replace(PARCELS, operations={**PARCELS.operations, operation.method: operation})


def without_operation(method: str) -> ServiceModel:
    return replace(PARCELS, operations={name: each for name, each in PARCELS.operations.items() if name != method})


def changes(after: ServiceModel, source: str = GATEWAY, before: ServiceModel = PARCELS) -> list[str]:
    return [each.text for each in compare_models(before, after, uses_of(source, before))]


def test_the_same_model_changes_nothing() -> None:
    assert changes(PARCELS) == []
    assert mismatches(GATEWAY) == []


def test_a_new_state_that_a_map_does_not_hold_is_told_with_the_line_of_the_map() -> None:
    state = PARCELS.shapes["ParcelState"]
    after = with_shapes(replace(state, enum=(*state.enum, "RETURNED")))

    (found,) = compare_models(PARCELS, after, uses_of(GATEWAY))

    assert (found.kind, found.text) == ("state", "ParcelState also has RETURNED, which STATE_MAP does not map")
    assert GATEWAY.splitlines()[found.line - 1].startswith("STATE_MAP")


def test_a_state_that_is_gone_is_told_for_maps_and_for_what_is_sent() -> None:
    after = with_shapes(replace(PARCELS.shapes["ParcelState"], enum=("POSTED", "IN_TRANSIT", "DELIVERED")))

    assert changes(after) == [
        "ParcelState has no 'LOST', which list_parcels sends",
        "ParcelState has no LOST, which STATE_MAP maps",
    ]


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (without_operation("describe_parcels"), "parcels has no operation describe_parcels"),
        (without_operation("list_parcels"), "parcels has no paginator list_parcels"),
        (replace(PARCELS, waiters={}), "parcels has no waiter parcel_delivered"),
        (with_operation(replace(LISTED, paging=None)), "parcels has no paginator list_parcels"),
        (without_member("SendParcelRequest", "tags"), "send_parcel takes no tags"),
        (without_member("Address", "from"), "send_parcel takes no address.from"),
        (without_member("Item", "name"), "send_parcel takes no items[].name"),
        (without_member("Parcel", "reason"), "the answer of describe_parcels holds no parcels[].reason"),
        (without_member("SendParcelResponse", "parcelId"), "the answer of send_parcel holds no parcelId"),
        (with_operation(replace(PARCELS.operations["send_parcel"], input=None)), "send_parcel takes no weight"),
    ],
)  # fmt: skip
def test_what_a_gateway_uses_and_is_gone_is_told(after: ServiceModel, text: str) -> None:
    assert text in changes(after)


def require(shape: str, name: str) -> ServiceModel:
    members = PARCELS.members_of(shape)
    return with_members(shape, (replace(m, required=True) if m.name == name else m for m in members))


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (require("SendParcelRequest", "kind"), "send_parcel needs kind, which is not sent"),
        (require("Address", "city"), "send_parcel needs address.city, which is not sent"),
        (require("Item", "count"), "send_parcel needs items[].count, which is not sent"),
    ],
)
def test_what_is_newly_required_and_not_sent_is_told(after: ServiceModel, text: str) -> None:
    assert changes(after) == [text]


@pytest.mark.parametrize(
    "after",
    [
        require("SendParcelRequest", "tags"),
        require("SendParcelRequest", "clientToken"),
        require("Payment", "card"),
        without_member("Parcel", "weight"),
        without_member("SendParcelRequest", "express"),
        without_operation("get_label"),
        without_operation("cancel_parcel"),
        with_shapes(replace(PARCELS.shapes["ParcelId"], maximum=99)),
    ],
)
def test_what_no_gateway_uses_is_not_told(after: ServiceModel) -> None:
    assert changes(after) == []


def test_what_was_wrong_before_is_no_change_and_is_told_by_a_check_alone() -> None:
    source = 'def f(client):\n    client.ping_depots()\n    client.move_parcel(parcelID="AB-1")\n'

    assert changes(PARCELS, source) == []
    assert mismatches(source) == [
        "parcels has no operation ping_depots",
        "move_parcel takes no parcelID",
        "move_parcel needs parcelId, which is not sent",
    ]


def test_members_that_cannot_be_followed_are_told_by_their_names() -> None:
    source = """
        def ask(client):
            return tell(client.describe_parcels(parcelIds=["ABC"]))

        def tell(answer):
            return answer["parcels"], answer.get("reason"), SETTINGS["colour"]
    """

    assert changes(without_member("Parcel", "reason"), source) == ["no answer of parcels that is used holds reason"]
    assert mismatches(source) == []


@pytest.mark.parametrize(
    "body",
    [
        'for each in client.describe_parcels(parcelIds=["ABC"])["parcels"]:\n    each["gone"]',
        'p = client.get_paginator("list_parcels")\nfor page in p.paginate():\n    for q in page["parcels"]: q["gone"]',
        'p = client.get_paginator("list_parcels").paginate()\n{q["gone"] for page in p for q in page["parcels"] if q}',
        '[p["gone"] for p in list(client.describe_parcels(parcelIds=["ABC"]).get("parcels", ()))]',
        '{p["gone"]: 1 for p in client.describe_parcels(parcelIds=["ABC"]).get("parcels")}',
        'r: dict = client.describe_parcels(parcelIds=["ABC"])\nr["parcels"][0]["gone"]',
        'if (r := client.describe_parcels(parcelIds=["ABC"])):\n    r["parcels"][-1]["gone"]',
        'r = client.describe_parcels(parcelIds=["ABC"])\np = r["parcels"][0] if r else {}\np["gone"]',
        'with closing(client.describe_parcels(parcelIds=["ABC"])) as r:\n    r["parcels"][i]["gone"]',
        'async def f():\n    r = await client.describe_parcels(parcelIds=["ABC"])\n    r["parcels"][0]["gone"]',
        'async def f():\n    async for p in client.describe_parcels(parcelIds=["ABC"])["parcels"]: p["gone"]',
    ],
)
def test_answers_are_followed_through_the_code(body: str) -> None:
    found = [text for text in mismatches(body) if text.startswith("the answer")]

    assert len(found) == 1
    assert found[0].endswith("parcels holds no parcels[].gone")


@pytest.mark.parametrize(
    "body",
    [
        'client.describe_parcels(parcelIds=["ABC"])["ResponseMetadata"]["RequestId"]',
        'client.describe_parcels(parcelIds=["ABC"])["parcels"][0]["tags"]["anything"]',
        'client.describe_parcels(parcelIds=["ABC"])["parcels"][0]["details"]["any"]["thing"]',
        'client.describe_parcels(parcelIds=["ABC"])["parcels"][0]["state"]["odd"]',
        'for event in client.watch_parcel(parcelId="ABC")["events"]:\n    event["moved"]["place"]',
        'client.watch_parcel(parcelId="ABC")["events"][0]["ParcelNotFoundException"]["message"]',
        'client.cancel_parcel(parcelId="ABC")["whatever"]',
        'r = client.ping_depot()\nr = {}\nr["parcels"]',
        "with lock:\n    client.ping_depot()",
        'client.send_parcel(weight=1, address={"street": "x", key: "y"})',
        'r = client.describe_parcels(parcelIds=["ABC"])\nfor r in (): r["gone"]',
        'a, b = client.describe_parcels(parcelIds=["ABC"])\na["gone"]',
        'str(client.describe_parcels(parcelIds=["ABC"]), "gone", 1)',
        'client.get_paginator("list_parcels").paginate(PaginationConfig={}).search("gone")',
        'client.get_waiter("parcel_delivered").wait(parcelIds=["ABC"], WaiterConfig={"Delay": 1})',
        "client.get_waiter(name).wait(); client.get_waiter(); client.close()",
        "client.ping_depot(); self.send_parcel(); send_parcel(); (lambda: 1)(); f()()",
        "client.send_parcel(**request); client.send_parcel(**{**request}); client.send_parcel(weight=1, address={**a})",
        'client.send_parcel(weight=1, address=make(), items=things, tags=tags, payment=("a", "b"))',
    ],
)  # fmt: skip
def test_what_may_be_right_is_not_told(body: str) -> None:
    assert mismatches(body) == []


def test_parameters_of_an_operation_without_any_are_told() -> None:
    assert mismatches('client.ping_depot(why="not")') == ["ping_depot takes no why"]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('STATUS_MAP = {"POSTED": 1, "LOST": 2}', 2),
        ('_STATES: dict = {"POSTED": 1, "LOST": 2, "DELIVERED": 3}', 1),
        ('PARCEL_STATUS_MAP = {"POSTED": 1, "LOST": 2, "DELIVERED": 3, "IN_TRANSIT": 4}', 0),
        ('STATUS_MAP = {"POSTED": 1, "A": 2, "B": 3}', 0),
        ('COLOURS = {"POSTED": 1, "LOST": 2}', 0),
        ('STATUS_MAP = {"POSTED": 1, **OTHERS}', 0),
        ('STATUS_MAP = {"POSTED": 1}', 0),
        ("STATUS_MAP = {}", 0),
        ("STATUS_MAP: dict", 0),
    ],
)
def test_only_what_looks_like_a_translation_of_states_is_held_against_them(code: str, found: int) -> None:
    source = f'{code}\nclient.describe_parcels(parcelIds=["ABC"])\n'

    assert len(mismatches(source)) == found


def test_a_module_without_states_of_the_service_has_no_map_of_them() -> None:
    assert mismatches('STATUS_MAP = {"POSTED": 1, "LOST": 2}\nclient.ping_depot()\n') == []


def test_in_a_module_with_several_services_an_unknown_call_may_be_anothers() -> None:
    uses = uses_of("client.other_operation()", services=("parcels", "letters"))

    assert find_mismatches(PARCELS, uses) == ()


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('boto3.client("parcels")', ("parcels",)),
        ('session.client(service_name="parcels", region_name="x")', ("parcels",)),
        ("def f(*, parcels_client): ...", ("parcels",)),
        ("def f(*, big_parcels_client): ...", ("big-parcels",)),
        ("def f(*, other_client): ...", ()),
        ("boto3.client(name)", ()),
        ("boto3.client()", ()),
        ('client("parcels"); aiobotocore.client("big-parcels")', ("parcels", "big-parcels")),
    ],
)
def test_the_services_of_a_module_are_found(source: str, found: tuple[str, ...]) -> None:
    assert find_services(ast.parse(source), frozenset({"parcels", "big-parcels"})) == found


def check(files: dict[str, str], after: ServiceModel | None = None, *others: ServiceModel) -> ModelReport:
    other = None if after is None else InMemoryServiceCatalog((after, *others))
    return check_model(InMemorySourceTree(files), InMemoryServiceCatalog(), other)


def test_a_project_is_checked_module_by_module() -> None:
    state = PARCELS.shapes["ParcelState"]
    after = with_shapes(replace(state, enum=(*state.enum, "RETURNED", "BURNT")))
    files = {"shop/parcels.py": GATEWAY, "shop/other.py": "x = 1", "shop/client.py": "", "tests/test_p.py": GATEWAY}

    report = check(files, after)

    assert report.gateways == ("shop/parcels.py",)
    assert [(change.path, change.line, change.service, change.kind) for change in report.changes] == [
        ("shop/parcels.py", 4, "parcels", "state"),
        ("shop/parcels.py", 4, "parcels", "state"),
    ]
    assert report.to_json() == {
        "model": "models 1.0 of the test",
        "against": "models 1.0 of the test",
        "gateways": ["shop/parcels.py"],
        "changes": [change.to_json() for change in report.changes],
    }
    assert report.changes[0].to_json()["text"] == "ParcelState also has BURNT, which STATE_MAP does not map"


def test_without_another_model_gateways_are_held_against_the_one_in_use() -> None:
    report = check({"a.py": GATEWAY.replace('"LOST": "gone"', "")})

    assert report.after is None
    assert report.to_json()["against"] is None
    assert [change.text for change in report.changes] == ["ParcelState also has LOST, which STATE_MAP does not map"]


def test_a_service_that_is_gone_is_told() -> None:
    letters = replace(PARCELS, service="letters")
    report = check({"a.py": GATEWAY}, letters)

    assert [(change.kind, change.text) for change in report.changes] == [
        ("service", "there is no service parcels any more")
    ]


@pytest.mark.parametrize("content", ["client = (", "client\0", "client = " + "(" * 5000])
def test_a_module_that_cannot_be_read_is_passed_over_and_named(content: str) -> None:
    report = check({"a.py": content, "b.py": GATEWAY})

    assert report.gateways == ("b.py",)
    assert report.warnings == ("a.py was passed over: it is no Python that this interpreter reads",)


def test_without_an_sdk_the_way_to_one_is_told() -> None:
    with pytest.raises(UsageError) as refused:
        check_model(InMemorySourceTree({}), InMemoryServiceCatalog(()))

    assert refused.value.problems[0].hint == "pip install 'gateway-builder[aws]'"


def test_each_model_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    load = InMemoryServiceCatalog.load_service

    def count(self: InMemoryServiceCatalog, service: str) -> ServiceModel:
        asked.append(service)
        return load(self, service)

    monkeypatch.setattr(InMemoryServiceCatalog, "load_service", count)
    check({"a.py": GATEWAY, "b.py": GATEWAY})

    assert asked == ["parcels"]

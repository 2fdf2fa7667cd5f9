"""What `--op METHOD=OPERATION` decides by stated rules, and what it leaves to the user."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.bind.automatic import bind_operations
from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.errors import UsageError
from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from gateway_builder.model.interface import Interface, Method, MethodKind, Parameter, ParameterKind, Signature
from gateway_builder.model.service import Operation, ServiceModel, ShapeKind
from gateway_builder.naming import snake_case
from tests.bind.small_service import MODELS, interface, questions, small_service
from tests.fakes.in_memory_service_catalog import PARCELS


@pytest.mark.parametrize(
    "method",
    [
        Method("size", Signature((), "int"), kind=MethodKind.PROPERTY),
        Method("make", Signature((), "None"), kind=MethodKind.CLASS),
        Method("get", Signature((), "None"), overloads=(Signature((), "None"),)),
        Method("open", Signature((), "None"), decorators=("contextmanager",)),
    ],
)
def test_what_is_no_plain_method_is_left_alone(method: Method) -> None:
    assert questions(method, small_service(None)) == (
        f"{method.name} is no plain method of an object: say what it does in a body of its own",
    )


def test_methods_are_decided_or_open_one_by_one() -> None:
    contract = interface("track(parcel_id: str) -> None", "cancel(parcel: str) -> None", "other() -> None")
    automatic = bind_operations({"track": "cancel_parcel", "cancel": "CancelParcel"}, contract, PARCELS, MODELS.get)
    assert [each.name for each in automatic.spec.methods] == ["track"]
    assert list(automatic.undecided) == ["cancel"]
    assert automatic.undecided["cancel"].operation == "cancel_parcel"
    assert automatic.spec.path == "--op"
    assert automatic.notes == ("track: parcelId comes from parcel_id (same name)",)


def test_unknown_operations_are_refused_together_with_what_was_meant() -> None:
    contract = interface("send_parcel(a: str) -> None", "scan() -> None", "fetch_label() -> bytes", "zip() -> None")
    flags = {"send_parcel": "sendParcels", "scan": "scan_parcels", "fetch_label": "xyz", "zip": "xyz", "gone": "xyz"}
    with pytest.raises(UsageError) as caught:
        bind_operations(flags, contract, PARCELS, MODELS.get)
    assert [(each.message, each.place) for each in caught.value.problems] == [
        ("ACME Parcels has no operation sendParcels (did you mean send_parcel?)", "--op send_parcel=sendParcels"),
        ("scan_parcels can't be called: it takes a stream of events as input", "--op scan=scan_parcels"),
        ("ACME Parcels has no operation xyz (did you mean get_label?)", "--op fetch_label=xyz"),
        ("ACME Parcels has no operation xyz", "--op zip=xyz"),
    ]
    assert [each.hint for each in caught.value.problems] == [
        "run: gateway-builder operations aws:parcels parcel",
        "choose another operation",
        "run: gateway-builder operations aws:parcels label",
        "run: gateway-builder operations aws:parcels xyz",
    ]


def test_a_long_list_of_values_is_cut() -> None:
    values = tuple(f"V{number}" for number in range(100))
    (question,) = questions("ask() -> State", small_service(None, {"state!": values}))
    assert "V59 and 40 more means" in question


def as_method(operation: Operation, model: ServiceModel, returns: str) -> Method:
    """A method whose parameters are called like those that the operation requires."""
    required = [each for each in model.members_of(operation.input) if each.required]
    kinds = {
        ShapeKind.INTEGER: "int",
        ShapeKind.BLOB: "bytes",
        ShapeKind.LIST: "list[str]",
        ShapeKind.MAP: "dict[str, str]",
    }
    parameters = [
        Parameter(snake_case(each.name), kinds.get(model.shapes[each.shape].kind, "str")) for each in required
    ]
    return Method(operation.method, Signature(tuple(parameters), returns))


@pytest.mark.parametrize("service", ["batch", "dynamodb", "kinesis", "lambda", "s3", "sns", "sqs", "stepfunctions"])
@pytest.mark.parametrize("returns", ["None", "str", "str | None", "bytes", "Iterator[bytes]", "list[str]"])
def test_what_the_rules_decide_of_services_can_be_bound(service: str, returns: str) -> None:
    model = BotocoreServiceCatalog([]).load_service(service)
    callable_ones = [each for each in model.operations.values() if not each.unsupported]
    methods = tuple(as_method(each, model, returns) for each in callable_ones)
    contract = Interface("IDepot", "i.py", "i", methods=methods)
    automatic = bind_operations({each.name: each.name for each in methods}, contract, model, MODELS.get)
    binding = bind_gateway(automatic.spec, contract, model, MODELS.get, undecided=automatic.undecided)
    assert len(binding.methods) + len(binding.undecided) == len(methods)


ANNOTATIONS = [
    "str",
    "int",
    "float",
    "bool",
    "bytes",
    "datetime",
    "list[str]",
    "str | None",
    "Receipt",
    "Shipment",
    "State",
]
RETURNS = [*ANNOTATIONS, "None", "Iterator[bytes]", "Tracking", "Receipt | None", "dict[str, str]"]
WORDS = [
    "parcel_id",
    "parcel_ids",
    "address",
    "weight",
    "state",
    "express",
    "send_at",
    "client_token",
    "from_",
    "receipt",
]


@given(
    operation=st.sampled_from(sorted(each for each in PARCELS.operations if each != "scan_parcels")),
    parameters=st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(ANNOTATIONS)), unique_by=lambda each: each[0]
    ),
    returns=st.sampled_from(RETURNS),
    kind=st.sampled_from([ParameterKind.POSITIONAL_OR_KEYWORD, ParameterKind.KEYWORD_ONLY]),
)
def test_whatever_the_rules_decide_can_be_bound(
    operation: str, parameters: Sequence[tuple[str, str]], returns: str, kind: ParameterKind
) -> None:
    signature = Signature(tuple(Parameter(name, annotation, kind=kind) for name, annotation in parameters), returns)
    contract = Interface("IDepot", "i.py", "i", methods=(Method("do", signature),))
    automatic = bind_operations({"do": operation}, contract, PARCELS, MODELS.get)
    binding = bind_gateway(automatic.spec, contract, PARCELS, MODELS.get, undecided=automatic.undecided)
    assert set(binding.methods) | set(binding.undecided) == {"do"}
    for method in binding.methods.values():
        sent = " ".join(argument.code for argument in method.arguments)
        assert all(name in sent for name, _ in parameters), "every parameter is sent"

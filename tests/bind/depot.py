"""An application that sends parcels, as its models' source would tell, and an interface made of a spec's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Interface, Signature
from gateway_builder.source.signature import parse_method
from tests.fakes.in_memory_service_catalog import PARCELS
from tests.spec.reading import read_spec

if TYPE_CHECKING:
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.service import ServiceModel


def _model(name: str, *fields: tuple[str, ...], **facts: object) -> BusinessModel:
    made = tuple(ModelField(*field) for field in fields)
    settings = {"kind": ModelKind.DATA, "fields": made, **facts}
    return BusinessModel(name, ImportedName("depot.models", name), **settings)  # type: ignore[arg-type] # any fact


_METHODS = (
    ModelMethod("natural_key", Signature((), "str")),
    ModelMethod("next_stop", Signature((), "str | None")),
    ModelMethod("title", Signature((), "str"), is_property=True),
)
_STATES = ("WAITING", "MOVING", "DONE", "UNKNOWN")
_MODELS = (
    _model("State", kind=ModelKind.ENUM, members=_STATES, is_frozen=True),
    _model("Colour", kind=ModelKind.ENUM, members=("RED",), value_type="str", is_frozen=True),
    _model("Stop", ("place", "str"), ("at", "datetime | None", "None")),
    _model("Receipt", ("number", "str"), ("price", "float", "0.0"), is_frozen=True),
    _model("Tracking", ("state", "State"), ("reason", "str", '""'), ("stop", "Stop | None", "None")),
    _model("Row", ("number", "str"), kind=ModelKind.TYPED_DICT),
    _model("Session", kind=ModelKind.OTHER, is_complete=False),
    _model("Open", ("number", "str"), is_complete=False),
    _model(
        "Shipment",
        ("id", "int"),
        ("street", "str"),
        ("weight", "float"),
        ("parcel_id", "str | None", "None"),
        ("receipt", "Receipt | None", "None"),
        ("state", "State", "State.WAITING"),
        ("stops", "list[Stop]", "field(default_factory=list)"),
        methods=_METHODS,
    ),
)
MODELS = {model.name: model for model in _MODELS}
_DECLARED = re.compile(r"^#: (.+)$", re.MULTILINE)
_ANY_NAME = r"\w+"


def bind_text(text: str, model: ServiceModel = PARCELS, path: str = "x.toml") -> GatewayBinding:
    """The binding of a spec's text. Lines `#: send(shipment: Shipment) -> str` are the interface's methods.

    Without such lines the interface has the methods that the spec has.
    """
    spec = read_spec(text.encode(), path)
    declared = _DECLARED.findall(text) or [f"{each.name}{each.signature}" for each in spec.methods]
    methods = tuple(parse_method(each, pattern=_ANY_NAME) for each in declared)
    interface = Interface(spec.interface or "IDepot", "gateways/interfaces.py", "gateways.interfaces", methods=methods)
    return bind_gateway(spec, interface, model, MODELS.get, list_models=lambda: MODELS)

"""Models of services that are written down here, for tests that need no SDK."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.service import (
    Member,
    ModelSource,
    Operation,
    Paging,
    ServiceError,
    ServiceModel,
    Shape,
    ShapeKind,
    Waiter,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SOURCE = ModelSource("models 1.0 of the test", "1.0")


def _structure(name: str, *members: Member, is_union: bool = False, is_event_stream: bool = False) -> Shape:
    return Shape(name, ShapeKind.STRUCTURE, members, is_union=is_union, is_event_stream=is_event_stream)


def _list(name: str, element: str, maximum: float | None = None) -> Shape:
    return Shape(name, ShapeKind.LIST, element=element, maximum=maximum)


_SHAPES = (
    Shape("String", ShapeKind.STRING),
    Shape("ParcelId", ShapeKind.STRING, minimum=3, maximum=12, pattern="[A-Z0-9-]+"),
    Shape("Secret", ShapeKind.STRING, is_sensitive=True),
    Shape("ParcelState", ShapeKind.STRING, enum=("POSTED", "IN_TRANSIT", "DELIVERED", "LOST")),
    Shape("Integer", ShapeKind.INTEGER),
    Shape("PageSize", ShapeKind.INTEGER, minimum=1, maximum=100),
    Shape("Weight", ShapeKind.NUMBER, minimum=0),
    Shape("Boolean", ShapeKind.BOOLEAN),
    Shape("Time", ShapeKind.TIMESTAMP),
    Shape("Photo", ShapeKind.BLOB, maximum=1000),
    Shape("Label", ShapeKind.BLOB, is_stream=True),
    Shape("Anything", ShapeKind.DOCUMENT),
    Shape("Mystery", ShapeKind.UNKNOWN),
    _list("ParcelIds", "ParcelId", maximum=10),
    _list("Parcels", "Parcel"),
    _list("Items", "Item"),
    Shape("Tags", ShapeKind.MAP, key="String", element="String", maximum=50),
    _structure(
        "Address", Member("street", "String", required=True), Member("city", "String"), Member("from", "String")
    ),
    _structure("Payment", Member("card", "Secret"), Member("invoice", "String"), is_union=True),
    _structure("Item", Member("name", "String", required=True), Member("count", "Integer"), Member("inside", "Items")),
    _structure(
        "Parcel",
        Member("parcelId", "ParcelId", required=True),
        Member("state", "ParcelState", required=True),
        Member("reason", "String"),
        Member("postedAt", "Time", evidence="a parcel that nobody has taken yet has no time"),
        Member("weight", "Weight"),
        Member("address", "Address"),
        Member("items", "Items"),
        Member("tags", "Tags"),
        Member("photo", "Photo"),
        Member("details", "Anything"),
    ),
    _structure(
        "SendParcelRequest",
        Member("address", "Address", required=True),
        Member("weight", "Weight", required=True),
        Member("kind", "String"),
        Member("from", "String"),
        Member("items", "Items"),
        Member("tags", "Tags"),
        Member("payment", "Payment"),
        Member("express", "Boolean"),
        Member("sendAt", "Time"),
        Member("photo", "Photo"),
        Member("clientToken", "String", is_token=True),
        Member("colour", "String", is_deprecated=True),
        Member("extra", "Mystery"),
    ),
    _structure("SendParcelResponse", Member("parcelId", "ParcelId", required=True), Member("price", "Weight")),
    _structure("DescribeParcelsRequest", Member("parcelIds", "ParcelIds", required=True)),
    _structure("DescribeParcelsResponse", Member("parcels", "Parcels")),
    _structure(
        "ListParcelsRequest",
        Member("state", "ParcelState"),
        Member("nextToken", "String"),
        Member("maxResults", "PageSize"),
    ),
    _structure("ListParcelsResponse", Member("parcels", "Parcels"), Member("nextToken", "String")),
    _structure("ParcelRequest", Member("parcelId", "ParcelId", required=True, documentation="Whose.")),
    _structure("GetLabelResponse", Member("label", "Label"), Member("contentType", "String")),
    _structure("WatchParcelResponse", Member("events", "ParcelEvents")),
    _structure("ParcelEvents", Member("moved", "Moved"), Member("delivered", "Parcel"), is_event_stream=True),
    _structure("Moved", Member("place", "String"), Member("at", "Time")),
    _structure("ScanParcelsRequest", Member("scans", "Scans", required=True)),
    _structure("Scans", Member("scan", "Moved"), is_event_stream=True),
    _structure("WeighRequest", Member("parcelId", "Mystery", required=True)),
    _structure("ParcelNotFound", Member("message", "String")),
    _structure("DepotClosed", Member("message", "String")),
    _structure("DepotBroken", Member("message", "String")),
)
_NOT_FOUND = ServiceError("ParcelNotFoundException", "ParcelNotFound", status=404)
_CLOSED = ServiceError("DepotClosed", "DepotClosed", status=400, documentation="Nobody is there.")
_BROKEN = ServiceError("DepotBroken", "DepotBroken", is_fault=True)
_OPERATIONS = (
    Operation(
        "SendParcel",
        "send_parcel",
        "SendParcelRequest",
        "SendParcelResponse",
        (_CLOSED, _BROKEN),
        documentation="Sends a parcel.",
    ),
    Operation("DescribeParcels", "describe_parcels", "DescribeParcelsRequest", "DescribeParcelsResponse", (_BROKEN,)),
    Operation(
        "ListParcels",
        "list_parcels",
        "ListParcelsRequest",
        "ListParcelsResponse",
        paging=Paging(("nextToken",), ("nextToken",), ("parcels",), limit_key="maxResults"),
    ),
    Operation("CancelParcel", "cancel_parcel", "ParcelRequest", None, (_NOT_FOUND, _CLOSED)),
    Operation("GetLabel", "get_label", "ParcelRequest", "GetLabelResponse", (_NOT_FOUND,)),
    Operation("WatchParcel", "watch_parcel", "ParcelRequest", "WatchParcelResponse", (_NOT_FOUND,)),
    Operation("PingDepot", "ping_depot"),
    Operation("MoveParcel", "move_parcel", "ParcelRequest", None, is_deprecated=True),
    Operation("WeighParcel", "weigh_parcel", "WeighRequest", "Mystery", errors=None),
    Operation(
        "ScanParcels", "scan_parcels", "ScanParcelsRequest", None, unsupported="it takes a stream of events as input"
    ),
)
PARCELS = ServiceModel(
    service="parcels",
    label="ACME Parcels",
    version="2020-01-01",
    protocol="rest-json",
    source=SOURCE,
    operations={operation.method: operation for operation in _OPERATIONS},
    shapes={shape.name: shape for shape in _SHAPES},
    waiters={"parcel_delivered": Waiter("parcel_delivered", "describe_parcels", delay=5, attempts=40)},
)
"""A service with a bit of everything that models hold, unknown facts included."""


class InMemoryServiceCatalog:
    """Holds models; without any it behaves as if no SDK were installed."""

    def __init__(self, models: Sequence[ServiceModel] = (PARCELS,)) -> None:
        self.models = {model.service: model for model in models}

    def find_source(self) -> ModelSource | None:
        """Where the first model comes from."""
        return next((model.source for model in self.models.values()), None)

    def list_services(self) -> tuple[str, ...]:
        """Sorted names of the models."""
        return tuple(sorted(self.models))

    def load_service(self, service: str) -> ServiceModel:
        """The model of that name."""
        if not self.models:
            raise UsageError(Problem("There is no SDK.", "pip install 'gateway-builder[aws]'"))
        if service not in self.models:
            near = get_close_matches(service, self.models)
            raise UsageError(Problem(f"{service!r} is no service.", f"Did you mean {near[0]}?" if near else ""))
        return self.models[service]

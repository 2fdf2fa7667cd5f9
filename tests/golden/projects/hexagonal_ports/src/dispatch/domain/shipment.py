from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    tracking_number: str
    pdf: bytes


@dataclass
class Shipment:
    order_id: str
    weight_grams: int
    label: Label | None = None

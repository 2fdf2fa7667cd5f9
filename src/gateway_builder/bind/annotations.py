"""What annotations allow: None, elements, values of other types, values of a service's shapes."""

from __future__ import annotations

from gateway_builder.bind.annotation_accepts import accepts
from gateway_builder.bind.annotation_shapes import fits_shape, reads_shape
from gateway_builder.bind.annotation_types import ITERABLES, NONE, read_type

__all__ = ["accepts", "element_of", "fits_shape", "is_optional", "reads_shape", "without_none"]


def is_optional(text: str) -> bool:
    """Whether None is among the values: `Run | None`, `Optional[Run]`, `None`."""
    return any(each.name == NONE for each in read_type(text).members)


def without_none(text: str) -> str:
    """The annotation without None; as it is where there is none, or nothing else."""
    kept = [each.text for each in read_type(text).members if each.name != NONE]
    return " | ".join(kept) if kept and is_optional(text) else text


def element_of(text: str) -> str:
    """Annotation of what a list, set, iterator or tuple of any length holds; "" where there is no one such type."""
    found = read_type(text)
    elements = found.elements[:1] if found.name == "Generator" else found.elements
    return elements[0].text if found.name in ITERABLES and len(elements) == 1 else ""

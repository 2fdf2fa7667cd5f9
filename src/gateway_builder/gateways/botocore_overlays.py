"""Corrections of service models that are known to be wrong, read from a table that ships with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "model_overlays.tsv"


def read_overlays(service: str) -> dict[tuple[str, str], str]:
    """What shows that members are not required, although the service's model says so, by shape and member.

    Args:
        service: Its client's name.
    """
    found: dict[tuple[str, str], str] = {}
    for line in _read_lines():
        if line.startswith(f"{service}\t"):
            _, shapes, member, evidence = line.split("\t")
            found |= {(shape, member): evidence for shape in shapes.split(",")}
    return found


@cache
def _read_lines() -> tuple[str, ...]:
    return tuple(_TABLE.read_text(encoding="utf-8").splitlines())

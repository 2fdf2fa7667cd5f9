"""Spec files of tests that are meant to be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.errors import UsageError
from gateway_builder.spec.reader import examine_spec

if TYPE_CHECKING:
    from gateway_builder.model.spec import GatewaySpec


def read_spec(content: bytes, path: str) -> GatewaySpec:
    """The spec, or everything that is wrong in its form as an error."""
    spec = examine_spec(content, path)
    if spec.problems:
        raise UsageError(spec.problems)
    return spec

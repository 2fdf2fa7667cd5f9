"""A spec file as a value: everything about one gateway. What the file says is not yet held against anything else."""

from __future__ import annotations

from gateway_builder.errors import UsageError
from gateway_builder.model.spec import GatewaySpec
from gateway_builder.spec.config import read_config
from gateway_builder.spec.document import read_document
from gateway_builder.spec.maps import read_maps
from gateway_builder.spec.methods import read_methods
from gateway_builder.spec.table import Table

_SCHEMA = 1
_KEYS = ("schema", "interface", "technology", "summary", "async", "config", "methods", "maps")


def examine_spec(content: bytes, path: str) -> GatewaySpec:
    """The spec file as a value, with what is wrong in it beside what could be read.

    Args:
        content: The file.
        path: As the user named it, for messages.

    Raises:
        UsageError: If the file is no TOML, or one of another schema.
    """
    document = read_document(content, path)
    table = Table(document.content, (), document)
    _refuse_other_schema(table)
    table.refuse_unknown(_KEYS)
    table.demand("schema", "it says which keys the file may have", f"write schema = {_SCHEMA}")
    table.of_type("schema", int, "an integer")
    return GatewaySpec(
        document.path,
        interface=table.text("interface"),
        technology=table.text("technology"),
        summary=table.text("summary"),
        is_async=table.flag("async"),
        config=tuple(read_config(table)),
        methods=tuple(read_methods(table)),
        maps=tuple(read_maps(table)),
        problems=document.problems,
    )


def _refuse_other_schema(table: Table) -> None:
    """Stop at a file of another schema, whose keys may mean other things."""
    found = table.content.get("schema")
    if type(found) is int and found != _SCHEMA:
        hint = f"write schema = {_SCHEMA}" if found < _SCHEMA else "update gateway-builder"
        table.refuse("schema", f"schema {found} is unknown; this version reads schema {_SCHEMA}", hint)
        raise UsageError(table.document.problems)

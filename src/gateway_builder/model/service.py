"""What a service's own model says: operations, shapes, errors, pages. What a source does not tell is `UNKNOWN` or None.

The values are neutral: botocore's models fill them today; an OpenAPI document or the signatures of an SDK can.
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping


class ShapeKind(Enum):
    """What values of a shape are."""

    STRUCTURE = "structure"
    LIST = "list"
    MAP = "map"
    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TIMESTAMP = "timestamp"
    BLOB = "blob"
    DOCUMENT = "document"
    UNKNOWN = "unknown"

    @property
    def is_scalar(self) -> bool:
        """Whether values hold no other values."""
        return self not in {ShapeKind.STRUCTURE, ShapeKind.LIST, ShapeKind.MAP, ShapeKind.DOCUMENT, ShapeKind.UNKNOWN}


@value
class Member:
    """One member of a structure, or one parameter of an operation.

    Attributes:
        name: As it is sent and read.
        shape: Name of its shape in the model.
        required: Whether requests must send it and answers always hold it.
        is_token: Whether it is an idempotency token, which the SDK fills in when it is left out.
        is_deprecated: Whether the service advises against it.
        documentation: Plain text, possibly empty.
        evidence: Why `required` differs from what the service's model says; empty where it does not.
    """

    name: str
    shape: str
    required: bool = False
    is_token: bool = False
    is_deprecated: bool = False
    documentation: str = ""
    evidence: str = ""


@value
class Shape:
    """The type of values that are sent or answered.

    Attributes:
        name: Name in the model.
        kind: What its values are.
        members: Of a structure, in the model's order.
        element: Name of the shape of a list's elements or a map's values.
        key: Name of the shape of a map's keys.
        enum: The values that a string may have, empty where it is not closed.
        minimum: Least length, size or number, None where there is none.
        maximum: Greatest length, size or number, None where there is none.
        pattern: Regular expression of the model, in its own dialect.
        is_union: Whether exactly one member is set.
        is_stream: Whether the bytes are streamed.
        is_event_stream: Whether members arrive one by one as events.
        is_sensitive: Whether values must not be logged.
        documentation: Plain text, possibly empty.
    """

    name: str
    kind: ShapeKind
    members: tuple[Member, ...] = ()
    element: str = ""
    key: str = ""
    enum: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    is_union: bool = False
    is_stream: bool = False
    is_event_stream: bool = False
    is_sensitive: bool = False
    documentation: str = ""

    def find_member(self, name: str) -> Member | None:
        """The member of that name, or None."""
        return next((member for member in self.members if member.name == name), None)


@value
class ServiceError:
    """An error that an operation declares.

    Attributes:
        code: What the service answers and clients branch on.
        shape: Name of its shape.
        status: HTTP status, None where the model gives none.
        is_fault: Whether the service, not the caller, is at fault.
        documentation: Plain text, possibly empty.
        is_event: Whether it comes among the events of a stream, not as the answer.
    """

    code: str
    shape: str
    status: int | None = None
    is_fault: bool = False
    documentation: str = ""
    is_event: bool = False


@value
class Paging:
    """How the answers of an operation come in pages.

    Attributes:
        input_tokens: Parameters that ask for the next page.
        output_tokens: Paths in the answer that hold the next request's tokens (`NextMarker || Contents[-1].Key`).
        result_keys: Paths of the lists that pages share out.
        limit_key: Parameter that limits a page, or "".
        more_results: Path of the flag that tells whether there are more pages, or "".
    """

    input_tokens: tuple[str, ...]
    output_tokens: tuple[str, ...]
    result_keys: tuple[str, ...] = ()
    limit_key: str = ""
    more_results: str = ""


@value
class Waiter:
    """Something to wait for: its name for the SDK (`instance_running`), the operation that it asks, and how long.

    `delay` is in seconds.
    """

    name: str
    operation: str
    delay: int = 0
    attempts: int = 0


@value
class Operation:
    """One call that a service offers.

    Attributes:
        name: Name in the model (`SubmitJob`).
        method: Name of the client's method (`submit_job`).
        input: Name of the shape that is sent, None where nothing is.
        output: Name of the shape of the answer, None where nothing is answered.
        errors: What it declares to go wrong; None where nobody knows.
        paging: How its answers come in pages, None where they don't.
        documentation: Plain text, possibly empty.
        is_deprecated: Whether the service advises against it.
        unsupported: Why the SDK can't call it; empty where it can.
    """

    name: str
    method: str
    input: str | None = None
    output: str | None = None
    errors: tuple[ServiceError, ...] | None = ()
    paging: Paging | None = None
    documentation: str = ""
    is_deprecated: bool = False
    unsupported: str = ""


@value
class ModelSource:
    """Where models were read from: a sentence part for the user (`botocore 1.44.5 of .venv`), and the version."""

    text: str
    version: str


@value
class ServiceModel:
    """Everything that is known of one service.

    Attributes:
        service: Machine name (botocore's client name, `batch`).
        label: Full name (`AWS Batch`).
        version: Version of the interface (`2016-08-10`).
        protocol: How it is spoken (`rest-json`).
        source: Where this was read.
        operations: By name of the client's method; in the model's order.
        shapes: By name; may be converted on first use.
        waiters: By name.
    """

    service: str
    label: str
    version: str
    protocol: str
    source: ModelSource
    operations: Mapping[str, Operation]
    shapes: Mapping[str, Shape]
    waiters: Mapping[str, Waiter] = field(default_factory=dict)

    def find_operation(self, name: str) -> Operation | None:
        """The operation of that name, as the model or as the client spells it, or None."""
        found = self.operations.get(name)
        return found or next((each for each in self.operations.values() if each.name == name), None)

    def members_of(self, shape: str | None) -> tuple[Member, ...]:
        """Members of a structure by its name; none for None."""
        return self.shapes[shape].members if shape else ()

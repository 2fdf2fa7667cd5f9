"""A spec file as values: read and well formed, not yet held against the service, the interface or the models.

`place` is always `file:line: key.path`, or `file: key.path` where the line is not known; it goes into `Problem.place`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from gateway_builder.values import value

if TYPE_CHECKING:
    from gateway_builder.errors import Problem


@value
class SpecLiteral:
    """A value that is meant as it stands: str, int, float, bool, or a date and time of TOML."""

    value: object
    place: str


@value
class SpecExpression:
    """A Python expression, without the `=` that marked it."""

    code: str
    place: str


@value
class SpecTable:
    """A table: entries in the file's order."""

    entries: tuple[tuple[str, SpecNode], ...]
    place: str


@value
class SpecArray:
    """An array."""

    items: tuple[SpecNode, ...]
    place: str


SpecNode: TypeAlias = SpecLiteral | SpecExpression | SpecTable | SpecArray


@value
class FallbackSpec:
    """What `when_empty` and `when_unknown` say: the key of an error, or a value instead. One of the two is set."""

    place: str
    error: str = ""
    value: SpecLiteral | SpecExpression | None = None


@value
class ValueSpec:
    """Where a result comes from: an expression, or a path into the answer with at most one of fields, each and map.

    Attributes:
        place: Where it stands.
        path: Path into the answer, or into what the surrounding `fields` or `each` reads; None for an expression.
        expression: What is computed without the answer, None where a path is given.
        fields: Name of each field of the returned model and its value; paths are relative to `path`.
        each: The value of every element of a list.
        map: Name of the map that translates the value, or "".
        default: What stands in for an absent member.
        when_empty: What an empty or absent list means.
    """

    place: str
    path: str | None = None
    expression: SpecExpression | None = None
    fields: tuple[tuple[str, ValueSpec], ...] = ()
    each: ValueSpec | None = None
    map: str = ""
    default: SpecLiteral | SpecExpression | None = None
    when_empty: FallbackSpec | None = None


@value
class ConfigSpec:
    """A keyword parameter of the gateway's constructor; `env` is the environment variable that gives it, or ""."""

    name: str
    type: str
    place: str
    doc: str = ""
    default: SpecLiteral | SpecExpression | SpecArray | None = None
    env: str = ""


@value
class AssignSpec:
    """A result that is stored on a model: `run.aws_batch_job_id`."""

    target: str
    value: ValueSpec
    place: str


@value
class ErrorSpec:
    """A modelled error of the operation as another of the application's errors than the standard's."""

    code: str
    key: str
    place: str


@value
class MethodSpec:
    """One method: its contract and its call; `signature` is `(run: Run) -> None`, "" where the interface says it.

    `require` pairs what must not be None with its place. `pages` is `all`, `first` or "" where the file does not say.
    `pages_place`, `wait_place` and `operation_place` are the places of those keys.
    """

    name: str
    place: str
    signature: str = ""
    summary: str = ""
    doc: str = ""
    require: tuple[tuple[str, str], ...] = ()
    operation: str = ""
    operation_place: str = ""
    arguments: SpecTable | None = None
    pages: str = ""
    pages_place: str = ""
    token: SpecExpression | SpecLiteral | None = None
    wait: str = ""
    wait_place: str = ""
    assign: tuple[AssignSpec, ...] = ()
    returns: ValueSpec | None = None
    errors: tuple[ErrorSpec, ...] = ()


@value
class MapSpec:
    """A translation of a service's values into the application's: external value, what it means, place of the line."""

    name: str
    place: str
    values: tuple[tuple[str, SpecLiteral | SpecExpression, str], ...] = ()
    when_unknown: FallbackSpec | None = None


@value
class GatewaySpec:
    """A spec file; `path` is as the user named it. Empty texts where the file does not say.

    `problems` is what is wrong in the file itself; what could be read is here all the same, so that one run can name
    these mistakes and those that come to light later.
    """

    path: str
    interface: str = ""
    technology: str = ""
    summary: str = ""
    is_async: bool = False
    config: tuple[ConfigSpec, ...] = ()
    methods: tuple[MethodSpec, ...] = ()
    maps: tuple[MapSpec, ...] = ()
    problems: tuple[Problem, ...] = ()

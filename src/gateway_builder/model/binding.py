"""How a method of an interface is carried out by an operation of a service: everything decided, ready to be written.

`code` is always one Python expression over the method's parameters, `config.NAME` and the application's models. Whoever
writes it out spells `config.NAME` as it is reached there (`self._NAME` in a gateway).
"""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.business import BusinessModel
    from gateway_builder.model.interface import ImportedName
    from gateway_builder.model.service import Operation, ServiceModel, Waiter


@value
class Argument:
    """What is sent as one parameter of an operation.

    Attributes:
        name: Parameter of the operation.
        code: The expression; nested structures and lists are literals that hold expressions.
        shape: Name of the parameter's shape.
        is_literal: Whether the code reads no parameter, configuration or model.
    """

    name: str
    code: str
    shape: str
    is_literal: bool = False


@value
class Fallback:
    """What happens instead: one of the application's errors by key is raised, or an expression is the value."""

    error: str = ""
    code: str = ""


class StepKind(Enum):
    """How a path goes on."""

    MEMBER = "member"
    KEY = "key"  # of a map
    INDEX = "index"
    EACH = "each"  # of a list, or of the events of a stream


@value
class Step:
    """One step of a path into an answer.

    Attributes:
        kind: How it goes on.
        shape: Name of the shape that the step leads to.
        name: Member or key, "" for the others.
        index: Position, for `INDEX`.
        is_optional: Whether there may be nothing; by the model and its overlays, always for `KEY` and `INDEX`.
    """

    kind: StepKind
    shape: str
    name: str = ""
    index: int = 0
    is_optional: bool = False


class StreamUse(Enum):
    """What becomes of streamed bytes."""

    READ = "read"
    CHUNKS = "chunks"


@value
class Answer:
    """How one value is made of an answer, in this order: follow `path`, then one of map, fields, each, then `wrap`.

    Attributes:
        annotation: Type of the value as source text, "" where it is not known.
        path: Steps from the answer, or from what the surrounding `fields` or `each` reads; () is the whole.
        code: An expression instead of all else: nothing of the answer is read. "" where something is.
        default: Expression for an absent member; None where there is none.
        is_optional: Whether an absent member without default gives None; else it raises `unexpected`.
        when_empty: What an absent or empty list before an `INDEX` step means; an `INDEX` step always has one.
        map: Name of the status map that translates the value, or "".
        build: Identifier of the model that `fields` are the keywords of, or "".
        fields: Field and value; paths are relative to what this path leads to.
        each: How every element is made; the value is a list of them.
        wrap: Callable that the value is passed to (`tuple`, `set`, `Decimal`), or "".
        stream: What becomes of streamed bytes; None where nothing streams.
    """

    annotation: str = ""
    path: tuple[Step, ...] = ()
    code: str = ""
    default: str | None = None
    is_optional: bool = False
    when_empty: Fallback | None = None
    map: str = ""
    build: str = ""
    fields: tuple[tuple[str, Answer], ...] = ()
    each: Answer | None = None
    wrap: str = ""
    stream: StreamUse | None = None


@value
class Assignment:
    """A value that is stored on a model: the target is `PARAMETER.ATTRIBUTE[.ATTRIBUTE]`."""

    target: str
    answer: Answer


@value
class StatusMap:
    """A translation of a service's values into the application's.

    Attributes:
        name: Its name, snake_case (`status`).
        shape: Name of the enum's shape in the model, "" where the service does not close the set of values.
        annotation: Type of the application's values, as source text.
        values: External value and the expression for what it means, in the model's order.
        when_unknown: What a value that the service adds later means.
    """

    name: str
    shape: str
    annotation: str
    values: tuple[tuple[str, str], ...]
    when_unknown: Fallback


class Pages(Enum):
    """Which pages of an answer are read."""

    NONE = "none"  # the operation has none
    ALL = "all"
    FIRST = "first"


@value
class Wait:
    """A waiter to await after the call, and what it is asked with."""

    waiter: Waiter
    arguments: tuple[Argument, ...]


@value
class MethodBinding:
    """One method that is decided.

    Attributes:
        method: Its name.
        operation: What it calls.
        arguments: What is sent, in the operation's order; the idempotency token among them.
        require: Expressions that must not be None: `ValueError` before anything is sent.
        pages: Which pages are read.
        token: Name of the idempotency token among the arguments, or "".
        wait: What is awaited afterwards, or None.
        assignments: What is stored on models, in order.
        returns: What comes back; None for a method that returns nothing.
        errors: Code of a modelled error and the application's error that it becomes, where that is not the standard's.
        notes: By which rules arguments and results were found, one sentence each; empty where a spec says it all.
    """

    method: str
    operation: Operation
    arguments: tuple[Argument, ...] = ()
    require: tuple[str, ...] = ()
    pages: Pages = Pages.NONE
    token: str = ""
    wait: Wait | None = None
    assignments: tuple[Assignment, ...] = ()
    returns: Answer | None = None
    errors: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@value
class ConfigValue:
    """A keyword parameter of the gateway's constructor.

    `default` is an expression without names, or of the application's models; None where it must be given. `env` is the
    environment variable that `from_environment` reads it from, or "".
    """

    name: str
    annotation: str
    doc: str = ""
    default: str | None = None
    env: str = ""


@value
class Undecided:
    """A method that is left to the user: what to decide, one sentence each, and the operation where one is named."""

    method: str
    texts: tuple[str, ...]
    operation: str = ""


@value
class GatewayBinding:
    """A gateway's methods and the service's operations.

    Attributes:
        model: The service.
        methods: The decided ones, by name.
        undecided: The others, by name.
        config: What the constructor takes.
        maps: Translations of states, by name.
        models: The application's models that signatures and expressions reach, by identifier.
        imports: What the expressions need at run time.
    """

    model: ServiceModel
    methods: Mapping[str, MethodBinding] = field(default_factory=dict)
    undecided: Mapping[str, Undecided] = field(default_factory=dict)
    config: tuple[ConfigValue, ...] = ()
    maps: tuple[StatusMap, ...] = ()
    models: Mapping[str, BusinessModel] = field(default_factory=dict)
    imports: tuple[ImportedName, ...] = ()

"""What the templates of a gateway read: values whose texts are finished Python.

Named tuples, as a data class takes seven times as long to define and these are never compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gateway_builder.render.bound_view import BoundView
    from gateway_builder.render.interface_class import MethodView


class ParameterView(NamedTuple):
    """A keyword parameter of the constructor that `build_client` needs."""

    name: str
    annotation: str
    default: str | None

    @property
    def required(self) -> bool:
        """Whether it must be given when no client is injected."""
        return self.default is None


class ClientView(NamedTuple):
    """The injected client: its parameter, its type, and how it is built when it is left out.

    `narrow` tells that the type is a private Protocol of the gateway's own module; `built` is empty where nobody knows
    how to build one, and of `built_type`. `opens` tells that this is a context manager which opens a client for each
    call. `config` are the parameters of the gateway's own configuration, `stores` the statements that keep it.
    """

    parameter: str
    type: str
    narrow: bool
    setup: tuple[str, ...]
    built: str
    parameters: tuple[ParameterView, ...]
    built_type: str
    opens: bool = False
    config: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """Parameters of `build_client`."""
        texts = [f"{each.name}: {each.annotation}" for each in self.parameters]
        return ", ".join(["*", *texts] if texts else [])

    @property
    def constructor(self) -> str:
        """Parameters of the gateway's constructor: with a client injected, what one is built from can be left out."""
        own = f"{self.parameter}: {self.type}" + (" | None = None" if self.built else "")
        defaults = (" | None = None" if each.required else f" = {each.default}" for each in self.parameters)
        texts = (
            f"{each.name}: {each.annotation}{default}" for each, default in zip(self.parameters, defaults, strict=True)
        )
        return ", ".join(("self", "*", *self.config, own, *texts))

    @property
    def passed(self) -> str:
        """Arguments that the constructor passes to `build_client`."""
        return ", ".join(f"{each.name}={each.name}" for each in self.parameters)


class ClauseView(NamedTuple):
    """One except clause: what is caught, and the expressions for what is raised and for the reason."""

    caught: str
    kind: str
    reason: str


class FailureView(NamedTuple):
    """How failures of the SDK become errors of the application.

    `error` holds the identifiers of the application's errors by key, `codes` pairs of a service's code and such an
    identifier.
    """

    aws: bool
    error: dict[str, str]
    clauses: tuple[ClauseView, ...]
    codes: tuple[tuple[str, str], ...]
    by_status: bool

    @property
    def translates(self) -> bool:
        """Whether anything is known to translate."""
        return "base" in self.error


class GatewayView(NamedTuple):
    """A gateway's module; `own` holds the identifiers that the module's own imports are bound to, by their names.

    `bound` is None where no method is decided.
    """

    module_doc: str
    class_doc: str
    constructor_doc: str
    name: str
    bases: str
    label: str
    untyped: bool
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    own: dict[str, str]
    client: ClientView
    failures: FailureView
    methods: tuple[MethodView, ...]
    bound: BoundView | None = None

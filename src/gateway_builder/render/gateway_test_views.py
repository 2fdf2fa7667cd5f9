"""What the templates of a gateway's test read: frozen values whose texts are finished Python."""

from __future__ import annotations

from typing import NamedTuple


class CallView(NamedTuple):
    """The call of a method that is still undecided."""

    name: str
    reason: str
    expression: str
    takes_arguments: bool


class ContractView(NamedTuple):
    """The gateway and its interface; types are annotations, names what is imported.

    `given` are the arguments of its constructor before the client, `stand_in` is the class of a client that is nothing.
    """

    gateway: str
    gateway_type: str
    interface: str
    interface_type: str
    checks_instance: bool
    made_type: str
    given: str = ""
    stand_in: str = "_StubClient"


class BuiltClientView(NamedTuple):
    """The client: how it is injected, and what a test sees of the one that the gateway builds."""

    parameter: str
    builds: bool
    build_path: str
    missing: str
    missing_error: str
    patches: bool
    setup: tuple[str, ...]
    arguments: str
    asserts: tuple[str, ...]


class GatewayTestView(NamedTuple):
    """The test module of a gateway.

    `late_imports` stand behind the check that the SDK is there; `functions` are finished, for what is bound.
    """

    module_doc: str
    untyped: bool
    imports: tuple[str, ...]
    typing_imports: tuple[str, ...]
    late_imports: tuple[str, ...]
    skip_unless: str
    skip_reason: str
    contract: ContractView
    client: BuiltClientView
    aws: bool
    failures: tuple[tuple[str, str], ...]
    mistake: str
    calls: tuple[CallView, ...]
    functions: tuple[str, ...] = ()

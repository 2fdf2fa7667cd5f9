"""What is known of a technology that gateways are written for."""

from __future__ import annotations

from gateway_builder.values import value


@value
class ConstructorParameter:
    """A keyword parameter that the gateway's constructor needs to build the client itself (an API key, a host)."""

    name: str
    annotation: str
    doc: str
    default: str | None = None


@value
class ErrorTranslation:
    """Exceptions of the SDK (dotted names) that mean one key of the application's errors (`denied`, `limited`, …).

    Attributes:
        exceptions: What is caught, by the names that `Technology.imports` make available.
        key: What they mean; with `status` or `codes` what an unknown code means.
        example: Expression that builds such an exception in a test, `<status>` or `<code>` in it; empty where
            nobody knows one.
        status: Expression over `error` that gives the HTTP status (an int or None), which then tells the key.
        code: Expression over `error` that gives the service's code for the failure, looked up in `codes`.
        codes: Codes by key.
    """

    exceptions: tuple[str, ...]
    key: str
    example: str = ""
    status: str = ""
    code: str = ""
    codes: tuple[tuple[str, tuple[str, ...]], ...] = ()


@value
class ClientTest:
    """How a generated test looks at the client that the gateway builds, without a network.

    Attributes:
        imports: Import statements that the lines below need.
        setup: Statements before the client is built; `monkeypatch` is there.
        arguments: Keyword arguments of `build_client`, as source text.
        asserts: Expressions over `client` that must be true.
    """

    imports: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    arguments: str = ""
    asserts: tuple[str, ...] = ()


@value
class AsyncClient:
    """The asynchronous client of an SDK that has one: as the fields of the same names of `Technology`."""

    package: str = ""
    import_check: str = ""
    imports: tuple[str, ...] = ()
    client_type: str = ""
    build: str = ""
    test: ClientTest = ClientTest()


@value
class Technology:
    """A technology as generated names and code need it; facts that are not known are empty.

    Attributes:
        name: Spelling in class names (`AWSBatch`, `SendGrid`).
        label: Name in prose (`AWS Batch`).
        module: Spelling in module names (`aws_batch`, `sendgrid`).
        client: Stem of the injected client's parameter (`batch` gives `batch_client`).
        family: Name of the template that builds and translates (`aws`, `sdk`, `plain`).
        service: Machine name of the service (botocore's client name), or None.
        package: Package to install (`boto3`), empty when the standard library has it or nothing is known.
        aliases: Other names that it is found by.
        import_check: Module whose absence skips the generated tests; empty means that of the first import.
        imports: Import statements that `client_type`, `build` and the names of exceptions need.
        client_type: Annotation of the injected client, empty where the SDK has no types.
        build: Expression over the parameters that builds the client.
        setup: Statements over `client` that finish building it.
        parameters: What `build` needs from the gateway's constructor.
        errors: Translations in the order of the except clauses: subclasses first.
        notes: What a user who finishes the gateway should know.
        asynchronous: The client for interfaces with async methods, None where the SDK has only the blocking one.
        test: How a generated test looks at the built client; empty asserts where nothing can be seen.
        known: Whether the catalogue has facts; False for a word that the user made up.
    """

    name: str
    label: str
    module: str
    client: str
    family: str = "plain"
    service: str | None = None
    package: str = ""
    aliases: tuple[str, ...] = ()
    import_check: str = ""
    imports: tuple[str, ...] = ()
    client_type: str = ""
    build: str = ""
    setup: tuple[str, ...] = ()
    parameters: tuple[ConstructorParameter, ...] = ()
    errors: tuple[ErrorTranslation, ...] = ()
    notes: str = ""
    asynchronous: AsyncClient | None = None
    test: ClientTest = ClientTest()
    known: bool = True

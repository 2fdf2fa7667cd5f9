"""What tracing finds: clients, calls, what is read of answers, and how states are translated."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gateway_builder.values import value

if TYPE_CHECKING:
    import ast

    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode


@value
class Client:
    """A client of a service, as far as code tells.

    Attributes:
        sdk: Top-level module of the SDK (`boto3`, `aioboto3`, `requests`, `httpx`, `stripe`), "" where only the name of
            the variable says that it is a client.
        service: Machine name of the service in the catalogue (`batch`), "" where it is not known or not of AWS.
        kind: `client`, `resource` (boto3's, whose methods are not operations), `session`, `http` or `sdk`.
    """

    sdk: str
    service: str = ""
    kind: str = "client"


@value
class ClientAttribute:
    """A client that a class holds.

    Attributes:
        name: The attribute (`_batch_client`).
        client: Whose it is.
        function: Where it is set (`__init__`); None for an attribute of the class itself.
        statement: The assignment.
        parameter: The parameter that it is injected by, None where it is not.
        construction: The call that builds it (`boto3.client("batch")`), None where it is only injected.
    """

    name: str
    client: Client
    function: FunctionNode | None
    statement: ast.stmt
    parameter: ast.arg | None = None
    construction: ast.Call | None = None


@value
class Construction:
    """A call that builds a client (`boto3.client("batch", config=…)`, `requests.Session()`), wherever it stands."""

    module: CodeModule
    node: ast.Call
    client: Client
    owner: ast.ClassDef | None = None
    function: FunctionNode | None = None


class CallKind(Enum):
    """What is asked of a client.

    `TRANSFER` is a helper of the SDK that asks several operations (`upload_file`); `PRESIGNED` names an operation and
    its parameters without asking for it (`generate_presigned_url("get_object", Params={…})`).
    """

    OPERATION = "operation"
    PAGINATOR = "paginator"
    WAITER = "waiter"
    TRANSFER = "transfer"
    PRESIGNED = "presigned"
    HTTP = "http"
    SDK = "sdk"


@value
class Sent:
    """One value that is sent, as it stands in the code.

    Attributes:
        node: The expression.
        text: The string that is sent, None where it is no literal and no constant that can be followed.
        number: The same for a number.
        entries: What a dictionary holds by its literal keys; None where it is no dictionary literal.
        items: What a list or tuple holds; None where it is none.
        is_open: Whether it also holds what can't be seen (`**others`, `*more`).
        key: What names it: the keyword argument, the key of a dictionary, the subscript of `params["x"] = …`.
        module: The file that `node` and `key` stand in where that is not the call's; None where it is.
    """

    node: ast.expr
    text: str | None = None
    number: float | None = None
    entries: tuple[tuple[str, Sent], ...] | None = None
    items: tuple[Sent, ...] | None = None
    is_open: bool = False
    key: ast.AST | None = None
    module: CodeModule | None = None


@value
class ServiceCall:
    """One call that goes to a service.

    Attributes:
        module: The file.
        node: The call (for a paginator `….paginate(…)`, for a waiter `….wait(…)`); where a method of the client is
            handed on (`asyncio.to_thread(client.submit_job, …)`) or called by a helper, the call that hands it on.
        client: Whom it asks.
        kind: How.
        operation: The client's method (`submit_job`), also behind a paginator; the waiter's name; the method of HTTP.
        arguments: Keyword arguments, `**{…}` spread out; `node` is the call.
        positional: How many positional arguments there are.
        owner: The class around it.
        function: The function around it.
        is_answer: Whether `node`, awaited where it must be, gives the answer; False where it is handed on to what gives
            something else (`executor.submit(…)`), and for what has no answer (`TRANSFER`, `PRESIGNED`).
        through: The call in a helper of the project that calls the client's method for `node`, with its file.
    """

    module: CodeModule
    node: ast.Call
    client: Client
    kind: CallKind
    operation: str
    arguments: Sent
    positional: int = 0
    owner: ast.ClassDef | None = None
    function: FunctionNode | None = None
    is_answer: bool = True
    through: tuple[CodeModule, ast.Call] | None = None


class ReadKind(Enum):
    """How a member of an answer is read: `x["a"]`, `x.get("a")`, `x[0]`, by iterating, or asked for with `in`."""

    SUBSCRIPT = "subscript"
    GET = "get"
    INDEX = "index"
    ITERATION = "iteration"
    TEST = "test"


@value
class AnswerRead:
    """A member of an answer that is read.

    Attributes:
        call: The call whose answer it is.
        path: Names of members from the answer's root, `[]` for an element of a list or a value of a map
            (`("jobs", "[]", "status")`); its last step is what is read here.
        node: The expression that reads.
        kind: How.
        is_guarded: Whether the code around it makes sure that the thing is there: an `if`, `or`, conditional
            expression, early return or raise, `try … except (KeyError, IndexError)`, a test with `in` or `len`,
                a loop over it.
        index: The index of an `INDEX` read, None where it is no literal.
        module: The file that it stands in, which for a mapper function is not the call's.
    """

    call: ServiceCall
    path: tuple[str, ...]
    node: ast.expr
    kind: ReadKind
    is_guarded: bool
    module: CodeModule
    index: int | None = None


class EscapeKind(Enum):
    """How a part of an answer leaves the function that holds it: what it returns, keeps elsewhere, or hands on."""

    RETURN = "return"
    STORE = "store"
    PASS = "pass"  # noqa: S105 -- an argument that is passed on


@value
class AnswerEscape:
    """A part of an answer that leaves a function.

    Attributes:
        call: The call whose answer it is.
        path: Names of members from the answer's root, as those of `AnswerRead`.
        node: The `return`, `yield` or assignment, or the argument of a call that is not followed.
        kind: How.
        module: The file that it stands in.
    """

    call: ServiceCall
    path: tuple[str, ...]
    node: ast.AST
    kind: EscapeKind
    module: CodeModule


class MapForm(Enum):
    """How states are translated."""

    DICT = "dict"
    MATCH = "match"
    IF_CHAIN = "if-chain"
    ENUM = "enum"
    COMPARISON = "comparison"


@value
class StateKey:
    """One external value that is translated: its text, its place, and the expression it becomes (None: unknown)."""

    text: str
    node: ast.AST
    result: ast.expr | None = None


@value
class StateMap:
    """A translation of a service's values to the application's.

    Attributes:
        module: The file that it stands in.
        node: The dictionary, the `match`, the first `if`, the enum class that is called with the
            value, or a single comparison, which need not belong to a translation.
        form: How it is written.
        name: Name of the constant, or "".
        keys: The external values that it names.
        sources: The places of answers that are looked up in it (call and path); empty where none could be followed.
        default: What an unknown value becomes: the second argument of `.get`, the body of `else` or `case _` as the
            expression that it returns or assigns; None where there is none.
        raises: Whether an unknown value raises: a subscript (KeyError), or a `raise` in the last branch.
        is_complete: Whether all keys could be read; False where one is computed or `**others` is merged in.
        fold: `lower` or `upper` where the value is folded so before it is looked up, "" where it is as it was sent.
        default_module: The file that `default` stands in, where it is not that of the map.
    """

    module: CodeModule
    node: ast.AST
    form: MapForm
    name: str
    keys: tuple[StateKey, ...]
    sources: tuple[tuple[ServiceCall, tuple[str, ...]], ...]
    default: ast.expr | None
    raises: bool
    is_complete: bool = True
    fold: str = ""
    default_module: CodeModule | None = None


@value
class CodeComparison:
    """An error code of a service that is compared (`error.response["Error"]["Code"] == "JobNotFound"`).

    `calls` are those whose failure the comparison stands behind: in the `try` of the handler, or in the methods of the
    class where a helper compares; empty where they can't be followed.
    `is_exception` says that it is caught by the class of the client (`except client.exceptions.JobNotFound`), which is
    named after the shape of the error, not after its code; `service` is the client's then.
    """

    module: CodeModule
    node: ast.expr
    code: str
    calls: tuple[ServiceCall, ...] = ()
    is_exception: bool = False
    service: str = ""

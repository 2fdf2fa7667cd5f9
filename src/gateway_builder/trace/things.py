"""What expressions turn out to be when services are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.trace.values import Client
from gateway_builder.values import value

if TYPE_CHECKING:
    import ast

    from gateway_builder.source.code_index import ClassView
    from gateway_builder.source.code_module import CodeModule
    from gateway_builder.source.scopes import FunctionNode


@value
class Place:
    """An expression where it stands.

    Attributes:
        module: The file.
        node: The expression.
        owner: The class whose instance `self` is; None where that is the class around the expression.
        given: What the parameters of the function around it stand for in one call of it.
    """

    module: CodeModule
    node: ast.expr
    owner: ClassView | None = None
    given: tuple[tuple[str, Place], ...] = ()

    def at(self, node: ast.expr) -> Place:
        """Another expression of the same function."""
        return Place(self.module, node, self.owner, self.given)


@value
class External:
    """Something that is imported from outside the project (`boto3.client`), or a builtin."""

    origin: str


@value
class Callable:
    """A function of the project; `owner` is the class that it is asked of."""

    module: CodeModule
    node: FunctionNode
    owner: ClassView | None = None


@value
class Made:
    """A class of the project, or an instance of it."""

    view: ClassView
    is_instance: bool


@value
class Member:
    """An attribute of a client: an operation's method, or `meta`, `exceptions.NoSuchKey`, `Charge.create`."""

    client: Client
    name: str


@value
class Paged:
    """A paginator of a client, for the operation of that name."""

    client: Client
    name: str


@value
class Waiting:
    """A waiter of a client."""

    client: Client
    name: str


@value
class Sending:
    """A method of a paginator or waiter that sends (`paginate`, `wait`)."""

    asked: Paged | Waiting


@value
class Partial:
    """A callable with arguments that were given before it is called."""

    target: Thing
    place: Place
    call: ast.Call


Thing = Client | External | Callable | Made | Member | Paged | Waiting | Sending | Partial

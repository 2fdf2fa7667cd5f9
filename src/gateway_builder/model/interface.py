"""What an interface, its methods and the names in them are, read from source or asked for by the user."""

from __future__ import annotations

from enum import Enum

from gateway_builder.values import ordered_value, value


class ParameterKind(Enum):
    """How a parameter takes its argument; the kinds of `inspect.Parameter`."""

    POSITIONAL_ONLY = "positional only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword only"
    VAR_KEYWORD = "variadic keyword"


@value
class Parameter:
    """One parameter; annotation and default are source text, None where there is none."""

    name: str
    annotation: str | None = None
    default: str | None = None
    kind: ParameterKind = ParameterKind.POSITIONAL_OR_KEYWORD


@value
class Signature:
    """Parameters without `self` or `cls`; `returns` is source text, None where there is none.

    `type_parameters` is the text between the brackets of a PEP 695 list (`T: int`), empty where there is none.
    """

    parameters: tuple[Parameter, ...] = ()
    returns: str | None = None
    is_async: bool = False
    type_parameters: str = ""


class MethodKind(Enum):
    """What a method is on its class."""

    INSTANCE = "instance"
    CLASS = "class"
    STATIC = "static"
    PROPERTY = "property"
    SETTER = "setter"
    DELETER = "deleter"


@value
class Method:
    """One method of an interface; overloaded methods carry their overloads, `signature` is then the implementation's.

    `body_is_default` tells that the interface gives a real body, which an implementation inherits only nominally.
    `decorators` are those that change what the method is (`@asynccontextmanager`), as source text without the `@`; what
    `kind`, `overloads` and abstractness already say is not among them.
    """

    name: str
    signature: Signature = Signature()
    kind: MethodKind = MethodKind.INSTANCE
    overloads: tuple[Signature, ...] = ()
    docstring: str | None = None
    line: int = 0
    body_is_default: bool = False
    decorators: tuple[str, ...] = ()


@ordered_value
class ImportedName:
    """One name that a piece of code needs, and where it comes from.

    `module` is absolute and dotted; `name` is what is imported from it, empty for `import module`; `alias` is the name
    it is bound to where that differs. `typing_only` tells that the name is used in annotations alone.
    """

    module: str
    name: str = ""
    alias: str = ""
    typing_only: bool = False

    @property
    def bound(self) -> str:
        """The identifier that code uses: `alias`, else `name`, else the first part of `module`."""
        return self.alias or self.name or self.module.partition(".")[0]


class InterfaceKind(Enum):
    """What an interface is built on."""

    PROTOCOL = "protocol"
    ABC = "abc"


@value
class Interface:
    """An interface that stands in a file, with its inherited methods resolved where they are in the project.

    Attributes:
        name: Name of the class.
        path: File it stands in, relative to the project's root, POSIX.
        module: Dotted name that the file is imported by.
        kind: Protocol or ABC.
        methods: Every method an implementation owes, in order of definition, inherited ones first.
        imports: Where each free name of the signatures comes from; what is defined beside it comes from `module`.
        type_parameters: Text between the brackets of a generic interface (`T` of `class IStore(Protocol[T])`), or "".
        docstring: Text of the class's docstring, cleaned, or None.
        line: Line of the `class` statement, from 1.
        runtime_checkable: Whether it is decorated so.
    """

    name: str
    path: str
    module: str
    kind: InterfaceKind = InterfaceKind.PROTOCOL
    methods: tuple[Method, ...] = ()
    imports: tuple[ImportedName, ...] = ()
    type_parameters: str = ""
    docstring: str | None = None
    line: int = 0
    runtime_checkable: bool = True

"""Where things stand in a project and how it names them: configured, else detected, else the standard."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from gateway_builder.model.interface import InterfaceKind
from gateway_builder.model.style import ImportStyle
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.style import DocstringStyle
    from gateway_builder.model.technology import Technology


@value
class Setting:
    """One value in force and where it comes from: `configured`, `detected (5 of 6 interfaces)` or `standard`."""

    key: str
    value: str
    origin: str


@value
class Convention:
    """How the project names and builds gateways.

    Attributes:
        prefix: What interface names begin with (`I`, or "").
        suffix: What interface names end with (`Port`, `Gateway`, or "").
        interface_pattern: The configured regular expression for interface names; it alone decides when there is one.
        gateway_pattern: Name of a gateway, of `{technology}` and `{purpose}`.
        module_pattern: Name of a gateway's module, of `{technology}` and `{purpose}` in snake case.
        method_pattern: Regular expression that method names match.
        kind: Protocol or ABC.
        runtime_checkable: Whether Protocols are decorated so.
        nominal: Whether gateways subclass their interface.
        one_per_file: Whether each interface has a file of its own in the interfaces folder.
        interface_module_pattern: Name of that file's module, of `{purpose}` or `{interface}` in snake case.
        export_interfaces: Whether `__init__.py` of the interfaces' package re-exports interfaces.
        export_gateways: Whether `__init__.py` of the gateways' package re-exports concrete gateways.
        docstrings: The configured style of docstrings; None where each file's own style decides.
    """

    prefix: str = "I"
    suffix: str = ""
    interface_pattern: str = ""
    gateway_pattern: str = "{technology}{purpose}"
    module_pattern: str = "{technology}_{purpose}"
    method_pattern: str = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
    kind: InterfaceKind = InterfaceKind.PROTOCOL
    runtime_checkable: bool = True
    nominal: bool = False
    one_per_file: bool = False
    interface_module_pattern: str = "{purpose}"
    export_interfaces: bool = False
    export_gateways: bool = False
    docstrings: DocstringStyle | None = None


@value
class ErrorClasses:
    """The application's errors: the module they stand in and the class for each key of the standard.

    `classes` maps `base`, `rejected`, `not_found`, … to a dotted name. `path` is the file of ours that holds the
    standard's (made when absent), or "" when every class is the project's own.
    """

    path: str
    module: str
    classes: Mapping[str, str] = field(default_factory=dict)


@value
class Layout:
    """Where the parts of a project stand; folders and files are relative to the root, POSIX, "" for the root itself.

    Attributes:
        import_root: Folder that absolute imports start from (`src`, or "").
        package: Dotted package that holds `gateways` (`simulation_platform`, `src`, or "" when that is top level).
        interfaces: File that a new interface goes to; with `one_per_file` the folder of the files.
        gateways: Folder of concrete gateways.
        tests: Folder that the gateway's test goes to (`tests/gateways`).
        test_inits: `__init__.py` files that the test folder needs and lacks, outermost first.
        models: Folders and files that hold business models, nearest first.
        errors: The application's errors.
    """

    import_root: str
    package: str
    interfaces: str
    gateways: str
    tests: str
    errors: ErrorClasses
    test_inits: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


@value
class Project:
    """Everything that a command knows of the project before it decides.

    `settings` are shown to the user; `templates` is the folder of the project's own templates, or "".
    """

    layout: Layout
    convention: Convention
    imports: ImportStyle = field(default_factory=ImportStyle)
    python: tuple[int, int] = (3, 11)
    settings: tuple[Setting, ...] = ()
    templates: str = ""
    technologies: tuple[Technology, ...] = ()
    vocabulary: tuple[str, ...] = ()

"""What a project sets itself in `[tool.gateway-builder]` of its `pyproject.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gateway_builder.model.interface import InterfaceKind
    from gateway_builder.model.style import DocstringStyle
    from gateway_builder.model.technology import Technology


class Configuration(NamedTuple):
    """The options that are set; None or empty where one is not, with the names of the TOML keys, `-` as `_`.

    Attributes:
        errors: Pairs of a key of the application's errors, or `module`, and a dotted name.
        roles: Pairs of a role and a regular expression for its classes.
        per_file_ignores: Pairs of a pattern of paths and codes of rules.
        rules: Pairs of a rule's code and its options, which the rule checks.
    """

    package: str | None = None
    interfaces: str = ""
    gateways: str | None = None
    tests: str | None = None
    models: tuple[str, ...] = ()
    use_cases: tuple[str, ...] = ()
    controllers: tuple[str, ...] = ()
    repositories: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    templates: str = ""
    interface_pattern: str = ""
    gateway_pattern: str = ""
    module_pattern: str = ""
    method_pattern: str = ""
    roles: tuple[tuple[str, str], ...] = ()
    vocabulary: tuple[str, ...] = ()
    kind: InterfaceKind | None = None
    runtime_checkable: bool | None = None
    implementation: str = ""
    layout: str = ""
    docstrings: DocstringStyle | None = None
    exports: str = ""
    technologies: tuple[Technology, ...] = ()
    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: str = ""
    rules: tuple[tuple[str, Mapping[str, object]], ...] = ()

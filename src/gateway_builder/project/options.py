"""The options of `[tool.gateway-builder]` as data: for the reference page, the schema and the check of the keys."""

from __future__ import annotations

from typing import NamedTuple

_PATH = "path inside the project"
_PATHS = "path inside the project, or array of them"
_REGEX = "regular expression"
_STRINGS = "array of strings"
_ERRORS = (
    "base",
    "rejected",
    "not_found",
    "conflict",
    "denied",
    "limited",
    "unavailable",
    "configuration",
    "unexpected",
)


class Option(NamedTuple):
    """One option: its key, the type of its value in words, what it means, what holds without it, the words it takes."""

    name: str
    type: str
    doc: str
    default: str = "detected"
    choices: tuple[str, ...] = ()
    group: str = "conventions"


def _place(name: str, type_: str, doc: str) -> Option:
    return Option(name, type_, doc, group="places")


_OPTIONS = (
    _place("package", "dotted Python name", "The package that holds the gateways."),
    _place(
        "interfaces",
        "path or pattern inside the project",
        "The file of the interfaces; with one per file, their folder.",
    ),
    _place("gateways", _PATH, "The folder of the concrete gateways."),
    _place("tests", _PATH, "The folder that tests of gateways go to."),
    _place("models", _PATHS, "Where business models stand, nearest first."),
    _place("use_cases", _PATHS, "Where use cases stand."),
    _place("controllers", _PATHS, "Where controllers stand, which choose concrete gateways."),
    _place("repositories", _PATHS, "Where repositories and their interfaces stand."),
    Option("exclude", _STRINGS, "Patterns of paths that are not looked at.", "none", group="places"),
    Option(
        "errors",
        "table",
        "The application's errors: `module`, and the class for each key of the standard as a dotted name.",
        "`errors.py` in the folder of the gateways",
        choices=("module", *_ERRORS),
        group="places",
    ),
    Option("templates", _PATH, "The folder of the project's own templates.", "`gateway-templates`", group="places"),
    Option("interface-pattern", _REGEX, "What interface names match; it alone decides."),
    Option("gateway-pattern", "pattern of {technology} and {purpose}", "Names of gateways."),
    Option("module-pattern", "pattern of {technology} and {purpose}", "Names of the modules of gateways."),
    Option("method-pattern", _REGEX, "What method names match.", "snake_case"),
    Option("roles", "table", "Names of roles, each with a regular expression for the classes that have it.", "none"),
    Option("vocabulary", _STRINGS, "Words in their right spelling (`AWSBatch`, `SendGrid`).", "none"),
    Option("kind", "string", "What interfaces are built on.", choices=("protocol", "abc")),
    Option("runtime-checkable", "boolean", "Whether Protocols are decorated with `@runtime_checkable`."),
    Option(
        "implementation",
        "string",
        "Whether gateways subclass their interface.",
        choices=("structural", "nominal", "either"),
    ),
    Option("layout", "string", "Whether interfaces share a file or have one each.", choices=("shared", "one-per-file")),
    Option(
        "docstrings", "string", "Style of the sections of docstrings.", choices=("google", "numpy", "sphinx", "plain")
    ),
    Option(
        "exports",
        "string",
        "What `__init__.py` re-exports; concretes are `all`.",
        choices=("none", "interfaces", "all"),
    ),
    Option("technologies", "table", "Technologies of the project, each a table under its name.", "none"),
    Option(
        "profile",
        "string",
        "Which rules are on.",
        "`recommended`",
        choices=("recommended", "strict", "seed"),
        group="check",
    ),
    Option("select", _STRINGS, "Codes of rules, or their beginnings, that are on.", "the profile's", group="check"),
    Option("ignore", _STRINGS, "Codes of rules, or their beginnings, that are off.", "none", group="check"),
    Option(
        "per-file-ignores", "table", "Patterns of paths, each with the codes that are off there.", "none", group="check"
    ),
    Option("baseline", _PATH, "The file of findings that are known.", "none", group="check"),
    Option("rules", "table", "Options of rules, each a table under the rule's code.", "none", group="check"),
)


def list_options() -> tuple[Option, ...]:
    """Every option, in the order of the reference."""
    return _OPTIONS


def list_error_keys() -> tuple[str, ...]:
    """Keys of the application's errors, the base first."""
    return _ERRORS

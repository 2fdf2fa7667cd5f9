"""`gateway-builder rule`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gateway_builder.cli.completion import complete_rule
from gateway_builder.cli.options import FormatOption, OutputFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gateway_builder.check.rule import Rule
    from gateway_builder.cli.terminal import Terminal

CodeArgument = Annotated[
    str,
    typer.Argument(
        metavar="[CODE]",
        help="Code or name of a rule (GW604, partial-state-map); without it all rules are listed.",
        autocompletion=complete_rule,
        show_default=False,
    ),
]


def rule(code: CodeArgument = "", output_format: FormatOption = OutputFormat.TEXT) -> None:
    """Explain a rule: why it is there, what it flags, what is right, how it is mended. Without CODE list all rules."""
    from gateway_builder.check.registry import list_rules

    found = [_find(code)] if code else list(list_rules())
    if output_format is OutputFormat.JSON:
        _print_json(found, one=bool(code))
    elif code:
        _explain(found[0])
    else:
        _list(found)


def _print_json(rules: Sequence[Rule], *, one: bool) -> None:
    import json
    import sys

    from gateway_builder.check.reports.rule_data import rule_as_data

    data = [rule_as_data(each) for each in rules]
    json.dump(data[0] if one else data, sys.stdout, indent=2)
    sys.stdout.write("\n")


def _find(code: str) -> Rule:
    """The rule of a code or name.

    Raises:
        UsageError: If there is none; with those that are near.
    """
    from difflib import get_close_matches

    from gateway_builder.check.registry import find_rule, list_rules
    from gateway_builder.errors import Problem, UsageError

    found = find_rule(code)
    if found:
        return found
    names = [name for each in list_rules() for name in (each.code.lower(), each.name)]
    family = [each.code for each in list_rules() if each.code.startswith(code.upper())]
    near = family or [
        name.upper() if name.startswith("gw") else name for name in get_close_matches(code.lower(), names)
    ]
    hint = f"did you mean {', '.join(near)}?" if near else "`gateway-builder rule` lists them"
    raise UsageError(Problem(f"there is no rule {code}", hint, "CODE"))


def _list(rules: Sequence[Rule]) -> None:
    from gateway_builder.check.reports.rule_data import FIX_WORDS, profiles_of
    from gateway_builder.cli.terminal import standard_output

    terminal = standard_output()
    rows = [
        (each.code, each.name, ", ".join(profiles_of(each)), FIX_WORDS[each.fixable], each.severity.value)
        for each in rules
    ]
    terminal.table(("RULE", "NAME", "PROFILES", "FIX", "SEVERITY"), rows)


def _explain(rule: Rule) -> None:
    from gateway_builder.check.reports.rule_data import profiles_of
    from gateway_builder.cli.terminal import standard_output

    terminal = standard_output()
    terminal.line(f"{rule.code} {rule.name}", "bold")
    terminal.line()
    terminal.line(rule.summary)
    terminal.line()
    _paragraphs(terminal, "Why", rule.rationale.strip())
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in examples:
            terminal.line(title, "bold")
            terminal.lines(f"    {line}" if line else "" for line in example.strip("\n").split("\n"))
            terminal.line()
    if rule.fix_doc:
        _paragraphs(terminal, f"Fix ({rule.fixable.value})", rule.fix_doc)
    if rule.options:
        terminal.line(f"Options, in [tool.gateway-builder.rules.{rule.code}]", "bold")
        for option in rule.options:
            choices = f" ({', '.join(option.choices)})" if option.choices else ""
            terminal.line(f"    {option.name} = {toml_value(option.default)}{choices}: {option.doc}")
        terminal.line()
    terminal.line(f"Profiles: {', '.join(profiles_of(rule))}. Severity: {rule.severity.value}.")
    terminal.line(f"To silence it in one place: # gw: ignore[{rule.code}] -- the reason")


def _paragraphs(terminal: Terminal, title: str, text: str) -> None:
    from textwrap import wrap

    width = min(terminal.width or 100, 100)
    terminal.line(title, "bold")
    for line in wrap(" ".join(text.split()), max(width - 4, 20)):
        terminal.line(f"    {line}")
    terminal.line()


def toml_value(default: bool | int | str | tuple[str, ...]) -> str:
    """A value as it is written in TOML."""
    import json

    return json.dumps(list(default) if isinstance(default, tuple) else default, ensure_ascii=False)

"""Writes the reference pages from the program itself; with `--check` it only says which have drifted."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer.main

from gateway_builder.check.registry import list_rules
from gateway_builder.check.reports.rule_data import FIX_WORDS, profiles_of
from gateway_builder.check.reports.statistics import FAMILIES
from gateway_builder.cli.app import make_app
from gateway_builder.cli.rule import toml_value
from gateway_builder.project.options import Option, list_options
from gateway_builder.wiring import open_catalog

if TYPE_CHECKING:
    from gateway_builder.check.rule import Rule

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
SCHEMA = ROOT / "src" / "gateway_builder" / "configuration.schema.json"
NOTE = "<!-- Written by `make docs`; a test fails when it drifts. -->\n\n"


def commands_page() -> str:
    """Every command with its arguments and options."""
    group: Any = typer.main.get_command(make_app(rich_help=False))
    text = f"# Commands\n\n{NOTE}"
    for name in sorted(group.commands):
        command = group.commands[name]
        if hasattr(command, "commands"):
            for inner in sorted(command.commands):
                text += command_section(f"{name} {inner}", command.commands[inner])
        else:
            text += command_section(name, command)
    return text


def command_section(name: str, command: Any) -> str:
    """One command: what it does, and a table of its parameters."""
    text = f"## `gateway-builder {name}`\n\n{command.help.strip()}\n\n| parameter | meaning |\n|---|---|\n"
    for parameter in command.params:
        if parameter.name == "help":
            continue
        options = ", ".join(f"`{option}`" for option in parameter.opts)
        metavar = parameter.metavar or ("" if getattr(parameter, "is_flag", False) else parameter.type.name.upper())
        if parameter.param_type_name == "argument":
            options, metavar = f"`{metavar}`", ""
        meaning = (parameter.help or "").replace("|", "\\|")
        text += f"| {options}{f' `{metavar}`' if metavar else ''} | {meaning} |\n"
    return f"{text}| `--help`, `-h` | Show the command's help and exit. |\n\n"


def shown_aliases(names: tuple[str, ...]) -> str:
    """Each alias once."""
    return ", ".join(dict.fromkeys(names)) or "–"


def technologies_page() -> str:
    """The catalogue; AWS's services in one list of their own."""
    known = open_catalog().list_technologies()
    text = f"# Technologies\n\n{NOTE}| name | what it is | package | also |\n|---|---|---|---|\n"
    for each in known:
        if each.service is None:
            text += f"| `{each.name}` | {each.label} | {each.package or '–'} | {shown_aliases(each.aliases)} |\n"
    text += "\n## Services of AWS\n\nThe package is boto3.\n\n| name | service | also |\n|---|---|---|\n"
    for each in known:
        if each.service is not None:
            text += f"| `{each.name}` | {each.service} | {shown_aliases(each.aliases)} |\n"
    return text


def configuration_page() -> str:
    """Every key of `[tool.gateway-builder]`."""
    text = f"# Configuration\n\n{NOTE}The table `[tool.gateway-builder]` of `pyproject.toml`. "
    text += "Everything has a default or is detected. `configuration.schema.json` in the installed package is the same "
    text += "for editors.\n\n"
    titles = {"places": "Places", "conventions": "Conventions", "check": "For `check`"}
    for group, title in titles.items():
        text += f"## {title}\n\n| key | type | default | meaning |\n|---|---|---|---|\n"
        options = [option for option in list_options() if option.group == group]
        text += "".join(f"| `{each.name}` | {shown_type(each)} | {each.default} | {each.doc} |\n" for each in options)
        text += "\n"
    return text.rstrip("\n") + "\n"


def shown_type(option: Option) -> str:
    """The type in words, with the words that a string may be."""
    words = ", ".join(f"`{choice}`" for choice in option.choices)
    return f"{option.type}: {words}" if words else option.type


def rules_page() -> str:
    """Every rule: why, what it flags, what is right, how it is mended."""
    text = f"# Rules\n\n{NOTE}`gateway-builder rule CODE` tells the same on a terminal. Profiles: `recommended` is the "
    text += "default and aims at no false alarms, `strict` holds all rules, `seed` the standard to the letter.\n"
    for family, title in FAMILIES.items():
        rules = [rule for rule in list_rules() if rule.code.startswith(family)]
        text += f"\n## {family}xx: {title}\n\n| rule | what it flags | profiles | fix |\n|---|---|---|---|\n"
        for rule in rules:
            row = (
                f"[{rule.code}](#{rule.code.lower()})",
                rule.summary,
                ", ".join(profiles_of(rule)),
                FIX_WORDS[rule.fixable],
            )
            text += "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n"
        text += "".join(rule_section(rule) for rule in rules)
    return text


def rule_section(rule: Rule) -> str:
    """One rule."""
    text = f'\n<a id="{rule.code.lower()}"></a>\n\n### {rule.code} {rule.name}\n\n'
    text += f"{rule.summary}\n\n{rule.rationale.strip()}\n"
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in examples:
            text += f"\n{title}:\n\n```python\n{example.strip()}\n```\n"
    if rule.fix_doc:
        text += f"\nFix ({rule.fixable.value}): {rule.fix_doc}\n"
    if rule.options:
        text += (
            f"\nOptions, in `[tool.gateway-builder.rules.{rule.code}]`:\n\n| key | default | meaning |\n|---|---|---|\n"
        )
        for option in rule.options:
            words = f" One of {', '.join(f'`{each}`' for each in option.choices)}." if option.choices else ""
            text += f"| `{option.name}` | `{toml_value(option.default)}` | {option.doc}{words} |\n"
    return f"{text}\nSeverity: {rule.severity.value}. Profiles: {', '.join(profiles_of(rule))}.\n"


def configuration_schema() -> str:
    """The table as a JSON schema, for editors."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "[tool.gateway-builder]",
        "type": "object",
        "additionalProperties": False,
        "properties": {option.name: option_schema(option) for option in list_options()},
    }
    return json.dumps(schema, indent=2) + "\n"


def option_schema(option: Option) -> dict[str, object]:
    """One key as a JSON schema."""
    strings = {"type": "array", "items": {"type": "string"}}
    described: dict[str, object] = {"description": option.doc}
    if option.type.endswith("or array of them"):
        return {**described, "anyOf": [{"type": "string"}, strings]}
    if option.type == "array of strings":
        return {**described, **strings}
    if option.type == "table":
        return {
            **described,
            "type": "object",
            **({"propertyNames": {"enum": option.choices}} if option.choices else {}),
        }
    if option.type == "boolean":
        return {**described, "type": "boolean"}
    return {**described, "type": "string", **({"enum": option.choices} if option.choices else {})}


def pages() -> dict[Path, str]:
    """Text of each page, by its file."""
    return {
        FOLDER / "commands.md": commands_page().rstrip("\n") + "\n",
        FOLDER / "technologies.md": technologies_page(),
        FOLDER / "configuration.md": configuration_page(),
        FOLDER / "rules.md": rules_page(),
        SCHEMA: configuration_schema(),
    }


def main() -> None:
    """Write the pages, or with `--check` exit 1 naming those that have drifted."""
    drifted = [path for path, text in pages().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        sys.exit("run `make docs`: " + ", ".join(path.name for path in drifted) if drifted else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text)
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()

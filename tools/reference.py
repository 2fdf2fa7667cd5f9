"""Writes the reference pages from the program itself; with `--check` it only says which have drifted."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer.main

from gateway_builder.cli.app import make_app
from gateway_builder.project.options import list_options
from gateway_builder.wiring import open_catalog

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
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
    text += "Everything has a default or is detected.\n\n"
    text += "| key | type | default | meaning |\n|---|---|---|---|\n"
    for option in list_options():
        text += f"| `{option.name}` | {option.type} | {option.default} | {option.doc} |\n".replace("||", "\\|\\|")
    return text


def pages() -> dict[Path, str]:
    """Text of each page, by its file."""
    return {
        FOLDER / "commands.md": commands_page().rstrip("\n") + "\n",
        FOLDER / "technologies.md": technologies_page(),
        FOLDER / "configuration.md": configuration_page(),
    }


def main() -> None:
    """Write the pages, or with `--check` exit 1 naming those that have drifted."""
    drifted = [path for path, text in pages().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        sys.exit("run `make docs`: " + ", ".join(path.name for path in drifted) if drifted else 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text)
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()

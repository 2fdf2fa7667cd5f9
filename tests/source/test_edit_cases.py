"""Every case file of `tests/cases/edit`: what the engine makes of one file, and the promises that hold for each.

A case is a header of `key: value` lines, then `=== before`, `=== after` or `=== refused`, and the texts between them.
Keys: `class` (of those below), `module`, `path`, `package` (yes), `newline` (crlf, cr), `encoding`, `bom` (yes),
`end` (none: no newline at the end), `note` and `warning` (text that has to occur in one), `reexport` (name and module),
`dirty` (ruff's codes that may get worse, with the reason in the comment), any field of ImportStyle.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from gateway_builder.errors import ConflictError
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.style import ImportStyle
from gateway_builder.source.edit import EditedFile, NewClass, add_reexport, insert_classes, prove_edit
from tests.source.edit_promises import RULES, broken_promises, worse_findings

FOLDER = Path(__file__).parent.parent / "cases" / "edit"
NEWLINES = {"": "\n", "crlf": "\r\n", "cr": "\r"}
PROTOCOL = (ImportedName("typing", "Protocol"), ImportedName("typing", "runtime_checkable"))


def model(name: str) -> ImportedName:
    """A business model in an annotation."""
    return ImportedName("shop.models", name, typing_only=True)


def protocol(name: str, body: str, *imports: ImportedName) -> NewClass:
    """A Protocol to be put into the file of a case."""
    return NewClass(
        name, f'@runtime_checkable\nclass {name}(Protocol):\n    """New."""\n{body}'.rstrip("\n"), (*PROTOCOL, *imports)
    )


START = "\n    def start(self, run: Run) -> None:\n        ..."
CLASSES = {
    "bare": protocol("INew", ""),
    "model": protocol("INew", START, model("Run")),
    "models": protocol(
        "INew",
        "\n    def start(self, run: Run, names: Sequence[str]) -> RunStatus:\n        ...",
        model("Run"),
        model("RunStatus"),
        ImportedName("collections.abc", "Sequence", typing_only=True),
    ),
    "list": protocol(
        "INew",
        "\n    def list(self, limit: int = 10) -> list[Run]:\n        ...\n"
        "\n    def find(self, keys: list[str]) -> Run | None:\n        ...",
        model("Run"),
    ),
    "date": protocol(
        "INew",
        "\n    def date(self) -> date:\n        ...\n\n    def after(self, day: date) -> bool:\n        ...",
        ImportedName("datetime", "date", typing_only=True),
    ),
    "default": protocol(
        "INew",
        '\n    def start(self, name: str = "x", mode: Literal["a", "b"] = "a") -> Run:\n        ...',
        model("Run"),
        ImportedName("typing", "Literal", typing_only=True),
    ),
    "long": protocol(
        "INew",
        "\n    def start(self, run: Run, *, deadline_in_seconds: float, "
        "on_failure: Callable[[Run], None]) -> None:\n        ...",
        model("Run"),
        ImportedName("collections.abc", "Callable", typing_only=True),
    ),
    "path": protocol(
        "INew",
        "\n    def start(self, path: os.PathLike[str]) -> None:\n        ...",
        ImportedName("os", typing_only=True),
    ),
    "warning": protocol("INew", "\n    def start(self) -> Warning:\n        ...", model("Warning")),
    "error": NewClass(
        "NotFoundError",
        'class NotFoundError(GatewayError):\n    """Nothing is there."""',
        (ImportedName("shop.gateways", "GatewayError"),),
    ),
    "denied": NewClass(
        "DeniedError",
        'class DeniedError(GatewayError):\n    """Not allowed."""',
        (ImportedName("shop.gateways", "GatewayError"),),
    ),
    "unicode": protocol("INew", "\n    arrow: str = '→'"),
    "dates": protocol(
        "INew",
        "\n    def date(self) -> date:\n        ...\n\n    def datetime(self) -> date:\n        ...",
        ImportedName("datetime", "date", typing_only=True),
    ),
    "sequence": protocol(
        "INew",
        "\n    def do(self, values: Sequence[int]) -> None:\n        ...",
        ImportedName("collections.abc", "Sequence", typing_only=True),
    ),
    "sibling": protocol("INew", START, ImportedName("shop.gateways.models", "Run", typing_only=True)),
}


@dataclass(frozen=True)
class Case:
    """One case file."""

    options: dict[str, str]
    before: bytes
    after: bytes | None
    refused: str

    @property
    def style(self) -> ImportStyle:
        """Settings of the imports."""
        given = {each.name: self.options[each.name] for each in fields(ImportStyle) if each.name in self.options}
        return ImportStyle(**{name: ast.literal_eval(value) for name, value in given.items()})

    def edit(self, content: bytes) -> EditedFile:
        """Make the edit that the case is about."""
        path = self.options.get("path", "gateways.py")
        module = self.options.get("module", "shop.gateways")
        if "reexport" in self.options:
            name, source = self.options["reexport"].split()
            return add_reexport(content, name, from_module=source, path=path, module=module, imports=self.style)
        new = [CLASSES[name] for name in self.options.get("class", "bare").split()]
        is_package = "package" in self.options
        return insert_classes(content, new, path=path, module=module, is_package=is_package, imports=self.style)

    @property
    def added(self) -> str:
        """Name that the edit adds."""
        given = self.options.get("reexport", "").split()
        return given[0] if given else CLASSES[self.options.get("class", "bare").split()[0]].name


def read_case(path: Path) -> Case:
    """A case file as values."""
    head, _, rest = path.read_text(encoding="utf-8").partition("=== before\n")
    options = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line and not line.startswith("#"))
    refused = ""
    if "=== refused\n" in rest:
        before, _, refused = rest.partition("=== refused\n")
        return Case(options, encoded(before, options), None, refused.strip())
    before, _, after = rest.partition("=== after\n")
    return Case(options, encoded(before, options, ending=True), encoded(after, options), "")


def encoded(text: str, options: dict[str, str], *, ending: bool = False) -> bytes:
    """Text of a case as bytes; `^L` stands for a form feed, `^@` for a null byte, `<CR>` for a carriage return."""
    text = (
        text.replace("^L", "\f")
        .replace("^@", "\0")
        .replace("\n", NEWLINES[options.get("newline", "")])
        .replace("<CR>", "\r")
    )
    if ending and options.get("end") == "none":
        text = text.rstrip("\r\n")
    return b"\xef\xbb\xbf" * ("bom" in options) + text.encode(options.get("encoding", "utf-8"))


def ruff(content: bytes, style: ImportStyle) -> list[str]:
    """Codes that ruff finds, one for each finding."""
    try:
        content.decode()
    except UnicodeDecodeError:
        content = content.decode("latin-1").encode()
    config = [
        f"line-length={style.line_length}",
        f"lint.isort.known-first-party={['shop', *style.known_first_party]}",
        f"lint.isort.combine-as-imports={str(style.combine_as_imports).lower()}",
        f"lint.isort.force-single-line={str(style.force_single_line).lower()}",
        f"lint.isort.force-sort-within-sections={str(style.force_sort_within_sections).lower()}",
        f"lint.isort.lines-after-imports={style.lines_after_imports}",
        f"lint.isort.lines-between-types={style.lines_between_types}",
        f"lint.isort.order-by-type={str(style.order_by_type).lower()}",
        f"lint.isort.relative-imports-order='{style.relative_imports_order}'",
        f"lint.isort.split-on-trailing-comma={str(style.split_on_trailing_comma).lower()}",
        f"lint.isort.no-lines-before={list(style.no_lines_before)}",
    ]
    command = [
        str(Path(sys.executable).with_name("ruff")),
        "check",
        "--isolated",
        "--preview",
        "--select",
        RULES,
        "--exit-zero",
        "-q",
    ]
    command += [part for each in config for part in ("--config", each)]
    command += ["--target-version", "py313", "--output-format", "json", "-"]
    run = subprocess.run(command, input=content, capture_output=True, check=True)
    return [finding["code"] or "syntax" for finding in json.loads(run.stdout)]


CASES = sorted(FOLDER.glob("*.txt"), key=lambda path: path.name)


def test_there_are_cases_for_the_traps() -> None:
    assert len(CASES) >= 45


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)
    if case.after is None:
        with pytest.raises(ConflictError) as caught:
            case.edit(case.before)
        problem = caught.value.problems[0]
        assert case.refused in f"{problem.place}: {problem.message}"
        return

    edited = case.edit(case.before)

    shown = edited.content.decode(case.options.get("encoding", "utf-8"))
    assert shown == case.after.decode(case.options.get("encoding", "utf-8"))
    assert case.options.get("note", "") in " ".join(edited.notes)
    assert case.options.get("warning", "") in " ".join(edited.warnings)
    assert bool(edited.warnings) == ("warning" in case.options)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_promises_of_case(path: Path) -> None:
    case = read_case(path)
    if case.after is None:
        return
    after = case.edit(case.before).content
    newer = "newer" in case.options

    if "class" in case.options or "reexport" not in case.options:
        several = " " in case.options.get("class", "")
        assert newer or several or broken_promises(case.before, after, case.added) == []
        with pytest.raises(ConflictError, match="already bound"):
            case.edit(after)
        added = [CLASSES[name].name for name in case.options.get("class", "bare").split()]
        assert prove_edit(case.before, after, path="gateways.py", added=added) == ()
    else:
        assert case.edit(after).content == after
    allowed = case.options.get("dirty", "").split()
    worse = worse_findings(ruff(case.before, case.style), ruff(after, case.style))
    assert [line for line in worse if line.split()[1].rstrip(":") not in allowed] == []

"""Tries the editing engine on every file with a Protocol in packages from PyPI; nothing of them is imported or run.

Wheels are downloaded into a cache folder once (`--cache`, default `build/corpus`); `--limit` takes fewer files.
"""

from __future__ import annotations

import argparse
import ast
import json
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "source")]

from edit_promises import RULES, broken_promises, worse_findings  # noqa: E402

from gateway_builder.errors import ConflictError  # noqa: E402
from gateway_builder.model.interface import ImportedName  # noqa: E402
from gateway_builder.model.style import ImportStyle  # noqa: E402
from gateway_builder.source.edit import NewClass, insert_classes, prove_edit  # noqa: E402
from gateway_builder.source.outline import is_interface, is_protocol_base, read_outline  # noqa: E402

PACKAGES = [
    "aiohttp",
    "anyio",
    "attrs",
    "cattrs",
    "click",
    "dask",
    "dishka",
    "discord.py",
    "django-stubs",
    "faststream",
    "fastapi",
    "httpx",
    "hypothesis",
    "importlib_resources",
    "jinja2",
    "lagom",
    "langchain-core",
    "litestar",
    "mcp",
    "mypy",
    "narwhals",
    "networkx",
    "openai",
    "opentelemetry-api",
    "opentelemetry-sdk",
    "optype",
    "pandas-stubs",
    "pluggy",
    "polars",
    "prompt-toolkit",
    "pydantic",
    "pytest",
    "returns",
    "rich",
    "sqlalchemy",
    "starlette",
    "strawberry-graphql",
    "structlog",
    "svcs",
    "textual",
    "trio",
    "typer",
    "uvicorn",
    "websockets",
    "werkzeug",
    "xarray",
]
NAME = "IGatewayBuilderProbe"
TEXT = f'''@runtime_checkable
class {NAME}(Protocol):
    """Starts runs and lists them."""

    def submit_run(self, run: Run) -> None:
        """Start a run."""
        ...

    def list(self, names: Sequence[str]) -> list[Run]:
        """List runs."""
        ...'''


@dataclass
class Count:
    """What came of one package."""

    right: int = 0
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@dataclass
class Edit:
    """One file that was edited."""

    package: str
    path: str
    before: bytes
    after: bytes
    broken: list[str]


def main() -> int:
    """Download, try, report; 1 when anything was wrong or too much was refused."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "corpus")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=20, help="how many wrong and refused files to name")
    options = parser.parse_args()
    counts: dict[str, Count] = {}
    edits: list[Edit] = []
    started = time.perf_counter()
    for wheel in sorted(wheels(options.packages, options.cache)):
        for path, content in protocol_files(wheel):
            if options.limit and len(edits) >= options.limit:
                break
            package = wheel.name.split("-")[0]
            try_file(package, path, content, counts.setdefault(package, Count()), edits)
    lint(edits)
    for edit in edits:
        count = counts[edit.package]
        if edit.broken:
            count.wrong.append(f"{edit.path}: {'; '.join(edit.broken)}")
        else:
            count.right += 1
    return report(counts, options.show, time.perf_counter() - started)


def wheels(packages: list[str], cache: Path) -> list[Path]:
    """Wheels of the packages, downloaded where they are not there yet."""
    cache.mkdir(parents=True, exist_ok=True)
    done = cache / "downloaded.json"
    there: dict[str, str] = json.loads(done.read_text()) if done.exists() else {}
    for package in packages:
        if package not in there or not (cache / there[package]).exists():
            with tempfile.TemporaryDirectory(dir=cache) as folder:
                command = [
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "-q",
                    "--no-deps",
                    "--only-binary",
                    ":all:",
                    "-d",
                    folder,
                    package,
                ]
                subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
                for file in Path(folder).glob("*.whl"):
                    there[package] = file.name
                    file.rename(cache / file.name)
            if package not in there:
                print(f"{package}: not to be had")
    done.write_text(json.dumps(there, indent=1))
    return [cache / there[package] for package in packages if package in there]


def protocol_files(wheel: Path) -> list[tuple[str, bytes]]:
    """Modules of a wheel in which a class has `Protocol` as base, by origin."""
    found = []
    with zipfile.ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith((".py", ".pyi")) and "_vendor" not in name:
                content = archive.read(name)
                if b"Protocol" in content and has_protocol(content, name):
                    found.append((name, content))
    return found


def has_protocol(content: bytes, path: str) -> bool:
    """Whether the engine sees a Protocol; a file that it can't read counts, so that it shows as refused."""
    try:
        outline = read_outline(content, path=path)
    except ConflictError:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(content)
        except (SyntaxError, ValueError):
            return False
        return True
    classes = [node for node in outline.body if isinstance(node, ast.ClassDef) and is_interface(outline, node)]
    return any(is_protocol_base(outline, base) for node in classes for base in node.bases)


def try_file(package: str, path: str, content: bytes, count: Count, edits: list[Edit]) -> None:
    """Insert the probe once, prove it, try it twice."""
    module = path.rpartition(".")[0].replace("/", ".")
    is_package = module.endswith(".__init__")
    module = module.removesuffix(".__init__")
    module = module.replace("-stubs", "", 1)
    top = module.split(".")[0]
    new = NewClass(
        NAME,
        TEXT,
        (
            ImportedName("typing", "Protocol"),
            ImportedName("typing", "runtime_checkable"),
            ImportedName("collections.abc", "Sequence", typing_only=True),
            ImportedName(f"{top}._gw_models", "Run", typing_only=True),
        ),
    )
    style = ImportStyle(known_first_party=(top,))
    try:
        edited = insert_classes(content, [new], path=path, module=module, is_package=is_package, imports=style)
    except ConflictError as error:
        count.refused.append(f"{path}: {error}")
        return
    broken = [] if is_newer_syntax(content) else broken_promises(content, edited.content, NAME)
    reasons = prove_edit(content, edited.content, path=path, added=[NAME])
    broken += [f"proof: {reason}" for reason in reasons]
    try:
        insert_classes(edited.content, [new], path=path, module=module, is_package=is_package, imports=style)
        broken.append("a second insertion was not refused")
    except ConflictError:
        pass
    edits.append(Edit(package, path, content, edited.content, broken))


def is_newer_syntax(content: bytes) -> bool:
    """Whether the running Python can't read a file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(content)
    except SyntaxError:
        return True
    return False


def lint(edits: list[Edit]) -> None:
    """Compare ruff's findings before and after, for all files in two runs."""
    with tempfile.TemporaryDirectory() as folder:
        findings = {}
        for side in ("before", "after"):
            for number, edit in enumerate(edits):
                target = Path(folder, side, str(number), Path(edit.path).name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(edit.before if side == "before" else edit.after)
        tops = {top_of(edit.path) for edit in edits}
        for side in ("before", "after"):
            findings[side] = run_ruff(
                Path(folder, side), {number: top_of(edit.path) for number, edit in enumerate(edits)}, tops
            )
        for number, edit in enumerate(edits):
            edit.broken += worse_findings(findings["before"].get(number, []), findings["after"].get(number, []))


def top_of(path: str) -> str:
    """Name of the package that a file belongs to."""
    return path.split("/", maxsplit=1)[0].split(".", maxsplit=1)[0].removesuffix("-stubs")


def run_ruff(folder: Path, tops: dict[int, str], every: set[str]) -> dict[int, list[str]]:
    """Codes that ruff finds in each numbered file, each package being first-party to itself alone."""
    found: dict[int, list[str]] = {}
    for top in sorted(every):
        files = [str(number) for number, name in tops.items() if name == top]
        config = f'lint.isort.known-first-party=["{top}"]'
        command = [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--preview",
            "--select",
            RULES,
            "--config",
            config,
        ]
        command += ["--output-format", "json", "--exit-zero", "--ignore-noqa", "--target-version", "py313", *files]
        run = subprocess.run(command, check=True, capture_output=True, cwd=folder)
        for finding in json.loads(run.stdout):
            number = int(Path(finding["filename"]).parent.name)
            found.setdefault(number, []).append(finding["code"] or "syntax")
    return found


def report(counts: dict[str, Count], show: int, seconds: float) -> int:
    """Print the table; 1 when the targets are missed."""
    right = sum(count.right for count in counts.values())
    refused = [reason for count in counts.values() for reason in count.refused]
    wrong = [reason for count in counts.values() for reason in count.wrong]
    for name, count in sorted(counts.items()):
        print(f"{name:28} right {count.right:4}   refused {len(count.refused):3}   wrong {len(count.wrong):3}")
    total = right + len(refused) + len(wrong)
    print(
        f"{len(counts)} packages, {total} files: "
        f"right {right}, refused {len(refused)}, wrong {len(wrong)}; {seconds:.0f} s"
    )
    for reason in wrong[:show]:
        print(f"WRONG {reason}")
    for reason in refused[:show]:
        print(f"refused {reason}")
    kinds = Counter(
        part.split(":")[0].split("(")[0][:40] for reason in wrong for part in reason.split(": ", 1)[1].split("; ")
    )
    for kind, number in kinds.most_common():
        print(f"{number:5} {kind}")
    return int(bool(wrong) or 20 * len(refused) >= total)


if __name__ == "__main__":
    sys.exit(main())

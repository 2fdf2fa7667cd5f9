"""Plants faults in ten generated gateways, one at a time, and looks whether their generated tests notice.

Each gateway gets one fault of every kind that applies to it, and at least twelve. Exits with 1 when on average fewer
than eleven of twelve are killed, or a kind of fault survives everywhere. `docs/sweep.md` gets the figures.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from itertools import islice, zip_longest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.mutant_faults import KINDS, plant
from tools.sweep_report import write_block

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "tools" / "mutants_project"
FAULTS = 12
ENOUGH = 11 / 12
_WIDEST = 200


@dataclass(frozen=True)
class Gateway:
    """A generated gateway, its tests, and its text."""

    spec: str
    path: Path
    test: Path
    text: str


@dataclass(frozen=True)
class Fault:
    """One fault that is planted; `number` counts the places of its kind."""

    gateway: Gateway
    kind: str
    number: int
    text: str


def main() -> int:
    """Plant and test everything, print and write the figures, and tell whether they are good."""
    options = _read_options()
    specs = options.specs.split(",") if options.specs else [each.stem for each in sorted((PROJECT / "specs").iterdir())]
    with tempfile.TemporaryDirectory(prefix="gateway-builder-mutants-") as folder:
        project = Path(folder) / "studio"
        shutil.copytree(PROJECT, project)
        gateways = [generate(project, spec) for spec in specs]
        require_green(project)
        faults = [each for gateway in gateways for each in choose_faults(gateway, everywhere=options.everywhere)]
        with ThreadPoolExecutor(options.workers) as pool:
            killed = list(pool.map(lambda each: is_killed(project, each), faults))
    outcome = dict(zip(faults, killed, strict=True))
    survivors = [fault for fault, is_dead in outcome.items() if not is_dead]
    for fault in survivors:
        print(f"survived: {fault.gateway.spec}: {fault.kind} {fault.number}\n{_difference(fault)}")
    print(summarise(outcome))
    if not options.specs and not options.everywhere:
        write_block(ROOT / "docs" / "sweep.md", "mutants", summarise(outcome))
    everywhere_alive = set(KINDS) - {fault.kind for fault, is_dead in outcome.items() if is_dead}
    planted = {fault.kind for fault in outcome}
    return int(sum(killed) < ENOUGH * len(killed) or bool(everywhere_alive & planted))


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--specs", default="", help="names of specs, with commas between")
    parser.add_argument("--everywhere", action="store_true", help="plant each kind at every place, not at one")
    parser.add_argument("--workers", type=int, default=2, help="how many tests run side by side")
    return parser.parse_args()


def generate(project: Path, spec: str) -> Gateway:
    """Generate one gateway of the project with its tests."""
    before = set(project.rglob("*.py"))
    command = [sys.executable, "-P", "-m", "gateway_builder", "new", "--spec", f"specs/{spec}.toml", "--no-input"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"mutants: {spec} can't be generated: {done.stderr}")
    made = [each for each in sorted(set(project.rglob("*.py")) - before) if "aws_" in each.name]
    test, path = (next(each for each in made if each.name.startswith("test_") is wanted) for wanted in (True, False))
    text = ast.unparse(ast.parse(path.read_bytes())) + "\n"  # as faults are written, so that only faults differ
    path.write_text(text, encoding="utf-8")
    return Gateway(spec, path.relative_to(project), test.relative_to(project), text)


def require_green(project: Path) -> None:
    """End everything when the generated tests fail without any fault."""
    done = _run_tests(project, Path("tests"))
    if done.returncode:
        sys.exit(f"mutants: the generated tests fail without a fault:\n{done.stdout[-3000:]}")


def choose_faults(gateway: Gateway, *, everywhere: bool = False) -> list[Fault]:
    """One fault of every kind that applies, and further ones of these kinds until there are twelve."""
    planted = {
        kind: [Fault(gateway, kind, number, text) for number, text in enumerate(plant(gateway.text, find))]
        for kind, find in KINDS.items()
    }
    if everywhere:
        return [fault for faults in planted.values() for fault in faults]
    rounds = zip_longest(*planted.values())
    chosen = [fault for fault in next(rounds, ()) if fault]
    further = (fault for faults in rounds for fault in faults if fault)
    return [*chosen, *islice(further, max(FAULTS - len(chosen), 0))]


def is_killed(project: Path, fault: Fault) -> bool:
    """Whether the gateway's generated tests fail when the fault is planted."""
    with tempfile.TemporaryDirectory(prefix="mutant-", dir=project.parent) as folder:
        scratch = Path(folder) / "studio"
        shutil.copytree(project, scratch, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        (scratch / fault.gateway.path).write_text(fault.text, encoding="utf-8")
        return _run_tests(scratch, fault.gateway.test).returncode != 0


def _run_tests(project: Path, tests: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-P", "-m", "pytest", "-x", "-q", "--tb=short", "-p", "no:cacheprovider"]
    return subprocess.run([*command, str(tests)], cwd=project, capture_output=True, text=True, check=False)


def _difference(fault: Fault) -> str:
    """What the fault changes, as a diff of what matters."""
    lines = unified_diff(fault.gateway.text.splitlines(), fault.text.splitlines(), n=1, lineterm="")
    return "\n".join(line[:_WIDEST] for line in lines)


def summarise(outcome: dict[Fault, bool]) -> str:
    """Killed of planted by kind and gateway, as a table of Markdown."""
    specs = list(dict.fromkeys(fault.gateway.spec for fault in outcome))
    lines = [f"| fault | {' | '.join(specs)} | all |", f"|---|{'---|' * (len(specs) + 1)}"]
    for kind in KINDS:
        cells = [_score(outcome, kind, spec) for spec in specs]
        lines.append(f"| {kind} | {' | '.join(cells)} | {_score(outcome, kind)} |")
    totals = [_score(outcome, spec=spec) for spec in specs]
    lines.append(f"| all | {' | '.join(totals)} | {_score(outcome)} |")
    average = FAULTS * sum(outcome.values()) / max(len(outcome), 1)
    return "\n".join((*lines, "", f"On average {average:.2f} of {FAULTS} are killed (promised: 11)."))


def _score(outcome: dict[Fault, bool], kind: str = "", spec: str = "") -> str:
    dead = [
        is_dead for fault, is_dead in outcome.items() if kind in {"", fault.kind} and spec in {"", fault.gateway.spec}
    ]
    return f"{sum(dead)}/{len(dead)}" if dead else ""


if __name__ == "__main__":
    sys.exit(main())

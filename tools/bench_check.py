"""Speed of `check` on a tree of real Python files of PyPI, beside ruff, beside git and stat, and on small projects."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "gateway-builder-bench"
PACKAGES = (
    *("django==6.1.3", "sympy==1.14.0", "pandas==3.1.1", "scikit-learn==1.9.1", "prefect==3.9.1", "twilio==9.13.0"),
    *("ansible-core==2.21.5", "kubernetes==37.0.2", "transformers==5.23.0", "boto3-stubs-full==1.43.119"),
    *("azure-mgmt-network==33.1.0", "azure-mgmt-compute==39.0.0", "sentry-sdk==2.75.0"),
    *("apache-airflow-core==3.3.2", "langchain-community==0.4.2"),
)
FEWEST_FILES = 15_000
ROUNDS = 5
CHECK = [str(BIN / "gateway-builder"), "check", "--exit-zero", "--output-format", "json"]
RUFF = [str(BIN / "ruff"), "check", "--select", "N", "--no-cache", "--isolated", "--quiet", "--exit-zero", "."]
STAT = ["bash", "-c", "git ls-files -z | xargs -0 stat"]
BARE = [sys.executable, "-c", "pass"]


class Run(NamedTuple):
    """Wall time in seconds and the most memory in MiB of one process."""

    seconds: float
    memory: float


def run(command: list[str], folder: Path) -> Run:
    """Run a command that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {command} ended with {process.returncode}")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def ratio(command: list[str], other: list[str], folder: Path) -> float:
    """Median ratio of two commands, run in turn; the first round warms up."""
    ratios = [run(command, folder).seconds / run(other, folder).seconds for _ in range(ROUNDS + 1)]
    return statistics.median(ratios[1:])


def assemble_tree() -> Path:
    """A folder with the Python files of some packages, assembled once."""
    tree = CACHE / "tree"
    if tree.exists():
        return tree
    wheels, unfinished = CACHE / "wheels", CACHE / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--dest", str(wheels)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *PACKAGES], check=True)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith((".py", ".pyi")):
                    archive.extract(name, unfinished)
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=unfinished, check=True)
    unfinished.rename(tree)
    return tree


def count_files(tree: Path) -> int:
    return sum(path.suffix in {".py", ".pyi"} for path in tree.rglob("*.py*"))


def make_small_project(folder: Path) -> None:
    """A clean project of 50 files."""
    shutil.copytree(ROOT / "tests" / "check" / "truths" / "clean", folder)
    made = count_files(folder)
    package = next(path.parent.parent for path in folder.rglob("gateways/interfaces.py"))
    for number in range(50 - made):
        text = f'"""Texts of kind {number}."""\n\n\ndef shorten(text: str) -> str:\n    return text[:{number}]\n'
        (package / f"texts_{number}.py").write_text(text)


def growth(tree: Path) -> float:
    """How much longer two copies of a third of the packages take than one copy, halved; 1 is linear."""
    packages = sorted(path for path in tree.iterdir() if path.name != ".git")[::3]
    with tempfile.TemporaryDirectory(prefix="gateway-builder-bench-") as scratch:
        once, twice = Path(scratch, "once"), Path(scratch, "twice")
        for place in (once / "first", twice / "first", twice / "second"):
            place.mkdir(parents=True)
            for package in packages:
                (shutil.copytree if package.is_dir() else shutil.copy)(package, place / package.name)
        return (
            ratio(
                [*CHECK, "--no-cache", "--project", "twice"], [*CHECK, "--no-cache", "--project", "once"], Path(scratch)
            )
            / 2
        )


def main() -> None:
    """Print each measured figure beside its limit; exit 1 when one is above it."""
    tree = assemble_tree()
    files = count_files(tree)
    if files < FEWEST_FILES:
        sys.exit(f"bench: only {files} files in {tree}")
    print(f"check, on {files:,} files of {len(PACKAGES)} packages:")
    with tempfile.TemporaryDirectory(prefix="gateway-builder-bench-") as scratch:
        small = Path(scratch, "small")
        make_small_project(small)
        figures = [
            ("cold, x ruff --select N", ratio([*CHECK, "--no-cache"], RUFF, tree), 1.0),
            ("cold, MiB", run([*CHECK, "--no-cache"], tree).memory, 300),
            ("warm, x git ls-files | stat", ratio(CHECK, STAT, tree), 2.5),
            ("growth, 1 is linear", growth(tree), 1.3),
            ("50 files, x a bare Python", ratio([*CHECK, "--no-cache"], BARE, small), 12),
        ]
    for name, figure, limit in figures:
        print(f"{name:<28} {figure:8.2f}   (limit {limit:g})", flush=True)
    sys.exit(any(figure > limit for _, figure, limit in figures))


if __name__ == "__main__":
    main()

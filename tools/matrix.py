"""Runs the tests on every supported Python that this machine has, with the oldest and with the newest dependencies.

The oldest versions are the lower bounds in pyproject.toml. Environments are kept in `.venv-matrix-*` and used again.
With arguments only those versions are tried: `python tools/matrix.py 3.13`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14", "3.15")


def works(python: str) -> bool:
    """Whether a command is a Python that starts."""
    found = shutil.which(python)
    return bool(found) and subprocess.run([python, "-c", "pass"], capture_output=True, check=False).returncode == 0


def find_pythons() -> dict[str, str]:
    """Command by version, for each supported Python on the PATH or beside the one that runs this."""
    found = {}
    beside = Path(sys.base_prefix).parent
    for version in PYTHONS:
        places = [f"python{version}", *map(str, sorted(beside.glob(f"{version}.*/bin/python")))]
        if usable := [place for place in places if works(place)]:
            found[version] = usable[0]
    return found


def oldest_requirements() -> list[str]:
    """Each dependency at its lower bound."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())
    bounds = [re.match(r"([\w.-]+)>=([\w.]+)", text) for text in table["project"]["dependencies"]]
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound]


def run_tests(version: str, python: str, *, oldest: bool) -> str:
    """Make an environment, run the tests in it, and say how they ended."""
    environment = ROOT / f".venv-matrix-{version}-{'oldest' if oldest else 'newest'}"
    own = environment / "bin" / "python"
    if not own.exists():
        subprocess.run([python, "-m", "venv", str(environment)], check=True)
        subprocess.run([own, "-m", "pip", "install", "-q", "--upgrade", "pip"], check=True)
    extra = oldest_requirements() if oldest else ["--upgrade"]
    subprocess.run([own, "-m", "pip", "install", "-q", "-e", ".", "--group", "dev", *extra], cwd=ROOT, check=True)
    done = subprocess.run(
        [own, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    last = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()
    (ROOT / f".venv-matrix-{version}-{'oldest' if oldest else 'newest'}" / "tests.log").write_text(done.stdout)
    return f"{'passed' if done.returncode == 0 else 'FAILED'}: {last}"


def main() -> None:
    """Print one line for each combination; exit 1 when one fails."""
    failed = False
    pythons = find_pythons()
    print(f"found: {', '.join(pythons)}; not on this machine: {', '.join(v for v in PYTHONS if v not in pythons)}")
    pythons = {version: python for version, python in pythons.items() if version in (sys.argv[1:] or PYTHONS)}
    for version, python in pythons.items():
        for oldest in (True, False):
            result = run_tests(version, python, oldest=oldest)
            failed = failed or not result.startswith("passed")
            print(f"Python {version}, {'oldest' if oldest else 'newest'} dependencies: {result}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()

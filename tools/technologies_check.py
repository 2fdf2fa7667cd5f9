"""Generates a gateway for every technology and holds it to the real SDKs, with and without them and their stubs.

Needs the package registry. Makes three environments in a temporary folder: one without SDKs, one with them, and one
that has stubs too. For each, mypy, pyright and basedpyright check the types, and the generated tests run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.render import bound
from tests.render.drawn import STYLE
from tests.templates.test_bound_code import generate_bound, write_real_clients
from tests.templates.test_generated_code import TOOLS_ONLY, generate, technologies

CHECKERS = ("mypy", "pyright", "basedpyright", "pytest")
STUBS = (f"boto3-stubs[{','.join(bound.SPECS)}]", "botocore-stubs", "types-requests", "types-python-http-client")
ALL_RULES = 'lint.select = ["ALL"]\n'


def make_environment(folder: Path, packages: list[str]) -> Path:
    """Create a virtual environment that holds packages, and give its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    return python


def report(name: str, command: list[str], folder: Path) -> bool:
    """Run a check in a folder, print its last line, and tell whether it passed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    lines = (done.stdout.strip() or done.stderr.strip()).splitlines()
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}: {lines[-1] if lines else ''}", flush=True)
    if done.returncode:
        print("\n".join(lines[-40:]))
    return done.returncode == 0


def check_types(name: str, checkers: Path, python: Path, project: Path) -> list[bool]:
    """Type-check the project as it looks to one environment."""
    passed = [
        report(
            f"mypy --strict, {name}",
            [str(checkers / "mypy"), "--strict", "--python-executable", str(python), "."],
            project,
        )
    ]
    for tool, mode in (("pyright", "strict"), ("basedpyright", "standard")):
        settings = {"typeCheckingMode": mode, "pythonVersion": "3.11"}
        (project / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        passed.append(report(f"{tool} {mode}, {name}", [str(checkers / tool), "--pythonpath", str(python)], project))
    (project / "pyrightconfig.json").unlink()
    return passed


def check_bound(checkers: Path, python: Path, project: Path) -> list[bool]:
    """Type-check decided gateways beside the real clients that must fit them."""
    project.mkdir()
    generate_bound(project)
    write_real_clients(project)
    return check_types("decided gateways and real clients", checkers, python, project)


def main() -> None:
    """Make the environments, generate the project, check everything."""
    packages = sorted({name for each in technologies() for name in each.package.split() if each.name not in TOOLS_ONLY})
    packages = [*packages, "aiohttp", "aioboto3"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project = root / "project"
        project.mkdir()
        generate(project, technologies(), STYLE, ALL_RULES)
        checkers = make_environment(root / "checkers", list(CHECKERS)).parent
        environments = {
            "without SDKs": make_environment(root / "bare", ["pytest"]),
            "with SDKs": make_environment(root / "sdks", ["pytest", *packages]),
            "with SDKs and stubs": make_environment(root / "stubs", ["pytest", *packages, *STUBS]),
        }
        passed = [
            result for name, python in environments.items() for result in check_types(name, checkers, python, project)
        ]
        passed += check_bound(checkers, environments["with SDKs and stubs"], root / "bound")
        for name, python in environments.items():
            passed.append(
                report(f"generated tests, {name}", [str(python), "-m", "pytest", "-q", "-W", "error", "."], project)
            )
    print(f"{sum(passed)} of {len(passed)} checks passed for {len(technologies())} technologies")
    sys.exit(0 if all(passed) else 1)


if __name__ == "__main__":
    main()

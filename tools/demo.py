"""Runs the main job on a copy of the example project and shows the plan, the tree, the diff and the tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COMMAND = ["gateway-builder", "new", "--spec", "simulation_runner.toml"]


def show(arguments: list[str], folder: Path) -> None:
    """Print a command, run it in a folder, and stop the demo when it fails."""
    print(f"\n$ {' '.join(arguments)}", flush=True)
    done = subprocess.run([str(BIN / arguments[0]), *arguments[1:]], cwd=folder, check=False)
    if done.returncode:
        sys.exit(f"demo: {arguments[0]} ended with exit code {done.returncode}")


def main() -> None:
    """Copy the example, preview, write, list, and run the tests that were generated."""
    with tempfile.TemporaryDirectory(prefix="gateway-builder-demo-") as scratch:
        project = Path(scratch) / "wind_tunnel"
        shutil.copytree(ROOT / "examples" / "wind_tunnel", project, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        print(f"The example project, copied to {project}")
        show([*COMMAND, "--dry-run"], project)
        show([*COMMAND, "--no-input"], project)
        show(["gateway-builder", "list"], project)
        show(["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], project)
        show(["gateway-builder", "check"], project)
        show([*COMMAND, "--no-input"], project)


if __name__ == "__main__":
    main()

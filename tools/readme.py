"""Puts real output into README.md: each block behind `<!-- output: COMMAND -->` is what the command prints.

The commands run one after the other on one copy of `examples/wind_tunnel`. With `--check` it only says whether
README.md has drifted.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
BLOCK = re.compile(r"(<!-- output: (?P<command>.+?) -->\n```\w+\n)(?P<output>.*?)(```\n)", re.DOTALL)


def run(command: str, project: Path) -> str:
    """What a command prints, under its prompt, with the folder's name in place of where the copy stands."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "120"}
    words = shlex.split(command)
    done = subprocess.run(
        words, cwd=project, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    output = re.sub(r"in \d+\.\d+s", "in 0.9s", done.stdout + done.stderr)
    output = re.sub(r"botocore \d+\.\d+\.\d+ ", "botocore 1.44.5 ", output)
    return f"$ {command}\n{output.replace(str(project), '~/wind_tunnel')}"


def render(text: str) -> str:
    """The README with every block of output made anew."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch).resolve() / "wind_tunnel"
        shutil.copytree(ROOT / "examples" / "wind_tunnel", project, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        return BLOCK.sub(lambda found: found[1] + run(found["command"], project) + found[4], text)


def main() -> None:
    """Write README.md, or with `--check` exit 1 when it has drifted."""
    readme = ROOT / "README.md"
    made = render(readme.read_text())
    if "--check" in sys.argv:
        sys.exit("README.md has drifted: run `make docs`" if made != readme.read_text() else 0)
    readme.write_text(made)


if __name__ == "__main__":
    main()

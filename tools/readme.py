"""Puts real output into documents: each block behind `<!-- output: COMMAND -->` is what the command prints.

The commands of a document run one after the other on one copy of its example, those behind
`<!-- output in NAME: COMMAND -->` on one of `examples/NAME`. With `--check` it only says which have
drifted.
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
EXAMPLES = {ROOT / "README.md": "wind_tunnel", ROOT / "docs" / "check.md": "hand_written"}
BLOCK = re.compile(
    r"(<!-- output(?: in (?P<folder>\w+))?: (?P<command>.+?) -->\n```\w+\n)(?P<output>.*?)(```\n)", re.DOTALL
)


def run(command: str, project: Path) -> str:
    """What a command prints, under its prompt, with the folder's name in place of where the copy stands."""
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "120"}
    words = shlex.split(command)
    done = subprocess.run(
        words, cwd=project, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    output = re.sub(r"in \d+\.\d+s", "in 0.9s", done.stdout + done.stderr)
    output = re.sub(r"botocore \d+\.\d+\.\d+ ", "botocore 1.44.5 ", output)
    return f"$ {command}\n{output.replace(str(project), f'~/{project.name}')}"


def render(text: str, example: str) -> str:
    """A document with every block of output made anew."""
    with tempfile.TemporaryDirectory() as scratch:
        copies = Path(scratch).resolve() / "examples"
        shutil.copytree(ROOT / "examples", copies, ignore=shutil.ignore_patterns("__pycache__", ".*"))

        def fill(found: re.Match[str]) -> str:
            project = copies / (found["folder"] or example)
            return found[1] + run(found["command"], project) + found[5]

        return BLOCK.sub(fill, text)


def main() -> None:
    """Write the documents, or with `--check` exit 1 naming those that have drifted."""
    made = {path: render(path.read_text(), example) for path, example in EXAMPLES.items()}
    drifted = [path.name for path, text in made.items() if text != path.read_text()]
    if "--check" in sys.argv:
        sys.exit(f"run `make docs`: {', '.join(drifted)}" if drifted else 0)
    for path, text in made.items():
        path.write_text(text)


if __name__ == "__main__":
    main()

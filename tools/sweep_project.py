"""The scratch project of a sweep: written, compiled, linted, run, type-checked."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.render.application_errors import render_errors_module, render_package_init
from tools.sweep_generate import RENDERER, render_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tools.sweep_generate import Generated

_BATCH = 40
_TOGETHER = 30
_RUFF = 'line-length = 120\ntarget-version = "py311"\nlint.select = ["ALL"]\n'
_PYTEST = "[pytest]\nfilterwarnings =\n    error\nxfail_strict = true\naddopts = -p no:cacheprovider\n"
_FACT = re.compile(r"^(?P<path>[\w./-]+\.py):(?P<line>\d+):(?:\d+:)? *(?P<text>.*(?:error|[A-Z]+\d+).*)$", re.MULTILINE)
_DEFINITION = re.compile(r"^ *(?:async )?def (\w+)|^class (\w+)")


@dataclass
class Findings:
    """What is wrong: tool and message, by operation (`service.method`), or by file where no operation is to blame."""

    by_operation: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, label: str, message: str) -> None:
        """Keep one finding."""
        self.by_operation[label].append(message)


class ScratchProject:
    """A project that holds generated gateways, their interfaces and their tests."""

    def __init__(self, root: Path, gateways: Sequence[Generated]) -> None:
        self.root = root
        self.gateways = tuple(gateways)
        self.findings = Findings()
        self._by_path = {path: each for each in gateways for path in each.files}

    def count_operations(self) -> int:
        """How many operations the gateways call."""
        return sum(len(each.gateway.methods) for each in self.gateways)

    def write(self) -> None:
        """Write everything, as the formatter leaves it."""
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "ruff.toml").write_text(_RUFF, encoding="utf-8")
        (self.root / "pytest.ini").write_text(_PYTEST, encoding="utf-8")
        formatter = RuffCodeFormatter(root=self.root, first_party=("gateways", "ports"))
        for files in self._batches():
            self._write_files(formatter.format_files(files))

    def compile(self) -> None:
        """Compile every file."""
        for path in sorted(self._by_path):
            try:
                compile((self.root / path).read_bytes(), path, "exec", dont_inherit=True)
            except (SyntaxError, ValueError) as error:
                self._blame(path, getattr(error, "lineno", 0) or 0, f"compile: {error}")

    def lint(self) -> None:
        """Hold every file to all rules of ruff and to its format."""
        done = self._run(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise", ".")
        self._read_facts("ruff", done.stdout)
        done = self._run(sys.executable, "-m", "ruff", "format", "--check", "--no-cache", ".")
        for path in re.findall(r"^Would reformat: (.*)$", done.stdout, re.MULTILINE):
            self._blame(path, 0, "ruff format: would change")

    def run_tests(self, workers: int = 2) -> int:
        """Run every test, and give how many passed."""
        paths = [each.test_path for each in self.gateways]
        groups = [paths[start : start + _TOGETHER] for start in range(0, len(paths), _TOGETHER)]
        with ThreadPoolExecutor(workers) as pool:  # half as long as with pytest-xdist, which reports each test by pipe
            return sum(pool.map(self._run_some_tests, range(len(groups)), groups))

    def _run_some_tests(self, number: int, paths: Sequence[str]) -> int:
        report = self.root / f"results-{number}.xml"
        options = ("-q", "--tb=short", f"--junitxml={report}", "-o", "junit_family=xunit2", "-p", "no:xdist")
        done = self._run(sys.executable, "-P", "-m", "pytest", *options, *paths)
        if not report.exists():
            self.findings.add(f"pytest {paths[0]}…", (done.stdout + done.stderr)[-2000:])
            return 0
        cases = list(ET.parse(report).getroot().iter("testcase"))
        failed = [case for case in cases if any(child.tag in {"failure", "error", "skipped"} for child in case)]
        for case in failed:
            self._blame_test(case)
        return len(cases) - len(failed)

    def check_mypy(self, name: str, python: Path) -> None:
        """Check the types as they look to an environment."""
        options = ("--strict", "--python-executable", str(python), "--cache-dir", str(self.root / ".mypy"))
        done = self._run(sys.executable, "-m", "mypy", *options, "--no-error-summary", ".")
        self._read_facts(f"mypy {name}", done.stdout)
        if done.returncode not in {0, 1}:
            self.findings.add(f"mypy {name}", (done.stdout + done.stderr)[-2000:])

    def check_pyright(self, name: str, python: Path) -> None:
        """Check the types as pyright's strict mode sees them in an environment."""
        settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
        (self.root / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
        done = self._run(sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", str(python))
        try:
            found = json.loads(done.stdout)["generalDiagnostics"]
        except (ValueError, KeyError):
            self.findings.add(f"pyright {name}", (done.stdout + done.stderr)[-2000:])
            return
        for each in found:
            path = each["file"].removeprefix(f"{self.root.resolve()}/")
            self._blame(path, each["range"]["start"]["line"] + 1, f"pyright {name}: {each['message']}")

    def write_client_check(self) -> None:
        """Write a module that gives every gateway a client that boto3 makes: with stubs, a typed one."""
        lines = ['"""Real clients fit."""\n', "import boto3"]
        lines += [f"from {each.module} import {each.name}" for each in self.gateways]
        for number, each in enumerate(self.gateways):
            given = "".join(f', {config.name}="x"' for config in each.gateway.spec.config)
            made = f'{each.client}=boto3.client("{each.gateway.service}")'
            lines.append(f"gateway_{number} = {each.name}({made}{given})")
        (self.root / "fits.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _batches(self) -> Iterator[Mapping[str, str]]:
        packages = ("gateways", "ports", "tests")
        yield {
            **{f"{name}/__init__.py": render_package_init(RENDERER, name.title()) for name in packages},
            "gateways/errors.py": render_errors_module(RENDERER),
        }
        for start in range(0, len(self.gateways), _BATCH):
            files: dict[str, str] = {}
            for each in self.gateways[start : start + _BATCH]:
                files |= {**each.files, each.gateway.interface.path: render_port(each.gateway)}
            yield files

    def _write_files(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)

    def _read_facts(self, tool: str, output: str) -> None:
        for fact in _FACT.finditer(output):
            self._blame(fact["path"].removeprefix("./"), int(fact["line"]), f"{tool}: {fact['text']}")

    def _blame(self, path: str, line: int, message: str) -> None:
        """Blame the operation whose method or test stands around the line, else the file."""
        generated = self._by_path.get(path)
        label = _label(generated, self._name_around(path, line)) if generated else ""
        self.findings.add(label or f"{path}:{line}", f"{message} ({path}:{line})")

    def _name_around(self, path: str, line: int) -> str:
        for text in reversed((self.root / path).read_text(encoding="utf-8").splitlines()[:line]):
            if found := _DEFINITION.match(text):
                return found[1] or found[2]
        return ""

    def _blame_test(self, case: ET.Element) -> None:
        module = "tests/" + case.get("classname", "").split(".tests.")[-1].split(".")[-1] + ".py"
        name = case.get("name", "")
        if not case.get("classname"):  # a module that can't be collected is named in `name`
            module = name.replace(".", "/") + ".py"
        outcome = next(iter(case))
        message = (outcome.get("message") or "").strip().splitlines()
        generated = self._by_path.get(module)
        label = _label(generated, name) if generated else ""
        self.findings.add(label or module, f"{outcome.tag}: {(message or ['?'])[0][:300]} ({module}::{name})")


def _label(generated: Generated, name: str) -> str:
    """The operation whose method a function is, or whose test it is: the longest name that it holds."""
    held = [
        each
        for each in generated.gateway.methods
        if re.search(rf"(?:^|[_[-]){re.escape(each.method.name)}(?:[_\]-]|$)", name)
    ]
    best = max(held, key=lambda each: len(each.method.name), default=None)
    return f"{generated.gateway.service}.{best.operation.method}" if best else ""

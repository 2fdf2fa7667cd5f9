"""Formats generated code as the project's own ruff configuration says, with the ruff that this program brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.noqa_comments import Finding, suppress
from gateway_builder.gateways.ruff_process import RuffCall, run_ruff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gateway_builder.gateways.ruff_process import RuffAnswer

_COMMON = ("--no-cache", "--no-force-exclude")
_CHECK = ("check", *_COMMON)
_SETTINGS_FILES = ("ruff.toml", ".ruff.toml")
_FORMAT = ("format", *_COMMON)
_FEW_LINES = 2
_SYNTAX = "invalid-syntax"


class RuffCodeFormatter:
    """Runs ruff in the project's root; falls back on ruff's defaults when the project's configuration is broken."""

    def __init__(self, *, root: Path, line_length: int = 0, first_party: Sequence[str] = ()) -> None:
        """Say where the project is.

        Args:
            root: The project's root.
            line_length: Columns where the project configures them for another formatter than ruff; 0 leaves it to ruff.
            first_party: All packages of the project, when one of them is not on disk yet for ruff to find.
        """
        self._root = root
        self._line_length = line_length
        self._first_party = tuple(first_party)
        self._broken = ""

    def format_files(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Sort the imports of new files, format them, and suppress what the project's configuration still forbids.

        Raises:
            UsageError: If a text is not valid Python.
        """
        texts = dict(files)
        importing = [path for path, text in texts.items() if _imports_anything(text)]
        longer = [path for path, text in texts.items() if text.count("\n") > _FEW_LINES]
        texts |= self._rewrite(longer, texts, _FORMAT)
        judged = [path for path in texts if path in importing or self._is_configured(path)]
        found = self._find(judged, texts)
        mendable = [path for path, findings in found.items() if any(finding.fixable for finding in findings)]
        if mendable:
            texts |= self._rewrite(mendable, texts, (*_CHECK, "--extend-select", "I", "--fix", *self._isort()))
            texts |= self._rewrite(mendable, texts, _FORMAT)
            found |= self._find(mendable, texts)
        return {path: suppress(text, found.get(path, ())) for path, text in texts.items()}

    def list_findings(self, files: Mapping[str, bytes], rules: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """List the codes that the linter finds in each file, sorted, with repetitions."""
        selected = ("--preview", "--config", "lint.explicit-preview-rules=false", "--select", ",".join(rules))
        arguments = (*_CHECK, "--no-fix", *selected, *self._isort(), "--output-format", "json")
        paths = {key: key.removeprefix("before:").removeprefix("after:") for key in files}
        calls = [(paths[key], content) for key, content in files.items()]
        answers = self._run(calls, arguments)
        return {
            key: tuple(sorted(finding.code for finding in _read(answer)))
            for key, answer in zip(files, answers, strict=True)
        }

    def get_warning(self) -> str | None:
        """Say what was wrong with the project's ruff configuration, or None when it was followed."""
        if not self._broken:
            return None
        return f"the project's ruff configuration can't be used, so its defaults were: {self._broken}"

    def _rewrite(self, paths: Sequence[str], texts: Mapping[str, str], arguments: tuple[str, ...]) -> dict[str, str]:
        answers = self._run([(path, texts[path].encode()) for path in paths], arguments)
        problems = [
            Problem(
                f"the generated file is not valid Python: {answer.complaint}",
                "mend the project's template for it",
                path,
            )
            for path, answer in zip(paths, answers, strict=True)
            if answer.failed
        ]
        if problems:
            raise UsageError(problems)
        return {path: answer.output.decode() for path, answer in zip(paths, answers, strict=True)}

    def _find(self, paths: Sequence[str], texts: Mapping[str, str]) -> dict[str, tuple[Finding, ...]]:
        """What the project's own selection says, but that a folder whose `__init__.py` is new is no package."""
        arguments = (*_CHECK, "--extend-select", "I", "--no-fix", "--output-format", "json", *self._isort())
        answers = self._run([(path, texts[path].encode()) for path in paths], arguments)
        packages = {path.removesuffix("__init__.py") for path in texts if path.endswith("__init__.py")}
        found = {}
        for path, answer in zip(paths, answers, strict=True):
            unfounded = {_SYNTAX, "INP001"} if path[: path.rfind("/") + 1] in packages else {_SYNTAX}
            found[path] = tuple(finding for finding in _read(answer) if finding.code not in unfounded)
        return found

    def _run(self, sources: Sequence[tuple[str, bytes]], arguments: tuple[str, ...]) -> tuple[RuffAnswer, ...]:
        answers = self._call(sources, arguments, isolated=bool(self._broken))
        complaint = next((answer.complaint for answer in answers if answer.failed), "")
        if not complaint or self._broken:
            return answers
        again = self._call(sources, arguments, isolated=True)
        if not any(answer.failed for answer in again):
            self._broken = complaint.split("\n")[0]
        return again

    def _call(
        self, sources: Sequence[tuple[str, bytes]], arguments: tuple[str, ...], *, isolated: bool
    ) -> tuple[RuffAnswer, ...]:
        alone = ("--isolated",) if isolated else ()
        width = ("--line-length", str(self._line_length)) if self._line_length else ()
        calls = [RuffCall((*arguments, *alone, *width, "--stdin-filename", path, "-"), text) for path, text in sources]
        return run_ruff(self._root, calls)

    def _isort(self) -> tuple[str, ...]:
        names = ", ".join(f'"{name}"' for name in self._first_party)
        return ("--config", f"lint.isort.known-first-party=[{names}]") if names else ()

    def _is_configured(self, path: str) -> bool:
        """Whether a configuration of ruff is above the file: default rules find nothing in what imports nothing."""
        file = self._root / path
        return any(_configures(folder) for folder in file.parents)


def _imports_anything(text: str) -> bool:
    """Whether there is an import to sort besides that from `__future__`."""
    lines = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    return any(not line.startswith("from __future__") for line in lines)


def _configures(folder: Path) -> bool:
    if any((folder / name).is_file() for name in _SETTINGS_FILES):
        return True
    project = folder / "pyproject.toml"
    return project.is_file() and b"tool.ruff" in project.read_bytes()


def _read(answer: RuffAnswer) -> tuple[Finding, ...]:
    import json

    found = json.loads(answer.output) if answer.output else []
    return tuple(_read_finding(entry) for entry in found)


def _read_finding(entry: dict[str, Any]) -> Finding:
    fixable = bool(entry["fix"]) and entry["fix"]["applicability"] == "safe"
    return Finding(entry["code"] or _SYNTAX, entry["noqa_row"] or entry["location"]["row"], fixable)

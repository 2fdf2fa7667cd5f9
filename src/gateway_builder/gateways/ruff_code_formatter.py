"""Formats generated code as the project's own ruff configuration says, with the ruff that this program brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.noqa_comments import Finding, suppress
from gateway_builder.gateways.ruff_process import RuffCall, run_ruff
from gateway_builder.model.style import ImportStyle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from gateway_builder.gateways.ruff_process import RuffAnswer

_COMMON = ("--no-cache", "--no-force-exclude")
_CHECK = ("check", *_COMMON, "--no-fix-only", "--no-unsafe-fixes")
_SETTINGS_FILES = ("ruff.toml", ".ruff.toml")
_FORMAT = ("format", *_COMMON)
_FEW_LINES = 2
_ISORT_SETTINGS = (
    "known_third_party",
    "known_local_folder",
    "combine_as_imports",
    "force_single_line",
    "force_sort_within_sections",
    "force_wrap_aliases",
    "lines_after_imports",
    "lines_between_types",
    "no_lines_before",
    "order_by_type",
    "case_sensitive",
    "relative_imports_order",
    "section_order",
    "split_on_trailing_comma",
)
_SYNTAX = "invalid-syntax"


class RuffCodeFormatter:
    """Runs ruff in the project's root; falls back on ruff's defaults when the project's configuration is broken."""

    def __init__(self, *, root: Path, style: ImportStyle | None = None, first_party: Sequence[str] = ()) -> None:
        """Say where the project is.

        Args:
            root: The project's root.
            style: How the project sorts and wraps where it does not configure ruff for it; None leaves it to ruff.
            first_party: All packages of the project, when one of them is not on disk yet for ruff to find.
        """
        self._root = root
        self._line_length = style.line_length if style else 0
        self._settings = _isort_settings(style, tuple(first_party))
        self._broken = ""

    def format_files(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Sort the imports of new files, format them, and suppress what the project's configuration still forbids.

        Raises:
            UsageError: If a text is not valid Python.
        """
        texts = dict(files)
        importing = [path for path, text in texts.items() if _imports_anything(text)]
        longer = [path for path, text in texts.items() if text.count("\n") > _FEW_LINES]
        _require_python({path: text for path, text in texts.items() if path not in longer})
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
            _no_python(path, answer.complaint) for path, answer in zip(paths, answers, strict=True) if answer.failed
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
        return self._settings

    def _is_configured(self, path: str) -> bool:
        """Whether a configuration of ruff is above the file: default rules find nothing in what imports nothing."""
        file = self._root / path
        return any(_configures(folder) for folder in file.parents)


def _isort_settings(style: ImportStyle | None, first_party: tuple[str, ...]) -> tuple[str, ...]:
    """Settings of ruff's isort, as arguments; those of the project's own sorter where that is not ruff."""
    settings: dict[str, object] = {"known-first-party": first_party} if first_party else {}
    if style:
        default = ImportStyle()
        own = {name: getattr(style, name) for name in _ISORT_SETTINGS if getattr(style, name) != getattr(default, name)}
        settings |= {name.replace("_", "-"): value for name, value in own.items()}
    return tuple(
        word for name, value in settings.items() for word in ("--config", f"lint.isort.{name}={_toml_value(value)}")
    )


def _toml_value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_toml_value(each) for each in value)}]"
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _imports_anything(text: str) -> bool:
    """Whether there is an import to sort besides that from `__future__`."""
    lines = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    return any(not line.startswith("from __future__") for line in lines)


def _require_python(short: Mapping[str, str]) -> None:
    """Raise where a text that is too short to be formatted is no Python."""
    import ast

    problems = []
    for path, text in short.items():
        try:
            ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            problems.append(_no_python(path, str(error)))
    if problems:
        raise UsageError(problems)


def _no_python(path: str, complaint: str) -> Problem:
    return Problem(f"the generated file is not valid Python: {complaint}", "mend the project's template for it", path)


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

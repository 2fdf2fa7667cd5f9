"""The baseline: findings that are known and left for later, kept in a file without line numbers."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.values import ordered_value, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.finding import Finding

DEFAULT_PATH = "gateway-builder-baseline.json"
_VERSION = 1
_KEYS = ("path", "code", "scope", "fingerprint", "message")
_REPAIR = "repair it, or write it anew with --write-baseline"


@ordered_value
class BaselineEntry:
    """One known finding.

    Attributes:
        path: The file.
        code: The rule.
        scope: Dotted name of the class and function around it.
        fingerprint: What it is recognised by.
        message: What was said of it, for whoever reads the baseline.
        line: Where it stands in the baseline's file, from 1; 0 for one that is still to be written.
    """

    path: str
    code: str
    scope: str
    fingerprint: str
    message: str
    line: int = 0


@value
class Baseline:
    """The known findings that a file holds."""

    path: str
    entries: tuple[BaselineEntry, ...] = ()


@value
class StaleEntry:
    """An entry that nothing found any more; `path` and `line` are those of the baseline's own file."""

    path: str
    line: int
    code: str
    message: str


@value
class BaselineOutcome:
    """Findings that the baseline does not know, those that it does, and its entries that match nothing."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: tuple[StaleEntry, ...]


def read_baseline(tree: ISourceTree, path: str) -> Baseline | None:
    """The baseline of a file; None where there is none.

    Args:
        tree: The project's files.
        path: The file.

    Raises:
        UsageError: If it is no baseline; with its line.
    """
    content = tree.read_file(path)
    if content is None:
        return None
    try:
        data = json.loads(content)
    except json.JSONDecodeError as error:
        raise _refuse(path, f"is no JSON: {error.msg}", error.lineno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise _refuse(path, "is no JSON") from error
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        raise _refuse(path, f"is no baseline of version {_VERSION}")
    return Baseline(path, tuple(_read_entries(path, data.get("findings"), content.decode("utf-8", "replace"))))


def compare_baseline(
    findings: Sequence[Finding], baseline: Baseline | None, covers: Callable[[str, str], bool]
) -> BaselineOutcome:
    """Part the findings into new and known ones, and name the entries that match none.

    Args:
        findings: What was found and not silenced.
        baseline: What is known; None where there is no baseline.
        covers: Whether this run could have found something, by code and path; other entries are never stale.
    """
    if baseline is None:
        return BaselineOutcome(tuple(findings), (), ())
    left = Counter(each.fingerprint for each in baseline.entries)
    new: list[Finding] = []
    known: list[Finding] = []
    for each in findings:
        is_known = left[each.fingerprint] > 0
        left[each.fingerprint] -= is_known
        (known if is_known else new).append(each)
    stale = []
    for entry in reversed(baseline.entries):
        if left[entry.fingerprint] > 0 and covers(entry.code, entry.path):
            left[entry.fingerprint] -= 1
            stale.append(StaleEntry(baseline.path, entry.line, entry.code, f"{entry.path}: {entry.message}"))
    return BaselineOutcome(tuple(new), tuple(known), tuple(reversed(stale)))


def write_baseline(findings: Iterable[Finding], before: Baseline | None, covers: Callable[[str, str], bool]) -> bytes:
    """The bytes of a baseline of these findings; entries that this run could not have found are kept.

    Args:
        findings: What is to be known from now on.
        before: The baseline that is there.
        covers: Whether this run could have found something, by code and path.
    """
    kept = (each for each in before.entries if not covers(each.code, each.path)) if before else ()
    made = (BaselineEntry(each.path, each.code, each.scope, each.fingerprint, each.message) for each in findings)
    lines = sorted({_written(each): each for each in (*kept, *made)}.items(), key=lambda item: item[1])
    body = ",\n".join(f"    {text}" for text, _ in lines)
    listed = f"[\n{body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {_VERSION},\n  "findings": {listed}\n}}\n'.encode()


def _written(entry: BaselineEntry) -> str:
    """One entry on a line of its own, so that a merge of two branches seldom conflicts; escapes keep it plain ASCII."""
    return json.dumps({key: getattr(entry, key) for key in _KEYS})


def _read_entries(path: str, listed: object, text: str) -> Iterable[BaselineEntry]:
    if not isinstance(listed, list):
        raise _refuse(path, "has no list `findings`")
    lines = _lines_of_fingerprints(text)
    for number, each in enumerate(listed, 1):
        if not isinstance(each, dict) or not all(isinstance(each.get(key), str) for key in _KEYS):
            raise _refuse(path, f"holds an entry, number {number}, that lacks one of {', '.join(_KEYS)}")
        values = {key: each[key] for key in _KEYS}
        yield BaselineEntry(**values, line=lines.get(values["fingerprint"], 1))


def _lines_of_fingerprints(text: str) -> Mapping[str, int]:
    found = re.finditer(r'"fingerprint"\s*:\s*"([0-9a-f]*)"|\n', text)
    lines: dict[str, int] = {}
    line = 1
    for each in found:
        if each[1] is None:
            line += 1
        else:
            lines.setdefault(each[1], line)
    return lines


def _refuse(path: str, reason: str, line: int = 1) -> UsageError:
    return UsageError(Problem(f"the baseline {path} {reason}", _REPAIR, f"{path}:{line}"))

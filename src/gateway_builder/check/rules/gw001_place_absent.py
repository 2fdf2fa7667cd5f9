"""GW001: a place that the configuration names and that is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.check.rule import Rule, Violation
from gateway_builder.project.paths import compile_patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings

_FILE = "pyproject.toml"


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    configuration = codebase.configuration
    for key, place in (("gateways", configuration.gateways), ("interfaces", configuration.interfaces)):
        if place and place.strip("./") and not _is_there(codebase, place):
            yield Violation(
                None,
                None,
                f"{place}, which {key} of [tool.gateway-builder] names, is not there: nothing in it is checked",
                "correct the path, or run `gateway-builder init`",
                path=_FILE,
                line=_find_line(codebase, key),
            )


def _is_there(codebase: Codebase, place: str) -> bool:
    """Whether any file is at a place or below it; a folder need not be a package."""
    pattern = compile_patterns([f"/{place}"])
    files = (*codebase.paths, *codebase.index.tree.list_files(""))
    return any(pattern.fullmatch(path) for path in files) if pattern else True


def _find_line(codebase: Codebase, key: str) -> int:
    """The line that sets a key of our table; the table's own where the key stands in another form."""
    lines = (codebase.index.tree.read_file(_FILE) or b"").decode("utf-8", "replace").split("\n")
    tables = [number for number, line in enumerate(lines) if re.match(r"\s*\[tool\.gateway-builder\]", line)]
    start = tables[0] if tables else 0
    return next((n + 1 for n in range(start, len(lines)) if re.match(rf"\s*{key}\s*=", lines[n])), start + 1)


RULE = Rule(
    code="GW001",
    name="place-absent",
    summary="The configured folder of gateways, or file of interfaces, does not exist.",
    rationale="""
A path that was right before a folder moved makes a check that looks at nothing and always passes. Nobody notices, for
nothing is red.
""",
    bad=(
        """
# pyproject.toml
[tool.gateway-builder]
gateways = "src/app/gateways"  # GW001

# src/app/adapters/aws_batch.py
class AWSBatchSimulationRunner: ...
""",
    ),
    good=(
        """
# pyproject.toml
[tool.gateway-builder]
gateways = "src/app/adapters"

# src/app/adapters/aws_batch.py
class AWSBatchSimulationRunner: ...
""",
    ),
    find=_find,
    recommended=True,
)

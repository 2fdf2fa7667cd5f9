"""GW406: a field of a model that is named after a vendor."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from gateway_builder.check.boundaries import layered_modules
from gateway_builder.check.layers import Layer
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary
from gateway_builder.source.scopes import walk_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.rule import Settings


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for module in layered_modules(codebase, Layer.MODEL):
        for view in codebase.index.classes_of(module):
            for target in _fields(view.node):
                words = vocabulary.find_in(target.id)
                if words:
                    said = ", ".join(each.text for each in words)
                    message = f"the field {target.id} of {view.name} names a vendor ({said}), which the model outlives"
                    yield Violation(module, target, message, f"name {target.id} after what it means to the business")


def _fields(node: ast.ClassDef) -> Iterator[ast.Name]:
    for each in walk_scope(node):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            yield each.target


RULE = Rule(
    code="GW406",
    name="vendor-word-in-model",
    summary="A field of a model is named after a vendor or its product.",
    rationale="""
A model says what the business knows. A field such as `aws_batch_job_id` makes every layer that reads it, and every
row that stores it, speak of one technology; when that changes, the name lies or the data has to be migrated.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/models/run.py
from dataclasses import dataclass

@dataclass
class Run:
    id: str
    aws_batch_job_id: str | None = None  # GW406
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def cancel_run(self, run_id: str) -> None: ...
# src/app/models/run.py
from dataclasses import dataclass

@dataclass
class Run:
    id: str
    external_id: str | None = None
""",
    ),
    find=_find,
    seed=False,
)

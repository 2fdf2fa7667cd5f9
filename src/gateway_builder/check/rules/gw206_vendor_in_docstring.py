"""GW206: an interface whose docstring names a vendor."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from gateway_builder.check.docstring_sections import read_docstring
from gateway_builder.check.rule import Rule, Violation
from gateway_builder.check.vocabulary import Vocabulary
from gateway_builder.source.members import clean_docstring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.docstring_sections import Docstring
    from gateway_builder.check.rule import Settings
    from gateway_builder.source.scopes import FunctionNode

_WORDS = re.compile(r"[A-Z]\w*(?:[ ]+[A-Z]\w*)*")


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    vocabulary = Vocabulary.of(codebase)
    for interface in codebase.interfaces:
        documented: list[ast.ClassDef | FunctionNode] = [interface.node, *interface.view.own_methods.values()]
        for node in documented:
            text = clean_docstring(node)
            found = _find_vendor(vocabulary, read_docstring(text)) if text else ""
            if found and isinstance(node.body[0], ast.Expr):
                name = interface.name if node is interface.node else f"{interface.name}.{node.name}"
                message = f"the docstring of {name} names {found}, which the next gateway will not be"
                hint = "say what the business gets; what an implementation calls belongs under Note"
                yield Violation(interface.module, node, message, hint)


def _find_vendor(vocabulary: Vocabulary, doc: Docstring) -> str:
    """The first vendor that a docstring names outside its note."""
    texts = [doc.summary, *(section.text for key, section in doc.sections if key != "note")]
    for run in (match[0] for text in texts for match in _WORDS.finditer(text)):
        found = vocabulary.find_in("".join(run.split()))
        if found:
            return found[0].spelling
    return ""


RULE = Rule(
    code="GW206",
    name="vendor-in-docstring",
    summary="The docstring of an interface names a vendor or product outside its note.",
    rationale="""
The interface says what the business wants. A docstring that speaks of one vendor is wrong as soon as there is a second
gateway or a fake, and tells use cases what they must not rely on. Which external calls an implementation makes may
stand under Note.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    \"\"\"Executes runs.\"\"\"

    def submit_run(self, run_id: str) -> None:  # GW206
        \"\"\"Submit a run to AWS Batch.\"\"\"
        ...
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol

class ISimulationRunner(Protocol):
    def submit_run(self, run_id: str) -> None:
        \"\"\"Submit a run for execution.

        Note:
            An implementation on AWS Batch calls batch.submit_job.
        \"\"\"
        ...
""",
    ),
    find=_find,
    seed=False,
)

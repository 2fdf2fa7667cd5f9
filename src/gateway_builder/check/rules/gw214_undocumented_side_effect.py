"""GW214: a gateway changes an argument, and the interface does not say so."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING

from gateway_builder.check.contracts import list_contracts, list_implementations
from gateway_builder.check.docstring_edits import add_section
from gateway_builder.check.edits import attempt
from gateway_builder.check.rule import Fixable, Rule, Violation
from gateway_builder.model.finding import Fix
from gateway_builder.model.style import DocstringStyle
from gateway_builder.source.scopes import walk_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.check.codebase import Codebase
    from gateway_builder.check.contracts import Contract
    from gateway_builder.check.rule import Settings
    from gateway_builder.check.signatures import MethodView

_CHANGES = frozenset(
    {"append", "extend", "insert", "remove", "clear", "update", "setdefault", "add", "discard", "popitem", "pop"}
)


def _find(codebase: Codebase, _settings: Settings) -> Iterator[Violation]:
    for interface in codebase.interfaces:
        for contract in list_contracts(interface):
            if any(doc.has("side effects") for doc in contract.all_docs):
                continue
            made = [method for _, method in list_implementations(codebase, contract)]
            changed = [(method, target) for method in made for target in _changes(contract, method)]
            fix = attempt(partial(_fix, codebase, contract, [target for _, target in changed])) if changed else None
            for method, target in changed:
                yield _violation(contract, method, target, fix)


def _violation(contract: Contract, made: MethodView, target: ast.expr, fix: Fix | None) -> Violation:
    text = ast.unparse(target)
    message = f"{made.owner.name}.{made.name} changes {text}, but {contract.name} has no Side Effects section"
    return Violation(
        made.module, target, message, f"say under Side Effects of {contract.name} that {text} is changed", fix
    )


def _fix(codebase: Codebase, contract: Contract, targets: list[ast.expr]) -> Fix | None:
    """Adds the section to a docstring that is there, in its style or that of its neighbours."""
    if contract.doc is None or contract.method.is_overloaded:
        return None
    module, docstring = contract.interface.module, contract.method.node.body[0]
    neighbours = (each.doc.style for each in list_contracts(contract.interface) if each.doc)
    sectioned = next((style for style in neighbours if style is not DocstringStyle.PLAIN), DocstringStyle.GOOGLE)
    configured = codebase.package_of(module.path).convention.docstrings
    own = None if contract.doc.style is DocstringStyle.PLAIN else contract.doc.style
    lines = dict.fromkeys(_sentence(each) for each in targets)
    edit = add_section(module, docstring, "Side Effects", [*lines], own or configured or sectioned)
    return Fix(f"Say what {contract.method.name} changes", is_safe=False, edits=(edit,)) if edit else None


def _sentence(target: ast.expr) -> str:
    verb = "Sets" if isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store) else "Changes"
    return f"{verb} `{ast.unparse(target)}`."


def _changes(contract: Contract, made: MethodView) -> Iterator[ast.expr]:
    """What a method changes of its arguments and the docstring does not name, each once."""
    named = {each.name for each in made.arguments if each.is_positional or each.is_named}
    nodes = list(walk_scope(made.node))
    rebound = {each.id for each in nodes if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    seen: set[str] = set()
    for target in filter(None, map(_changed, nodes)):
        text = ast.unparse(target)
        if _root(target) in named - rebound and text not in seen and not _is_said(contract, target):
            seen.add(text)
            yield target


def _changed(node: ast.AST) -> ast.expr | None:
    """The part of an object that a node changes."""
    match node:
        case ast.Attribute(ctx=ast.Store() | ast.Del()):
            return node
        case ast.Subscript(ctx=ast.Store() | ast.Del()):
            return node.value
        case ast.Call(func=ast.Attribute(value=ast.Attribute() | ast.Name() as changed, attr=name)) if name in _CHANGES:
            return changed
        case ast.Call(func=ast.Name(id="setattr"), args=[changed, *_]):
            return changed
    return None


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_said(contract: Contract, target: ast.expr) -> bool:
    """Whether the docstring names the attribute that is changed, in whatever section."""
    doc = contract.doc
    return doc is not None and isinstance(target, ast.Attribute) and doc.mentions(target.attr)


RULE = Rule(
    code="GW214",
    name="undocumented-side-effect",
    summary="A gateway changes an argument, and the interface has no Side Effects section that says so.",
    rationale="""
A caller that passes a run does not expect to get it back changed. Where storing an id on the argument is part of the
contract, the interface says so, and every gateway and fake does it; where it is not, the gateway must not.
""",
    bad=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol
from app.models import Run

class ISimulationRunner(Protocol):
    def submit_run(self, run: Run) -> None:
        \"\"\"Submit a run.

        Args:
            run: The run.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
from app.models import Run

class AWSBatchSimulationRunner:
    def submit_run(self, run: Run) -> None:
        response = self._batch_client.submit_job(jobName=run.name)
        run.external_id = response["jobId"]  # GW214
""",
    ),
    good=(
        """
# src/app/gateways/interfaces.py
from typing import Protocol
from app.models import Run

class ISimulationRunner(Protocol):
    def submit_run(self, run: Run) -> None:
        \"\"\"Submit a run.

        Args:
            run: The run.

        Side Effects:
            Sets `run.external_id`.
        \"\"\"
        ...

# src/app/gateways/aws_batch_simulation_runner.py
from app.models import Run

class AWSBatchSimulationRunner:
    def submit_run(self, run: Run) -> None:
        response = self._batch_client.submit_job(jobName=run.name)
        run.external_id = response["jobId"]
""",
    ),
    find=_find,
    fixable=Fixable.UNSAFE,
    fix_doc="Adds a Side Effects section that names what is changed, in Google or NumPy style.",
)

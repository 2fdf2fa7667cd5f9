"""Whether the project re-exports interfaces and concrete gateways from `__init__.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.project.paths import is_below, join, parent
from gateway_builder.project.votes import Verdict

if TYPE_CHECKING:
    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.model.project import Layout
    from gateway_builder.project.interfaces_place import Evidence


def find_exports(tree: ISourceTree, evidence: Evidence, layout: Layout) -> tuple[Verdict[bool], Verdict[bool]]:
    """Whether interfaces, and whether concrete gateways, are re-exported.

    Args:
        tree: The project's files, of which the `__init__.py` of interfaces and gateways are read.
        evidence: What is known of the project.
        layout: Where things stand.
    """
    configured = evidence.survey.configuration.exports
    if configured:
        return Verdict(configured != "none", "configured"), Verdict(configured == "all", "configured")
    folder = parent(layout.interfaces) if layout.interfaces.endswith(".py") else layout.interfaces
    interfaces = {each.name for each in evidence.interfaces if is_below(each.path, folder)}
    concretes = {each.name for each in evidence.classes if is_below(each.path, layout.gateways)} - interfaces
    return _judge(tree, folder, interfaces), _judge(tree, layout.gateways, concretes)


def _judge(tree: ISourceTree, folder: str, names: set[str]) -> Verdict[bool]:
    path = join(folder, "__init__.py")
    content = tree.read_file(path) if names else None
    exported = names & _imported_names(content) if content else set()
    if not exported:
        return Verdict(value=False, origin="standard")
    return Verdict(value=True, origin=f"detected ({len(exported)} of {len(names)} in {path})")


def _imported_names(content: bytes) -> set[str]:
    """Names that an `__init__.py` imports from other modules at its top level."""
    import ast

    try:
        body = ast.parse(content).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    statements = [node for node in body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in statements for alias in node.names}

"""One run sees one state of the project."""

from __future__ import annotations

from gateway_builder.gateways.interfaces import ISourceTree
from gateway_builder.plan.remembered_tree import RememberedTree
from tests.fakes.in_memory_source_tree import InMemorySourceTree


def test_what_was_seen_once_stays_as_it_was_seen() -> None:
    changing = InMemorySourceTree({"a.py": "A = 1\n", "ruff.toml": "line-length = 100\n"})
    tree = RememberedTree(changing)
    seen = (tree.list_files(), tree.read_file("a.py"), tree.read_file("b.py"), tree.read_root_file("ruff.toml"))
    later = InMemorySourceTree({"a.py": "A = 2\n", "b.py": "B = 1\n"})
    tree._tree = later
    assert (tree.list_files(), tree.read_file("a.py"), tree.read_file("b.py"), tree.read_root_file("ruff.toml")) == seen
    assert seen[:3] == (("a.py",), b"A = 1\n", None)
    assert isinstance(tree, ISourceTree)

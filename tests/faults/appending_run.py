"""A program that adds one class to `interfaces.py`, and a file of its own, under the lock."""

from __future__ import annotations

import sys
from pathlib import Path

from gateway_builder.gateways.disk_change_store import DiskChangeStore
from gateway_builder.gateways.disk_source_tree import DiskSourceTree
from gateway_builder.model.changes import FileEdit

if __name__ == "__main__":
    root, name = Path(sys.argv[1]), sys.argv[2]
    store = DiskChangeStore(root)
    with store.lock_project():
        before = DiskSourceTree(root).read_file("gateways/interfaces.py")
        store.apply_edits(
            [
                FileEdit(f"gateways/{name.lower()}.py", None, f"class {name}: ...\n".encode(), generated=True),
                FileEdit("gateways/interfaces.py", before, (before or b"") + f"class I{name}: ...\n".encode()),
            ],
        )

"""The proof finds every way in which an edit could go wrong, whoever made the edit."""

from __future__ import annotations

import pytest

from gateway_builder.source.edit import prove_edit

BEFORE = b'''"""Module."""

import os
from typing import Protocol  # base

if True:
    from a import b
else:
    b = None

if TYPE_CHECKING:
    import t

__all__ = ["IOne"]

# section


class IOne(Protocol):
    """One."""  # inside
'''
CLASS = b"\n\nclass INew(Protocol):\n    pass\n"


def reasons(after: bytes, before: bytes = BEFORE) -> str:
    return " ".join(prove_edit(before, after, path="m.py", added=["INew"]))


def test_a_good_edit_is_proven() -> None:
    after = BEFORE.replace(b"Protocol  #", b"Protocol, runtime_checkable  #").replace(b'["IOne"]', b'["INew", "IOne"]')
    after = after.replace(b"import t\n", b"import t\n    from c import d\n")

    assert reasons(after + CLASS) == ""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"import os\n", b"", "line 3 would change"),
        (b"import os\n", b"import os as sys\n", "line 3 would change"),
        (b"  # base", b"", "a comment would be lost: '# base'"),
        (b"# section\n", b"", "a comment would be lost: '# section'"),
        (b"One.", b"Two.", "line 19 would change"),
        (b'(Protocol):\n    """', b'(object):\n    """', "line 19 would change"),
        (b"import Protocol", b"import Any", "line 4 would change"),
        (b'["IOne"]', b'["Other"]', "line 14 would change"),
        (b'["IOne"]', b'("IOne", "INew")', "line 14 would change"),
        (b'["IOne"]', b'sorted(["IOne"])', "line 14 would change"),
        (b"import os\n", b"import os\nos = 1\n", "line 4 would hold something that was not asked for"),
        (b"import os\n", b"import os\nfrom x import os\n", "os (line 3) would be bound differently"),
        (b"import os\n", b"import os\nprint(1)\n", "line 4 would hold something"),
        (b"    import t\n", b"    import t2\n", "line 12 would change"),
        (b"    b = None", b"    b = 1", "line 6 would change"),
        (b"import os\n", b"import os\nnew = 1\n", "new would be a new name"),
        (b"    import t\n", b"    import t\nelse:\n    u = 1\n", "line 11 would change"),
    ],
)
def test_what_an_edit_must_not_do_is_named(old: bytes, new: bytes, reason: str) -> None:
    after = BEFORE.replace(old, new) + CLASS

    assert after != BEFORE + CLASS
    assert reason in reasons(after)


def test_a_result_that_does_not_parse_is_refused() -> None:
    assert "the result can't be read" in reasons(BEFORE + b"class INew(:\n")


def test_a_class_that_is_not_there_is_missed() -> None:
    assert "INew would not be there" in reasons(BEFORE)


def test_a_lost_byte_order_mark_is_seen() -> None:
    assert "encoding" in reasons(BEFORE + CLASS, b"\xef\xbb\xbf" + BEFORE)


def test_a_missing_newline_at_the_end_is_seen() -> None:
    assert "newline" in reasons((BEFORE + CLASS).rstrip())


def test_a_package_may_be_imported_once_more_for_another_module_of_it() -> None:
    before = b"import os\n"

    assert reasons(b"import os\nimport os.path\n" + CLASS, before) == ""

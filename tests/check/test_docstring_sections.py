"""Docstrings are read in whatever style they are written."""

from __future__ import annotations

import pytest

from gateway_builder.check.docstring_sections import read_docstring
from gateway_builder.model.style import DocstringStyle

_GOOGLE = """Submit.

Args:
    run: The run.
    *args: More of them,
        on two lines: really.
    limit (int, optional): How many.

Returns:
    Something.

Raises:
    ValueError: If it is empty.
    app.errors.E, KeyError: Both.
    GatewayError if it fails

Side Effects:
    Sets `run.x`.

Note:
    External calls: batch.submit_job.
"""
_NUMPY = """Submit.

Parameters
----------
run : Run
    The run.
a, b : int
    Two.

Returns
-------
str
    Something.

Raises
------
ValueError
    If it is empty.

Notes
-----
Calls `submit_job`.
"""
_SPHINX = """Submit.

:param str run: The run.
:param limit: How many,
    at most.
:type limit: int
:returns: Something.
:raises ValueError, KeyError: If it is empty.
:meta private:

.. note:: Slow.

Behind it.
"""


def test_google_style() -> None:
    doc = read_docstring(_GOOGLE)
    assert doc.style is DocstringStyle.GOOGLE
    assert doc.summary == "Submit."
    assert doc.arguments == ("run", "args", "limit")
    assert doc.exceptions == ("ValueError", "app.errors.E", "KeyError", "GatewayError")
    assert doc.section("note").text == "External calls: batch.submit_job."
    assert doc.has("side effects")


def test_numpy_style() -> None:
    doc = read_docstring(_NUMPY)
    assert doc.style is DocstringStyle.NUMPY
    assert doc.arguments == ("run", "a", "b")
    assert doc.exceptions == ("ValueError",)
    assert doc.section("note").text == "Calls `submit_job`."


def test_sphinx_style() -> None:
    doc = read_docstring(_SPHINX)
    assert doc.style is DocstringStyle.SPHINX
    assert doc.arguments == ("run", "limit", "limit")
    assert doc.exceptions == ("ValueError", "KeyError")
    assert doc.section("note").text == "Slow."
    assert doc.summary.startswith("Submit.")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Do it.", []),
        ("Do it.\n\nReturns the sum.", []),
        ("Do it.\n\nArgs: none", ["args"]),
        ("Do it.\n\n## Args\n- one: first\n- other: second", ["args"]),
        ("Do it.\n\n**Returns:**\n    A number.", ["returns"]),
        ("Do it.\n\nExample\n    x = 1", []),
        ("Do it.\n\nReturns:\nnothing that is indented", []),
        ("Do it.\n\nNote:\n    Slow.\n    Returns: not a section of its own.", ["note"]),
        ("Do it, see the\nExample: not a section.", []),
        ("Do it.\n\nExample: a section.", ["other"]),
        ("Do it.\n\n.. warning:: Beware.", ["other"]),
        ("Do it.\n\nRaises\n------", ["raises"]),
    ],
)
def test_what_opens_a_section(text: str, keys: list[str]) -> None:
    assert [key for key, _ in read_docstring(text).sections] == keys


def test_sentences_name_errors() -> None:
    doc = read_docstring("Send. Raises a ValueError if it is empty, and raises :class:`KeyError` else.")
    assert doc.exceptions == ("ValueError", "KeyError")
    assert doc.mentions("empty")
    assert not doc.mentions("emp")


def test_names_beside_each_other() -> None:
    assert read_docstring("Do.\n\nArgs:\n    one, other/third: All.").arguments == ("one", "other", "third")

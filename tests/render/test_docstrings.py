"""Docstrings say the same in every style, and fit."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.style import ClassStyle, DocstringStyle
from gateway_builder.render.docstrings import layout_docstring, render_docstring

DOC = MethodDoc(
    summary="Submit a run.",
    args=(("run", "The run, described at such length that it takes a second line here."), ("hard", "Whether.")),
    returns="Its id.",
    raises=(("ValueError", "If the run has no id."),),
    side_effects=("Stores the id in `run.job_id`.",),
    note=("Calls `submit_job`.",),
)
STYLE = ClassStyle(line_length=60)
GOOGLE = '''"""Submit a run.

    Args:
        run: The run, described at such length that it takes
            a second line here.
        hard: Whether.

    Returns:
        Its id.

    Raises:
        ValueError: If the run has no id.

    Side Effects:
        Stores the id in `run.job_id`.

    Note:
        Calls `submit_job`.
    """'''
NUMPY = '''"""Submit a run.

    Parameters
    ----------
    run
        The run, described at such length that it takes a
        second line here.
    hard
        Whether.

    Returns
    -------
    Its id.

    Raises
    ------
    ValueError
        If the run has no id.

    Side Effects
    ------------
    Stores the id in `run.job_id`.

    Notes
    -----
    Calls `submit_job`.
    """'''
SPHINX = '''"""Submit a run.

    :param run: The run, described at such length that it
        takes a second line here.
    :param hard: Whether.
    :returns: Its id.
    :raises ValueError: If the run has no id.

    Stores the id in `run.job_id`.

    Calls `submit_job`.
    """'''
PLAIN = '''"""Submit a run.

    Raises ValueError: If the run has no id.

    Stores the id in `run.job_id`.

    Calls `submit_job`.
    """'''


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (DocstringStyle.GOOGLE, GOOGLE),
        (DocstringStyle.NUMPY, NUMPY),
        (DocstringStyle.SPHINX, SPHINX),
        (DocstringStyle.PLAIN, PLAIN),
    ],
)
def test_every_section_is_laid_out_in_the_projects_style(style: DocstringStyle, expected: str) -> None:
    assert render_docstring(DOC, replace(STYLE, docstrings=style), "    ") == expected


@pytest.mark.parametrize("style", list(DocstringStyle))
@pytest.mark.parametrize("length", [60, 79, 120])
def test_no_line_is_too_long(style: DocstringStyle, length: int) -> None:
    text = render_docstring(DOC, ClassStyle(docstrings=style, line_length=length), " " * 8)

    assert max(len(line) for line in (" " * 8 + text).split("\n")) <= length


@pytest.mark.parametrize("style", list(DocstringStyle))
def test_sections_that_do_not_apply_are_left_out(style: DocstringStyle) -> None:
    assert render_docstring(MethodDoc("Cancel."), replace(STYLE, docstrings=style), "    ") == '"""Cancel."""'


def test_the_summary_stands_where_the_neighbours_have_it() -> None:
    style = replace(STYLE, summary_on_first_line=False)

    assert (
        render_docstring(MethodDoc("Cancel.", returns="It."), style, "  ")
        == '"""\n  Cancel.\n\n  Returns:\n      It.\n  """'
    )
    assert render_docstring(MethodDoc("Cancel."), style, "  ") == '"""Cancel."""'


def test_a_long_summary_is_wrapped() -> None:
    assert (
        layout_docstring("word " * 8, [], ClassStyle(line_length=30), "")
        == '"""word word word word word\nword word word\n"""'
    )


def test_hostile_text_stays_text() -> None:
    doc = MethodDoc('A """\nimport os\n"""', args=(("x", '""" + f() + """'),), note=("\\",))

    tree = ast.parse(f"def f(x):\n    {render_docstring(doc, STYLE, '    ')}\n")

    assert len(tree.body) == 1
    assert [type(node) for node in tree.body[0].body] == [ast.Expr]  # type: ignore[attr-defined] # it is a function

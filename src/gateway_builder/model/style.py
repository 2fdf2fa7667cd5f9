"""How a project writes its code, as far as generated text has to fit in."""

from __future__ import annotations

from enum import Enum

from gateway_builder.values import value


class DocstringStyle(Enum):
    """How sections of a docstring are written."""

    GOOGLE = "google"
    NUMPY = "numpy"
    SPHINX = "sphinx"
    PLAIN = "plain"


@value
class ClassStyle:
    """How classes of one file are written.

    Attributes:
        docstrings: Style of sections.
        summary_on_first_line: Whether the summary stands right behind the opening quotes of a multi-line docstring.
        ellipsis_on_def_line: Whether an empty body stands behind the colon: `def f(self) -> None: ...`.
        indent: One level of indentation.
        quote: `"` or `'`.
        line_length: Columns that a line may have.
    """

    docstrings: DocstringStyle = DocstringStyle.GOOGLE
    summary_on_first_line: bool = True
    ellipsis_on_def_line: bool = False
    indent: str = "    "
    quote: str = '"'
    line_length: int = 88


@value
class ImportStyle:
    """How imports are sorted and wrapped: those settings of ruff's isort that change where one stands."""

    line_length: int = 88
    known_first_party: tuple[str, ...] = ()
    known_third_party: tuple[str, ...] = ()
    known_local_folder: tuple[str, ...] = ()
    combine_as_imports: bool = False
    force_single_line: bool = False
    force_sort_within_sections: bool = False
    force_wrap_aliases: bool = False
    lines_after_imports: int = -1
    lines_between_types: int = 0
    no_lines_before: tuple[str, ...] = ()
    order_by_type: bool = True
    case_sensitive: bool = False
    relative_imports_order: str = "furthest-to-closest"
    section_order: tuple[str, ...] = ("future", "standard-library", "third-party", "first-party", "local-folder")
    split_on_trailing_comma: bool = True
    required_imports: tuple[str, ...] = ()

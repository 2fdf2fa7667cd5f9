"""Docstrings laid out in the style of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.style import DocstringStyle
from gateway_builder.render.text import docstring_text, ends_sentence, wrap_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gateway_builder.model.documentation import MethodDoc
    from gateway_builder.model.interface import Method
    from gateway_builder.model.style import ClassStyle

_QUOTES = '"""'


def summarise(method: Method) -> str:
    """First paragraph of the interface's docstring, else the method's name as a sentence."""
    paragraph = (method.docstring or "").strip().partition("\n\n")[0]
    words = " ".join(paragraph.split()) or method.name.strip("_").replace("_", " ").capitalize()
    return ends_sentence(words)


def render_docstring(doc: MethodDoc, style: ClassStyle, indent: str) -> str:
    """The docstring with its quotes, indented but for its first line, without a final newline.

    Args:
        doc: What it says.
        style: How sections are written, and how long a line may be.
        indent: Indentation of the docstring's own lines.
    """
    width = style.line_length - len(indent)
    paragraphs = [_paragraph((text,), "", width) for text in doc.details]
    sections = [*paragraphs, *_SECTIONS[style.docstrings](doc, style, width)]
    return layout_docstring(doc.summary, [line for section in sections for line in ("", *section)], style, indent)


def layout_docstring(summary: str, more: list[str], style: ClassStyle, indent: str) -> str:
    """The docstring of a summary and further lines, which are not wrapped again."""
    width = style.line_length - len(indent)
    head = wrap_text(summary, width - len(_QUOTES) * (1 if more else 2)) or [""]
    if not more and len(head) == 1:
        return f"{_QUOTES}{docstring_text(head[0])}{_QUOTES}"
    text = docstring_text("\n".join([*head, *more]))
    lines = [*([""] if not style.summary_on_first_line else []), *text.split("\n")]
    body = [lines[0], *(f"{indent}{line}" if line.strip() else "" for line in lines[1:])]
    return _QUOTES + "\n".join(body) + f"\n{indent}{_QUOTES}"


def _entry(name: str, text: str, indent: str, width: int) -> list[str]:
    """`name: text`, wrapped with a hanging indent."""
    return [indent + line for line in wrap_text(f"{name}: {text}", width - len(indent), indent)]


def _paragraph(texts: Iterable[str], indent: str, width: int) -> list[str]:
    return [indent + line for text in texts for line in wrap_text(text, width - len(indent))]


def _google(doc: MethodDoc, style: ClassStyle, width: int) -> list[list[str]]:
    indent = style.indent
    named = (("Args:", doc.args), ("Raises:", doc.raises))
    entries = {
        title: [line for name, text in items for line in _entry(name, text, indent, width)] for title, items in named
    }
    texts = (
        ("Returns:", (doc.returns,) if doc.returns else ()),
        ("Side Effects:", doc.side_effects),
        ("Note:", doc.note),
    )
    entries |= {title: _paragraph(lines, indent, width) for title, lines in texts}
    order = ("Args:", "Returns:", "Raises:", "Side Effects:", "Note:")
    return [[title, *entries[title]] for title in order if entries[title]]


def _numpy(doc: MethodDoc, style: ClassStyle, width: int) -> list[list[str]]:
    indent = style.indent
    sections = (
        ("Parameters", doc.args),
        ("Returns", ((doc.returns, ""),) if doc.returns else ()),
        ("Raises", doc.raises),
        ("Side Effects", tuple((text, "") for text in doc.side_effects)),
        ("Notes", tuple((text, "") for text in doc.note)),
    )
    return [[title, "-" * len(title), *_numpy_entries(items, indent, width)] for title, items in sections if items]


def _numpy_entries(items: Iterable[tuple[str, str]], indent: str, width: int) -> list[str]:
    lines: list[str] = []
    for name, text in items:
        lines += [name, *_paragraph((text,), indent, width)] if text else wrap_text(name, width)
    return lines


def _sphinx(doc: MethodDoc, style: ClassStyle, width: int) -> list[list[str]]:
    fields = [
        *((f":param {name}", text) for name, text in doc.args),
        *([(":returns", doc.returns)] if doc.returns else []),
        *((f":raises {name}", text) for name, text in doc.raises),
    ]
    lines = [line for name, text in fields for line in wrap_text(f"{name}: {text}", width, style.indent)]
    prose = [_paragraph((text,), "", width) for text in (*doc.side_effects, *doc.note)]
    return [*([lines] if lines else []), *prose]


def _plain(doc: MethodDoc, _: ClassStyle, width: int) -> list[list[str]]:
    raises = [f"Raises {name}: {text}" for name, text in doc.raises]
    return [_paragraph((text,), "", width) for text in (*raises, *doc.side_effects, *doc.note)]


_SECTIONS = {
    DocstringStyle.GOOGLE: _google,
    DocstringStyle.NUMPY: _numpy,
    DocstringStyle.SPHINX: _sphinx,
    DocstringStyle.PLAIN: _plain,
}

"""What a docstring says, section by section, in the style of Google, NumPy, Sphinx or in plain sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.model.style import DocstringStyle
from gateway_builder.values import value

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLES = {
    "args": ("args", "arguments", "parameters", "params", "parameter", "arg", "keyword args", "keyword arguments"),
    "other args": ("other parameters",),
    "returns": ("returns", "return", "result"),
    "yields": ("yields", "yield"),
    "raises": ("raises", "raise", "exceptions", "throws", "errors"),
    "side effects": ("side effects", "side effect", "side-effects", "mutates", "effects"),
    "note": ("note", "notes", "external calls"),
    "other": (
        *("example", "examples", "see also", "warning", "warnings", "warns", "todo", "references", "attributes"),
        *("attention", "caution", "danger", "hint", "important", "tip", "usage", "receives", "methods", "deprecated"),
    ),
}
_KEYS = {title: key for key, titles in _TITLES.items() for title in titles}
_HEADER = re.compile(r"^(?:#+\s*|\*\*)?([A-Z][A-Za-z]+(?:[ -][A-Za-z]+)?)(?::\*\*|\*\*:?|:|\s*$)[ \t]*(.*)$")
_UNDERLINE = re.compile(r"^\s*(-{3,}|={3,}|~{3,})\s*$")
_FIELD = re.compile(r"^[:@](\w+)(?:[ \t]+([^:\n]*?))?:(?:[ \t]+(.*)|[ \t]*)$")
_DIRECTIVE = re.compile(r"^\.\. (note|seealso|warning)::[ \t]*(.*)$", re.IGNORECASE)
_FIELDS = {
    **dict.fromkeys(("param", "parameter", "arg", "argument", "key", "keyword", "type"), "args"),
    **dict.fromkeys(("return", "returns", "rtype"), "returns"),
    **dict.fromkeys(("yield", "yields", "ytype"), "yields"),
    **dict.fromkeys(("raise", "raises", "except", "exception"), "raises"),
}
_GOOGLE_ENTRY = re.compile(r"^[`*]*([\w.*]+(?:\s*[,/]\s*[`*]*[\w.*]+[`*]*)*)[`*]*\s*(?:\([^)]*\))?\s*:(?:\s|$)")
_LIST_MARK = re.compile(r"^[-*+]\s+(?=\S)")
_NUMPY_ENTRY = re.compile(r"^[`]*([\w.*]+(?:\s*,\s*[`]*[\w.*]+[`]*)*)[`]*\s*(?::.*)?$")
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_EXCEPTION = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Z]\w*")
_BEHIND_EXCEPTION = re.compile(r":\s|:$|\s(?:if|when|in|on|for|-|–)\b")
_PROSE_RAISES = re.compile(
    r"\b(?:[Rr]aises?|[Rr]aising|[Tt]hrows?)\s+(?:an?\s+|the\s+)?(?::\w+:)?[`~:]*((?:[A-Za-z_]\w*\.)*[A-Z]\w+)"
)

_QUOTED = re.compile(r"`(\w+)`")


@value
class Section:
    """One section: names of its entries where it lists any, and all of its text."""

    names: tuple[str, ...] = ()
    text: str = ""


@value
class Docstring:
    """A docstring that was read.

    Attributes:
        text: All of it.
        style: How its sections are written; plain where it has none.
        summary: What stands before the first section.
        sections: By `args`, `returns`, `yields`, `raises`, `side effects`, `note`, `other`.
    """

    text: str
    style: DocstringStyle
    summary: str
    sections: tuple[tuple[str, Section], ...] = ()

    def has(self, key: str) -> bool:
        """Whether it has a section."""
        return any(name == key for name, _ in self.sections)

    def section(self, key: str) -> Section:
        """A section, its parts joined; an empty one where it is not there."""
        found = [each for name, each in self.sections if name == key]
        names = tuple(name for each in found for name in each.names)
        return Section(names, "\n".join(each.text for each in found if each.text))

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the parameters that it describes, without stars."""
        names = (*self.section("args").names, *self.section("other args").names)
        return tuple(name.lstrip("*") for name in names)

    def said_of(self, parameter: str) -> str:
        """What it says of a parameter: the lines of its entry, or its fields."""
        sections = (each for key, each in self.sections if key == "args" and parameter in each.names)
        return "\n".join(_entry(each, parameter) for each in sections)

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Names of exceptions that it says are raised, in a section or in its sentences."""
        prose = (match[1] for match in _PROSE_RAISES.finditer(self.text))
        return tuple(dict.fromkeys((*self.section("raises").names, *prose)))

    @property
    def quoted(self) -> frozenset[str]:
        """What stands in backticks, one or two."""
        return frozenset(_QUOTED.findall(self.text))

    def mentions(self, word: str) -> bool:
        """Whether a word stands anywhere in it."""
        return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self.text) is not None


def read_docstring(text: str) -> Docstring:
    """The sections of a cleaned docstring."""
    lines = [line.rstrip() for line in text.split("\n")]
    for style, read in _READERS.items():
        sections, summary = read(lines)
        if sections:
            return Docstring(text, style, summary, tuple(sections))
    return Docstring(text, DocstringStyle.PLAIN, text)


def _read_numpy(lines: list[str]) -> tuple[list[tuple[str, Section]], str]:
    starts = [
        (index, key)
        for index, line in enumerate(lines[:-1])
        if (key := _KEYS.get(line.strip().rstrip(":").lower())) and _UNDERLINE.match(lines[index + 1])
    ]
    ends = [*(index for index, _ in starts[1:]), len(lines)][: len(starts)]
    sections = []
    for (start, key), end in zip(starts, ends, strict=True):
        body = lines[start + 2 : end]
        margin = _margin(body)
        entries = [line[margin:] for line in body if line.strip() and not line[margin : margin + 1].isspace()]
        sections.append((key, Section(_names(key, entries, _NUMPY_ENTRY), "\n".join(body).strip())))
    return sections, "\n".join(lines[: starts[0][0]] if starts else lines).strip()


def _read_sphinx(lines: list[str]) -> tuple[list[tuple[str, Section]], str]:
    sections: list[tuple[str, Section]] = []
    summary: list[str] = []
    for line in lines:
        field, directive = _FIELD.match(line.strip()), _DIRECTIVE.match(line.strip())
        if field and field[1] in _FIELDS:
            sections.append((_FIELDS[field[1]], Section(_field_names(field[1], field[2] or ""), field[3] or "")))
        elif directive:
            sections.append(("note" if directive[1].lower() == "note" else "other", Section((), directive[2])))
        elif sections and (line[:1].isspace() or not line):
            key, last = sections[-1]
            sections[-1] = (key, Section(last.names, f"{last.text}\n{line.strip()}".strip()))
        else:
            summary.append(line)
    return sections, "\n".join(summary).strip()


def _field_names(field: str, given: str) -> tuple[str, ...]:
    """`param str name` names `name`, `raises ValueError, KeyError` both."""
    if _FIELDS[field] == "args":
        return tuple(given.split()[-1:])
    return tuple(match[0] for match in _NAME.finditer(given)) if _FIELDS[field] == "raises" else ()


def _read_google(lines: list[str]) -> tuple[list[tuple[str, Section]], str]:
    found: list[tuple[int, str, str]] = []
    margin: int | None = None
    for index, line in enumerate(lines):
        match = _HEADER.match(line.strip())
        key = _KEYS.get(match[1].lower()) if match else None
        depth = len(line) - len(line.lstrip())
        if match and key and margin in {None, depth} and _opens_section(lines, index, match):
            found.append((index, key, match[2]))
            margin = depth
    ends = [*(index for index, _, _ in found[1:]), len(lines)][: len(found)]
    sections = []
    for (start, key, beside), end in zip(found, ends, strict=True):
        body = lines[start + 1 : end]
        inner = _margin(body)
        outer = (line[inner:] for line in body if line.strip() and not line[inner : inner + 1].isspace())
        names = _names(key, [beside, *(_LIST_MARK.sub("", line) for line in outer)], _GOOGLE_ENTRY)
        sections.append((key, Section(names, "\n".join([beside, *body]).strip())))
    return sections, "\n".join(lines[: found[0][0]] if found else lines).strip()


def _opens_section(lines: list[str], index: int, header: re.Match[str]) -> bool:
    """Whether a line that reads like a title is one: text stands beside it, or is indented below it."""
    line = lines[index]
    if ":" not in line and not line.strip().startswith(("#", "**")):
        return False
    if header[2]:
        return index == 0 or not lines[index - 1].strip() or _KEYS[header[1].lower()] != "other"
    following = next((each for each in lines[index + 1 :] if each.strip()), "")
    own = len(line) - len(line.lstrip())
    return len(following) - len(following.lstrip()) > own or bool(_LIST_MARK.match(following.lstrip()))


def _entry(section: Section, name: str) -> str:
    """What stands behind a name at the beginning of a line, up to the next; all where the section has only one."""
    if len(section.names) == 1:
        return section.text
    first, *rest = section.text.split("\n")
    margin = _margin(rest)
    text = "\n".join([first, *(line[margin:] for line in rest)])
    names = "|".join(map(re.escape, section.names))
    _, *parts = re.split(rf"^(?:[-*+]\s+)?[`*]*({names})\b", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True)).get(name, "")


def _margin(body: list[str]) -> int:
    return min((len(line) - len(line.lstrip()) for line in body if line.strip()), default=0)


def _names(key: str, entries: list[str], pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The names that the entries of a section begin with."""
    if key == "raises":
        heads = (_BEHIND_EXCEPTION.split(entry, maxsplit=1)[0] for entry in entries)
        return tuple(match[0] for head in heads for match in _EXCEPTION.finditer(head))
    if key not in {"args", "other args"}:
        return ()
    found = (match for entry in entries if (match := pattern.match(entry)))
    return tuple(name for match in found for name in _split(match[1]))


def _split(text: str) -> Iterator[str]:
    return (part.strip("`* ") for part in re.split(r"\s*[,/]\s*", text))


_READERS = {
    DocstringStyle.NUMPY: _read_numpy,
    DocstringStyle.SPHINX: _read_sphinx,
    DocstringStyle.GOOGLE: _read_google,
}

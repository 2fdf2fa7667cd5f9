"""Reads what stands in a service's model, whatever its text holds, and converts no more than is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from gateway_builder.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JsonTable: TypeAlias = dict[str, Any]
Converted = TypeVar("Converted")
_LONGEST_NAME = 200
_ENTITIES = {"&gt;": ">", "&lt;": "<", "&quot;": '"', "&apos;": "'", "&nbsp;": " "}
_BREAK = "\0"
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "tr",
        "note",
        "important",
        "para",
        "section",
        "title",
    ]
)


class ConvertedMapping(Mapping[str, Converted]):
    """Values by name, each made when it is first asked for; the names too."""

    def __init__(self, list_names: Callable[[], Mapping[str, object]], convert: Callable[[str], Converted]) -> None:
        """Keep what makes the values.

        Args:
            list_names: Gives the names, in order.
            convert: Makes the value of a name; raises `KeyError` for one that there is not.
        """
        self._list_names = list_names
        self._convert = convert
        self._made: dict[str, Converted] = {}

    def __getitem__(self, name: str) -> Converted:
        if name not in self._made:
            self._made[name] = self._convert(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._list_names())

    def __len__(self) -> int:
        return len(self._list_names())


def read_table(entry: JsonTable, key: str) -> JsonTable:
    """The object of a key; empty when there is none."""
    found = entry.get(key)
    return found if isinstance(found, dict) else {}


def read_text(entry: JsonTable, key: str) -> str:
    """The text of a key; empty when there is none."""
    found = entry.get(key)
    return found if isinstance(found, str) else ""


def read_texts(entry: JsonTable, key: str) -> tuple[str, ...]:
    """The texts of a key, where one alone needs no list."""
    found = entry.get(key)
    listed = found if isinstance(found, list) else [found]
    return tuple(text for text in listed if isinstance(text, str))


def read_number(entry: JsonTable, key: str) -> float | None:
    """The number of a key, None when there is none."""
    found = entry.get(key)
    return found if isinstance(found, (int, float)) and not isinstance(found, bool) else None


def read_integer(entry: JsonTable, key: str) -> int | None:
    """The whole number of a key, None when there is none."""
    found = read_number(entry, key)
    return found if isinstance(found, int) else None


def read_flag(entry: JsonTable, key: str) -> bool:
    """Whether a key says true."""
    return entry.get(key) is True


def read_documentation(entry: JsonTable) -> str:
    """The documentation as plain text, one line for each paragraph."""
    text = read_text(entry, "documentation")
    if "<" in text:
        text = _strip_tags(text)
    if "&" in text:
        text = _replace_entities(text)
    lines = (" ".join(line.split()) for line in text.split(_BREAK))
    return "\n".join(_drop_controls(line) for line in lines if line)


def require_name(name: str, place: str) -> str:
    """The name of a shape, a member or an operation, which generated code may hold.

    Raises:
        UsageError: If it is none.
    """
    if not (name.isascii() and name.isidentifier() and len(name) <= _LONGEST_NAME):
        raise broken_model(f"{name[:60]!r} is no name that an SDK can use", place)
    return name


def require_printable(texts: tuple[str, ...], place: str) -> tuple[str, ...]:
    """Texts of a model that people and code are to see.

    Raises:
        UsageError: If one holds a character that can't be shown.
    """
    for text in texts:
        if not text.isprintable():
            raise broken_model(f"{text[:60]!r} holds a character that can't be shown", place)
    return texts


def broken_model(message: str, place: str) -> UsageError:
    """The error for a model that is not as SDKs ship them."""
    return UsageError(Problem(f"The service's model is broken: {message}.", "Install the SDK anew.", place))


def _replace_entities(text: str) -> str:
    """The text with the characters that entities stand for; only rare ones need the list of all, which loads slowly."""
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    if "&#" in text:
        from html import unescape

        return unescape(text)
    return text.replace("&amp;", "&")


def _drop_controls(line: str) -> str:
    return line if line.isprintable() else "".join(filter(str.isprintable, line))


def _strip_tags(markup: str) -> str:
    """The text between tags, with a break where a block begins or ends; a `<` that begins no tag stays."""
    first, *others = " ".join(markup.split()).split("<")
    parts = [first]
    for other in others:
        tag, end, text = other.partition(">")
        if not end:
            parts += ("<", other)
            continue
        name = tag.strip("/").partition(" ")[0].lower()
        parts += (_BREAK if name in _BLOCKS else "", text)
    return "".join(parts)

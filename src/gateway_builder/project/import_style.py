"""How the project sorts and wraps imports: as ruff is configured, else isort, else black, else the editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gateway_builder.model.style import ImportStyle
from gateway_builder.project.ini import read_ini
from gateway_builder.project.paths import below, is_below
from gateway_builder.project.pyproject import find_table
from gateway_builder.project.ruff_settings import find_ruff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gateway_builder.gateways.interfaces import ISourceTree
    from gateway_builder.project.survey import Survey

_SOURCE_FOLDERS = (".", "src")
_LONGEST, _SHORTEST = 400, 40
_ORDERS = ("closest-to-furthest", "furthest-to-closest")
_TRUTH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}
_ISORT_SECTIONS = {
    "FUTURE": "future",
    "STDLIB": "standard-library",
    "THIRDPARTY": "third-party",
    "FIRSTPARTY": "first-party",
    "LOCALFOLDER": "local-folder",
}
_ISORT_WIDTH = 79
_BLACK_WIDTH = 88


def find_import_style(tree: ISourceTree, survey: Survey, places: Sequence[str]) -> ImportStyle:
    """How imports of the project are sorted and wrapped.

    Args:
        tree: The project's files.
        survey: What is known of the project; what stands in its source folders is first party.
        places: Files that generated code goes to; what they are imported as is first party too.
    """
    ruff = find_ruff(tree, survey.document)
    style = _from_isort(tree, survey.document) if ruff is None else _from_ruff(ruff)
    if style is None:
        style = ImportStyle(line_length=_plain_width(tree, survey.document))
    folders = _strings((ruff or {}).get("src")) or _SOURCE_FOLDERS
    own = {survey.module_name(path).partition(".")[0] for path in places} | _names_in(folders, survey.sources)
    others = {*style.known_third_party, *style.known_local_folder, ""}
    return replace(style, known_first_party=tuple(sorted({*style.known_first_party, *own} - others)))


def _names_in(folders: Sequence[str], sources: Sequence[str]) -> set[str]:
    """Names of what stands in any of the folders, as the sorters take it for first party."""
    tops = [folder.removeprefix("./").strip("/").removeprefix(".") for folder in folders]
    found = {
        below(path, top).partition("/")[0].removesuffix(".py")
        for top in tops
        for path in sources
        if is_below(path, top)
    }
    return {name for name in found if name.isidentifier()}


def _from_ruff(settings: Mapping[str, object]) -> ImportStyle:
    isort = {**find_table(settings, "isort"), **find_table(settings, "lint", "isort")}
    base = ImportStyle(line_length=_width(settings.get("line-length"), _BLACK_WIDTH))
    return _apply(base, {key.replace("-", "_"): value for key, value in isort.items()})


def _from_isort(tree: ISourceTree, document: Mapping[str, object]) -> ImportStyle | None:
    settings = find_table(document, "tool", "isort") or _isort_ini(tree)
    if not settings:
        return None
    default = _plain_width(tree, document) if settings.get("profile") == "black" else _ISORT_WIDTH
    base = ImportStyle(line_length=_width(settings.get("line_length"), default), split_on_trailing_comma=False)
    named = {
        **settings,
        "known_local_folder": settings.get("known_local_folder", settings.get("known_localfolder")),
        "required_imports": settings.get("add_imports"),
        "section_order": [_ISORT_SECTIONS.get(name, name.lower()) for name in _strings(settings.get("sections"))],
    }
    return _apply(base, named)


def _isort_ini(tree: ISourceTree) -> Mapping[str, object]:
    for name, section in (
        (".isort.cfg", "settings"),
        (".isort.cfg", "isort"),
        ("setup.cfg", "isort"),
        ("tox.ini", "isort"),
    ):
        found = read_ini(tree, name).get(section)
        if found:
            return found
    return {}


def _apply(style: ImportStyle, settings: Mapping[str, object]) -> ImportStyle:
    """The style with every setting that is there and of the right type."""

    def flag(key: str, *, default: bool) -> bool:
        found = _flag(settings.get(key))
        return default if found is None else found

    def number(key: str, default: int) -> int:
        found = _number(settings.get(key))
        return default if found is None else found

    order = settings.get("relative_imports_order")
    return replace(
        style,
        known_first_party=_strings(settings.get("known_first_party")),
        known_third_party=_strings(settings.get("known_third_party")),
        known_local_folder=_strings(settings.get("known_local_folder")),
        combine_as_imports=flag("combine_as_imports", default=style.combine_as_imports),
        force_single_line=flag("force_single_line", default=style.force_single_line),
        force_sort_within_sections=flag("force_sort_within_sections", default=style.force_sort_within_sections),
        force_wrap_aliases=flag("force_wrap_aliases", default=style.force_wrap_aliases),
        lines_after_imports=number("lines_after_imports", style.lines_after_imports),
        lines_between_types=number("lines_between_types", style.lines_between_types),
        no_lines_before=_strings(settings.get("no_lines_before")),
        order_by_type=flag("order_by_type", default=style.order_by_type),
        case_sensitive=flag("case_sensitive", default=style.case_sensitive),
        relative_imports_order=str(order) if order in _ORDERS else style.relative_imports_order,
        section_order=_strings(settings.get("section_order")) or style.section_order,
        split_on_trailing_comma=flag("split_on_trailing_comma", default=style.split_on_trailing_comma),
        required_imports=_strings(settings.get("required_imports")),
    )


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else _TRUTH.get(value.lower()) if isinstance(value, str) else None


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.strip().lstrip("-").isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.replace("\n", ",").split(",")
    items = value if isinstance(value, list) else []
    return tuple(item.strip() for item in items if isinstance(item, str) and item.strip())


def _width(value: object, default: int) -> int:
    number = _number(value)
    return min(max(number, _SHORTEST), _LONGEST) if number else default


def _plain_width(tree: ISourceTree, document: Mapping[str, object]) -> int:
    """The line length where neither ruff nor isort says one."""
    black = find_table(document, "tool", "black").get("line-length")
    if black is not None:
        return _width(black, _BLACK_WIDTH)
    for name, section, key in (
        (".flake8", "flake8", "max-line-length"),
        ("setup.cfg", "flake8", "max-line-length"),
        ("tox.ini", "flake8", "max-line-length"),
        ("setup.cfg", "pycodestyle", "max-line-length"),
        (".editorconfig", "*.py", "max_line_length"),
        (".editorconfig", "*", "max_line_length"),
    ):
        found = read_ini(tree, name).get(section, {}).get(key)
        if found is not None:
            return _width(found, _BLACK_WIDTH)
    return _BLACK_WIDTH

"""The catalogue of technologies: a TOML file, the table of AWS services, and what the project's configuration adds."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gateway_builder.errors import AmbiguityError, Problem
from gateway_builder.gateways.aws_service_table import describe_service, find_services, read_services
from gateway_builder.model.technology import AsyncClient, ClientTest, ConstructorParameter, ErrorTranslation, Technology
from gateway_builder.naming import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gateway_builder.gateways.aws_service_table import AwsService
    from gateway_builder.gateways.interfaces import IServiceCatalog

_FILE = Path(__file__).parent / "technologies.toml"
_HEADING = "[[technology]]\n"
_NAMING = ("name = ", "label = ", "module = ", "aliases = ")
_EXACT = "aws:"
_AWS_PREFIXES = ("aws", "amazon")
_MOST_SUGGESTIONS = 3
_NEAR = 0.75


class TomlTechnologyCatalog:
    """Finds technologies by any spelling of their names; the project's own come first."""

    def __init__(
        self, *, extra: Iterable[Technology] = (), open_services: Callable[[], IServiceCatalog] | None = None
    ) -> None:
        """Keep what the project adds.

        Args:
            extra: Technologies of the project's configuration; they win over shipped ones of the same name.
            open_services: Gives the services of AWS, asked for a client that is newer than our table.
        """
        self._extra = tuple(extra)
        self._open_services = open_services

    def list_technologies(self) -> tuple[Technology, ...]:
        """List every technology, the services of AWS included, sorted by name."""
        ours = {technology.name: technology for technology in map(_parse_section, _read_sections())}
        ours |= {service.technology.name: service.technology for service in read_services()}
        ours |= {technology.name: technology for technology in self._extra}
        return tuple(sorted(ours.values(), key=lambda technology: technology.name.lower()))

    def find_technology(self, name: str) -> Technology | None:
        """Find a technology by any spelling of its name or of an alias; `aws:CLIENT` is a client of botocore exactly.

        Raises:
            AmbiguityError: If the word means more than one service of AWS.
        """
        wanted = fold(name)
        if not wanted:
            return None
        own = _match(self._extra, wanted)
        if own:
            return own
        exact = name.strip().lower()
        if exact.startswith(_EXACT):
            client = exact.removeprefix(_EXACT)
            listed = next((found.technology for found in read_services() if found.client == client), None)
            return listed or self._find_new(client)
        for prefix in _AWS_PREFIXES:
            if wanted.startswith(prefix) and wanted != prefix:
                rest = wanted.removeprefix(prefix)
                return _single(name, find_services(rest)) or self._find_new(rest)
        return _find_shipped(wanted) or self._find_everyday(name)

    def suggest_technologies(self, name: str) -> tuple[str, ...]:
        """Names near one that is not known, nearest first; none when nothing is near, but some for any `AWS…`.

        Args:
            name: What the user wrote.
        """
        from difflib import get_close_matches

        wanted = fold(name)
        is_aws = wanted.startswith(_AWS_PREFIXES)
        spellings = _fold_spellings(self.list_technologies(), aws_aliases=is_aws)
        near = get_close_matches(wanted, spellings, _MOST_SUGGESTIONS, _NEAR)
        if is_aws and not near:
            near = get_close_matches(wanted, spellings, _MOST_SUGGESTIONS, 0)
        return tuple(dict.fromkeys(spellings[spelling] for spelling in near))

    def _find_new(self, name: str) -> Technology | None:
        """A service that the project's SDK has and our table has not, by its client's name."""
        services = self._open_services() if self._open_services else None
        clients = services.list_services() if services else ()
        client = next((client for client in clients if fold(client) == fold(name)), None)
        return describe_service(client, services.load_service(client).label).technology if services and client else None

    def _find_everyday(self, name: str) -> Technology | None:
        """A service of AWS that everybody calls by its bare name."""
        found = find_services(name)
        return _single(name, found) if any(service.client in _read_everyday() for service in found) else None


def _fold_spellings(technologies: Iterable[Technology], *, aws_aliases: bool) -> dict[str, str]:
    """Names by the folded spellings that they are compared by; those of AWS begin with it."""
    spellings = {fold(technology.name): technology.name for technology in technologies}
    for technology in technologies:
        if technology.service is None:
            texts: Iterable[str] = technology.aliases
        else:
            texts = [f"aws{alias}" for alias in technology.aliases] if aws_aliases else []
        for text in texts:
            spellings.setdefault(fold(text), technology.name)
    return spellings


def _single(name: str, found: tuple[AwsService, ...]) -> Technology | None:
    if len(found) < 2:  # noqa: PLR2004 -- two is what makes it ambiguous
        return found[0].technology if found else None
    meant = " or ".join(f"{_EXACT}{service.client} ({service.full_name})" for service in found)
    problem = Problem(
        message=f"{name!r} means more than one service of AWS: {meant}",
        hint=f"name the one you mean: --tech {_EXACT}{found[-1].client}",
        place="--tech",
    )
    raise AmbiguityError(problem, [f"{_EXACT}{service.client}" for service in found])


def _match(technologies: Iterable[Technology], wanted: str) -> Technology | None:
    for technology in technologies:
        if wanted in map(fold, (technology.name, technology.label, technology.module, *technology.aliases)):
            return technology
    return None


def _find_shipped(wanted: str) -> Technology | None:
    """The shipped technology of a folded name; the other sections of the file are not parsed."""
    return next((_parse_section(section) for section in _read_sections() if wanted in _spellings(section)), None)


@cache
def _read_text() -> str:
    return _FILE.read_text(encoding="utf-8")


def _read_sections() -> list[str]:
    """The text of each technology."""
    return _read_text().split(_HEADING)[1:]


def _read_everyday() -> list[str]:
    """Services that go by their bare names."""
    return _quoted(_read_text().partition("\neveryday = [")[2].partition("]")[0])


def _spellings(section: str) -> set[str]:
    """The folded names of a technology, from the lines that hold them."""
    lines = section[: section.find("\n[")].split("\n")
    return {fold(name) for line in lines if line.startswith(_NAMING) for name in _quoted(line)}


def _quoted(text: str) -> list[str]:
    return text.split('"')[1::2]


@cache
def _parse_section(section: str) -> Technology:
    import tomllib

    (entry,) = tomllib.loads(f"{_HEADING}{section}")["technology"]
    return _read_technology(entry)


def _read_technology(entry: dict[str, Any]) -> Technology:
    return Technology(
        name=entry["name"],
        label=entry["label"],
        module=entry["module"],
        client=entry["client"],
        family="sdk",
        package=entry.get("package", ""),
        aliases=tuple(entry.get("aliases", ())),
        import_check=entry.get("import_check", ""),
        imports=tuple(entry["imports"]),
        client_type=entry.get("client_type", ""),
        build=entry["build"],
        setup=tuple(entry.get("setup", ())),
        parameters=tuple(ConstructorParameter(**parameter) for parameter in entry["parameters"]),
        errors=tuple(_read_translation(error) for error in entry["errors"]),
        notes=entry.get("notes", ""),
        asynchronous=_read_async(entry, entry["async"]) if "async" in entry else None,
        test=_read_test(entry["test"]),
    )


def _read_translation(entry: dict[str, Any]) -> ErrorTranslation:
    return ErrorTranslation(
        exceptions=tuple(entry["exceptions"]),
        key=entry["key"],
        example=entry.get("example", f"{entry['exceptions'][0]}()"),
        status=entry.get("status", ""),
        code=entry.get("code", ""),
        codes=tuple((key, tuple(codes)) for key, codes in entry.get("codes", {}).items()),
    )


def _read_async(entry: dict[str, Any], own: dict[str, Any]) -> AsyncClient:
    return AsyncClient(
        package=own.get("package", entry["package"]),
        import_check=own.get("import_check", entry["import_check"]),
        imports=tuple(own["imports"]),
        client_type=own["client_type"],
        build=own["build"],
        test=_read_test(own["test"]),
    )


def _read_test(entry: dict[str, Any]) -> ClientTest:
    return ClientTest(
        imports=tuple(entry.get("imports", ())),
        setup=tuple(entry.get("setup", ())),
        arguments=entry["arguments"],
        asserts=tuple(entry["asserts"]),
    )

"""The services of AWS by every name they go by, read from a table that ships with the program."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from gateway_builder.model.technology import Technology
from gateway_builder.naming import fold
from gateway_builder.values import value

_SEPARATORS = {ord(character): None for character in " -()./,&:\t"}
_TABLE = Path(__file__).parent / "aws_services.tsv"


@value
class AwsService:
    """One client of botocore: its name, the words of its spelling, and the other names it goes by."""

    client: str
    service_id: str
    full_name: str
    words: str
    aliases: tuple[str, ...]

    @property
    def technology(self) -> Technology:
        """The service as a technology that gateways are written for."""
        parts = self.words.split()
        return Technology(
            name="AWS" + "".join(parts),
            label=self.words if self.words.startswith("AWS") else f"AWS {self.words}",
            module="aws_" + "_".join(parts).lower(),
            client=self.client.replace("-", "_"),
            family="aws",
            service=self.client,
            package="boto3",
            aliases=(self.full_name, *self.aliases),
            import_check="boto3",
            notes=self.full_name,
        )


def read_services() -> tuple[AwsService, ...]:
    """Every service, in order of client names."""
    return tuple(_read_line(line) for line in _read_lines())


def find_services(name: str) -> tuple[AwsService, ...]:
    """The services that a name without `AWS` may mean, by client names; more than one when it is ambiguous."""
    wanted = fold(name)
    found = [_read_line(line) for line, folded in zip(_read_lines(), _fold_lines(), strict=True) if wanted in folded]
    return tuple(service for service in found if wanted in _folded_names(service))


def describe_service(client: str, full_name: str) -> AwsService:
    """A service that the table does not hold, called by its client's name; the full name is its model's."""
    words = " ".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", client))
    return AwsService(client, words, full_name, words, (full_name,))


@cache
def _read_lines() -> tuple[str, ...]:
    return tuple(_TABLE.read_text(encoding="utf-8").splitlines()[1:])


@cache
def _fold_lines() -> tuple[str, ...]:
    """Each line without what `fold` removes from names: a quick test before the exact one."""
    return tuple(line.translate(_SEPARATORS) for line in "\n".join(_read_lines()).lower().split("\n"))


def _read_line(line: str) -> AwsService:
    client, service_id, full_name, words, aliases = line.split("\t")
    return AwsService(client, service_id, full_name, words, tuple(aliases.split(",")))


def _folded_names(service: AwsService) -> set[str]:
    bare = service.full_name.removeprefix("Amazon ").removeprefix("AWS ")
    names = (service.client, service.words, service.service_id, service.full_name, bare, *service.aliases)
    return {fold(name) for name in names}

"""The services of AWS as an installed botocore describes them in its files; botocore itself is never imported."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gateway_builder.errors import Problem, UsageError
from gateway_builder.gateways.botocore_conversion import ConvertedMapping, read_table, read_text, require_printable
from gateway_builder.gateways.botocore_environments import find_own_package, find_package
from gateway_builder.gateways.botocore_files import find_newest_version, list_service_folders, read_merged
from gateway_builder.gateways.botocore_method_names import MethodNames
from gateway_builder.gateways.botocore_model import RawModel
from gateway_builder.gateways.botocore_operations import BotocoreOperations
from gateway_builder.gateways.botocore_overlays import read_overlays
from gateway_builder.gateways.botocore_paging import BotocoreWaiters
from gateway_builder.gateways.botocore_shapes import BotocoreShapes
from gateway_builder.model.service import ServiceModel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gateway_builder.gateways.botocore_environments import BotocorePackage
    from gateway_builder.model.service import ModelSource

_NO_SDK = Problem(
    "No botocore is installed, neither in the project's environment nor beside gateway-builder: "
    "operations of AWS are not known.",
    "pip install 'gateway-builder[aws]'",
)


class BotocoreServiceCatalog:
    """Reads the model files of the first botocore that is found.

    The project's own goes first, since its models are those that run.
    """

    def __init__(self, environments: Sequence[Path]) -> None:
        """Keep where to look; nothing is read yet.

        Args:
            environments: The project's environments, best first; folders of packages will do too. Our own botocore is
                looked for after them.
        """
        self._environments = environments
        self._loaded: dict[str, ServiceModel] = {}

    def find_source(self) -> ModelSource | None:
        """Find out whose models are read.

        Returns:
            The project's botocore, else our own; None when there is neither.
        """
        return self._package.source if self._package else None

    def list_services(self) -> tuple[str, ...]:
        """List the services that the SDK knows.

        Returns:
            Sorted names of clients; none when there is no SDK.

        Raises:
            UsageError: If the SDK's folder can't be read.
        """
        return list_service_folders(self._package.data) if self._package else ()

    def load_service(self, service: str) -> ServiceModel:
        """Read the newest model of one service.

        Args:
            service: Its client's name (`batch`).

        Returns:
            The model, with the corrections of `model_overlays.tsv`. Its operations and shapes are converted when they
            are first asked for, so a broken one is a `UsageError` then.

        Raises:
            UsageError: If there is no botocore, it does not know the service, or its files can't be read.
        """
        if service not in self._loaded:
            self._loaded[service] = self._load(service)
        return self._loaded[service]

    def _load(self, service: str) -> ServiceModel:
        package = self._package
        if package is None:
            raise UsageError(_NO_SDK)
        folder = find_newest_version(package.data, service)
        if folder is None:
            raise UsageError(self._describe_unknown(service, package))
        return _convert(service, package, _read(service, folder))

    @cached_property
    def _package(self) -> BotocorePackage | None:
        return next(filter(None, map(find_package, self._environments)), None) or find_own_package()

    def _describe_unknown(self, service: str, package: BotocorePackage) -> Problem:
        from difflib import get_close_matches

        near = get_close_matches(service, self.list_services(), 1)
        hint = f"Did you mean {near[0]}?" if near else f"Install a newer botocore than {package.source.version}."
        return Problem(f"{package.source.text} knows no service {service[:100]!r}.", hint)


def _read(service: str, folder: Path) -> RawModel:
    return RawModel(
        service=read_merged(folder, "service-2"),
        paginators=read_merged(folder, "paginators-1"),
        waiters=read_merged(folder, "waiters-2"),
        overlays=read_overlays(service),
        place=str(folder / "service-2.json"),
    )


def _convert(service: str, package: BotocorePackage, raw: RawModel) -> ServiceModel:
    metadata = read_table(raw.service, "metadata")
    names = ("serviceFullName", "apiVersion", "protocol")
    label, version, protocol = require_printable(tuple(read_text(metadata, name) for name in names), raw.place)
    spelling = MethodNames(package.folder)
    shapes = BotocoreShapes(raw)
    operations = BotocoreOperations(raw, spelling)
    waiters = BotocoreWaiters(raw, spelling)
    return ServiceModel(
        service=service,
        label=label,
        version=version,
        protocol=protocol,
        source=package.source,
        operations=ConvertedMapping(lambda: operations.names, operations.convert),
        shapes=ConvertedMapping(lambda: raw.shapes, shapes.convert),
        waiters=ConvertedMapping(lambda: waiters.names, waiters.convert),
    )

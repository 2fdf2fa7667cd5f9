"""The models of services, each read once and only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.gateways.interfaces import IServiceCatalog
    from gateway_builder.model.service import ModelSource, ServiceModel


class ServiceModels:
    """A catalogue that is opened when the first service is asked for."""

    def __init__(self, open_services: Callable[[], IServiceCatalog]) -> None:
        self._open = open_services
        self._catalog: IServiceCatalog | None = None
        self._names: frozenset[str] | None = None
        self._read: dict[str, ServiceModel] = {}

    @property
    def was_asked(self) -> bool:
        """Whether any rule asked for a service."""
        return self._catalog is not None

    @property
    def source(self) -> ModelSource | None:
        """Whose models these are; None where no SDK is installed."""
        return self._catalogue().find_source()

    @property
    def names(self) -> frozenset[str]:
        """Machine names of the services; none where no SDK is installed."""
        if self._names is None:
            self._names = frozenset(self._catalogue().list_services())
        return self._names

    def find(self, service: str) -> ServiceModel | None:
        """The model of a service; None where it is not known."""
        if service not in self._read and service in self.names:
            self._read[service] = self._catalogue().load_service(service)
        return self._read.get(service)

    def _catalogue(self) -> IServiceCatalog:
        if self._catalog is None:
            self._catalog = self._open()
        return self._catalog

"""The decided part of a gateway's module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.bound_method import view_bound_method
from gateway_builder.render.bound_view import BoundView
from gateway_builder.render.client_protocol import write_protocols
from gateway_builder.render.gateway_client import describe_client
from gateway_builder.render.gateway_config import document_config, list_config_parameters, store_config, write_factory
from gateway_builder.render.method_task import ModuleUse
from gateway_builder.render.sdk_facts import opens_client
from gateway_builder.render.status_maps import write_map, write_map_function

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import Method
    from gateway_builder.model.style import ClassStyle
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.gateway_views import ClientView
    from gateway_builder.render.imports import ImportList
    from gateway_builder.render.interface_class import MethodView


# Between events, botocore raises what its HTTP library raises.
_EVENT_IMPORTS = {
    False: ("import botocore.eventstream", "import urllib3.exceptions"),
    True: ("import aiohttp", "import botocore.eventstream"),
}


class BoundGateway:
    """Writes the methods that are decided, and then what they use of their module."""

    def __init__(
        self,
        binding: GatewayBinding,
        technology: Technology,
        imports: ImportList,
        error: Mapping[str, str],
        style: ClassStyle,
    ) -> None:
        """Say what is written.

        Args:
            binding: What the methods do.
            technology: What is known of the service.
            imports: Where what is needed is imported.
            error: Identifiers of the application's errors by key.
            style: How the project writes classes.
        """
        self.binding = binding
        self._technology = technology
        self._imports = imports
        self._style = style
        self._use = ModuleUse(binding, error, imports, is_async=opens_client(technology))
        for imported in binding.imports:
            imports.add_imported(imported, typing_only=imported.typing_only)

    def view_method(self, method: Method, definition: str) -> MethodView | None:
        """A method that is decided; None for another.

        Args:
            method: Its signature and docstring.
            definition: Its `def` line.
        """
        bound = self.binding.methods.get(method.name)
        if bound is None:
            return None
        return view_bound_method(method, bound, definition, self._technology, self._use, self._style)

    def document_config(self) -> tuple[tuple[str, str], ...]:
        """Each value of the configuration and what it means."""
        return document_config(self.binding.config)

    def view_client(self, client: ClientView) -> ClientView:
        """The client beside the configuration.

        Args:
            client: The injected client.
        """
        config = self.binding.config
        return client._replace(config=list_config_parameters(config), stores=store_config(config))

    def view(self, client: ClientView, own: dict[str, str]) -> BoundView:
        """Everything else, once all methods are written.

        Args:
            client: The injected client.
            own: Identifiers of the module's own imports; those that helpers need are added.
        """
        binding, use = self.binding, self._use
        factory = self._write_factory(client)
        return BoundView(
            protocols=write_protocols(binding, client.type, own, self._imports, self._style.line_length),
            constants=(*self._import_streams(own), *_write_maps(binding, own["Mapping"])),
            functions=tuple(line for each in binding.maps for line in write_map_function(each, use.error, self._style)),
            aliases=tuple(f"{alias} = {name}" for name, alias in use.aliases.items()),
            factory=factory,
            helpers=frozenset(use.helpers),
            overrides=any(bound.errors for bound in binding.methods.values()),
        )

    def _import_streams(self, own: dict[str, str]) -> tuple[str, ...]:
        """What reading streams needs: imports, and the size of the pieces that a body is handed on in."""
        add = self._imports.add
        if self._use.helpers & {"_read_chunks", "_read_events"}:
            own["closing"] = add("contextlib", "closing")
        if "_read_events" in self._use.helpers:
            for statement in _EVENT_IMPORTS[self._use.is_async]:
                self._imports.add_statement(statement)
        if "_read_chunks" not in self._use.helpers:
            return ()
        iterator = "AsyncIterator" if self._use.is_async else "Iterator"
        own[iterator] = add("collections.abc", iterator, typing_only=True)
        if self._use.is_async:
            own["AsyncExitStack"] = add("contextlib", "AsyncExitStack")
        return ("_CHUNK_SIZE = 65_536",)

    def _write_factory(self, client: ClientView) -> tuple[str, ...]:
        config = self.binding.config
        if not any(each.env for each in config):
            return ()
        return tuple(write_factory(config, client, describe_client(self._technology), self._use, self._style))


def _write_maps(binding: GatewayBinding, mapping: str) -> Iterator[str]:
    for each in binding.maps:
        yield from write_map(each, mapping)

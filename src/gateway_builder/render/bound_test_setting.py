"""What the tests of all bound methods of one gateway share while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.render.example_book import ExampleBook
from gateway_builder.render.sample_values import Samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import ImportedName, Interface


class BoundSetting:
    """The gateway under test, its examples, and what its tests use of their module; only that is written.

    Attributes:
        binding: What is tested.
        gateway: Type of the gateway.
        gateway_name: Name of its class.
        maps: Translations of states by name.
        samples: Makes values of the service's shapes.
        book: The examples.
        uses: Names of the helpers that tests use.
    """

    def __init__(
        self,
        binding: GatewayBinding,
        interface: Interface,
        *,
        gateway: str,
        gateway_type: str,
        import_error: Callable[[str], str],
    ) -> None:
        """Make the examples.

        Args:
            binding: What is tested.
            interface: Its contract.
            gateway: Name of its class.
            gateway_type: Its type.
            import_error: Gives the identifier of one of the application's errors by its key.
        """
        self.binding = binding
        self.gateway = gateway_type
        self.gateway_name = gateway
        self.maps = {each.name: each for each in binding.maps}
        self.samples = Samples(binding.model)
        self.book = ExampleBook(binding, interface, self.samples)
        self.uses: set[str] = set()
        self.is_async = any(each.signature.is_async for each in interface.methods)
        self._taken = {each.bound for each in list_imported(binding)}
        self._import_error = import_error

    def use(self, helper: str) -> str:
        """The name of a helper, which is written from now on; one that a model of the application has is not taken."""
        self.uses.add(helper)
        return f"_{helper}" if helper in self._taken else helper

    def wait_for(self, call: str) -> str:
        """The call of an asynchronous method, from a test that is not."""
        self.uses.add("asyncio")
        return f"asyncio.run({call})"

    def write_config(self, *, needed_only: bool = False) -> str:
        """Arguments of the constructor, with a comma behind each.

        Args:
            needed_only: Whether what has a default is left out.
        """
        given = [each.name for each in self.binding.config if not (needed_only and each.default is not None)]
        return "".join(f"{name}={self.book.config[name].code}, " for name in given)

    def error(self, key: str) -> str:
        """Identifier of one of the application's errors."""
        return self._import_error(key)


def list_imported(binding: GatewayBinding) -> tuple[ImportedName, ...]:
    """What expressions and examples name of the application, each once.

    Args:
        binding: What is tested.
    """
    return tuple(dict.fromkeys((*binding.imports, *(model.imported for model in binding.models.values()))))

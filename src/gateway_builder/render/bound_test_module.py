"""The tests of a gateway whose methods are bound, as what their template reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gateway_builder.render.bound_test_config import ConfigTest, write_config_tests
from gateway_builder.render.bound_test_doubles import write_doubles, write_factories, write_fixtures
from gateway_builder.render.bound_test_methods import write_method_tests
from gateway_builder.render.bound_test_sample import MethodSample
from gateway_builder.render.bound_test_setting import BoundSetting, list_imported
from gateway_builder.render.bound_test_tables import write_tables, write_translation_tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.technology import Technology
    from gateway_builder.render.imports import ImportList

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_PLAIN = ("asyncio", "logging", "re")
_BY_TEXT = (("io.BytesIO(", "io"), ("uuid.UUID(", "uuid"), ("decimal.Decimal(", "decimal"))
_BOTOCORE = ("botocore.config", "botocore.exceptions", "botocore.parsers")
_TYPING_ONLY = ("AsyncIterator", "Awaitable", "Callable", "Generator", "Iterator")


class BoundTests:
    """Writes the tests of the bound methods, and imports what they use."""

    def __init__(
        self,
        binding: GatewayBinding,
        interface: Interface,
        *,
        gateway: str,
        gateway_type: str,
        import_error: Callable[[str], str],
    ) -> None:
        """Say what is tested.

        Args:
            binding: What methods do.
            interface: Their contract.
            gateway: Name of the gateway's class.
            gateway_type: Its type.
            import_error: Gives the identifier of one of the application's errors by its key.
        """
        self._setting = BoundSetting(
            binding, interface, gateway=gateway, gateway_type=gateway_type, import_error=import_error
        )
        self._interface = interface
        self.given = self._setting.write_config()

    def write(self, technology: Technology, client_parameter: str, build_path: str) -> tuple[str, ...]:
        """All functions, in the order in which they stand.

        Args:
            technology: What is known of the SDK's exceptions.
            client_parameter: Name of the constructor's parameter for the client.
            build_path: Literal of the dotted name of what builds a client, "" where that is not done at once.
        """
        setting = self._setting
        fixtures = list(write_fixtures(setting, client_parameter))
        methods = setting.binding.methods
        samples = [
            MethodSample(setting, each, methods[each.name]) for each in self._interface.methods if each.name in methods
        ]
        tests = [write_method_tests(sample, setting) for sample in samples]
        functions = [function for test in tests for function in test.functions]
        refused = [row for test in tests for row in test.refused]
        tables = list(write_tables(samples, refused, setting)) if samples else []
        config = write_config_tests(ConfigTest(setting, client_parameter, build_path))
        translation = write_translation_tests(technology, setting.error)
        rest = [*write_factories(setting), *functions, *tables, *config, *translation]
        if any("StreamingBody(" in text for text in rest):
            setting.use("StreamingBody")
        return (*fixtures, *write_doubles(setting), *rest)

    def add_imports(self, functions: Iterable[str], early: ImportList, late: ImportList, module: str) -> None:
        """Import what the functions use.

        Args:
            functions: All of them.
            early: What is imported before anybody knows whether the SDK is there.
            late: The others.
            module: Dotted name of the gateway's module.
        """
        text, uses = "\n".join(functions), self._setting.uses
        self._import_standard(text, early)
        self._import_models(frozenset(_IDENTIFIER.findall(text)), early)
        late.add_statement("import boto3")
        late.add_statement("from botocore.stub import Stubber")
        for name in _BOTOCORE:
            if f"{name}." in text:
                late.add_statement(f"import {name}")
        if "StreamingBody" in uses and not self._setting.is_async:
            late.add_statement("from botocore.response import StreamingBody")
        for each in self._setting.binding.maps:
            for name in (f"map_{each.name}", f"{each.name.upper()}_MAP"):
                if name in uses:
                    late.add(module, name)

    def _import_standard(self, text: str, early: ImportList) -> None:
        uses = self._setting.uses
        for name in _PLAIN:
            if name in uses:
                early.add_plain(name)
        for token, name in _BY_TEXT:
            if token in text:
                early.add_plain(name)
        if "dt.date" in text or "dt.timedelta" in text:
            early.add_statement("import datetime as dt")
        if "SimpleNamespace(" in text:
            early.add("types", "SimpleNamespace")
        if "Mock(return_value=" in text:
            early.add("unittest.mock", "Mock")
        for name in _TYPING_ONLY:
            if name in uses:
                early.add("collections.abc", name, typing_only=True)

    def _import_models(self, used: frozenset[str], early: ImportList) -> None:
        for each in list_imported(self._setting.binding):
            if each.bound in used:
                early.add_imported(each, typing_only=False)

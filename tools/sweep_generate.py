"""Gateways and tests as text, in this process: what the sweep measures."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gateway_builder.bind.gateway import bind_gateway
from gateway_builder.errors import UsageError
from gateway_builder.gateways.jinja_template_renderer import JinjaTemplateRenderer
from gateway_builder.gateways.toml_technology_catalog import TomlTechnologyCatalog
from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import ImportedName
from gateway_builder.model.project import Convention, ErrorClasses
from gateway_builder.model.style import ClassStyle
from gateway_builder.render.application_errors import ERROR_CLASSES
from gateway_builder.render.gateway_module import render_gateway_module
from gateway_builder.render.gateway_test_module import render_test_module
from gateway_builder.render.interface_class import render_interfaces_module
from tools.sweep_spec import make_gateways

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gateway_builder.gateways.interfaces import IServiceCatalog
    from gateway_builder.model.service import ServiceModel
    from gateway_builder.model.technology import Technology
    from tools.sweep_spec import SweptGateway

STYLE = ClassStyle(line_length=120)
ERRORS = ErrorClasses(
    "gateways/errors.py", "gateways.errors", {each.key: f"gateways.errors.{each.name}" for each in ERROR_CLASSES}
)
RENDERER = JinjaTemplateRenderer()
_CATALOG = TomlTechnologyCatalog()


@dataclass(frozen=True)
class Generated:
    """One gateway as text.

    Attributes:
        gateway: What was asked for, without what was refused.
        module: Dotted name of its module.
        name: Name of its class.
        client: Name of the constructor's parameter for the client.
        files: Gateway, test and interfaces by path.
    """

    gateway: SweptGateway
    module: str
    name: str
    client: str
    files: Mapping[str, str]

    @property
    def test_path(self) -> str:
        """File of the tests."""
        return f"tests/test_{self.module.rpartition('.')[2]}.py"


@dataclass
class Generation:
    """Everything that was generated; operations are called `service.method`.

    Attributes:
        gateways: The gateways.
        refused: Operation and why.
        crashed: Operation and the exception.
        seconds: How long binding and rendering took.
    """

    gateways: list[Generated] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    crashed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def operations(self) -> int:
        """How many operations were generated."""
        return sum(len(each.gateway.methods) for each in self.gateways)


def generate_services(
    services: IServiceCatalog, names: Sequence[str], chosen: Mapping[str, Sequence[str]] | None = None
) -> Generation:
    """Gateways for services, or for the operations of each that are chosen."""
    generation = Generation()
    for name in names:
        model = services.load_service(name)
        technology = _CATALOG.find_technology(f"aws:{name}")
        assert technology, name
        for gateway in make_gateways(model, (chosen or {}).get(name, ())):
            _add(generation, gateway, model, technology)
    return generation


def _add(generation: Generation, gateway: SweptGateway, model: ServiceModel, technology: Technology) -> None:
    start = time.perf_counter()
    try:
        made = _generate(gateway, model, technology)
    except Exception:  # noqa: BLE001 -- whatever is wrong is found out method by method
        rest = [name for name, _ in _sound_methods(generation, gateway, model, technology)]
        if not rest:
            return
        start = time.perf_counter()
        made = _generate(gateway.only(rest), model, technology)
    generation.seconds += time.perf_counter() - start
    generation.gateways.append(made)


def _sound_methods(
    generation: Generation, gateway: SweptGateway, model: ServiceModel, technology: Technology
) -> Iterator[tuple[str, Generated]]:
    """The methods that can be generated alone; what is wrong with the others is noted."""
    for each in gateway.methods:
        label = f"{gateway.service}.{each.operation.method}"
        try:
            yield each.method.name, _generate(gateway.only([each.method.name]), model, technology)
        except UsageError as error:
            generation.refused[label] = each.operation.unsupported or str(error)
        except Exception as error:  # noqa: BLE001 -- a bug of ours is a result of the sweep
            generation.crashed[label] = f"{type(error).__name__}: {error}"


def _generate(gateway: SweptGateway, model: ServiceModel, technology: Technology) -> Generated:
    """Bind one gateway, and render it and its tests."""
    binding = bind_gateway(gateway.spec, gateway.interface, model, _no_model)
    name = f"{technology.name}Swept{gateway.number}"
    module = f"gateways.{technology.module}_{gateway.number}"
    origin = ImportedName(gateway.interface.module, gateway.interface.name)
    text, _ = render_gateway_module(
        RENDERER,
        gateway.interface,
        technology,
        gateway_name=name,
        interface_origin=origin,
        errors=ERRORS,
        operations={},
        convention=Convention(),
        style=STYLE,
        binding=binding,
    )
    tests = render_test_module(
        RENDERER,
        gateway.interface,
        technology,
        gateway_name=name,
        gateway_module=module,
        interface_origin=origin,
        errors=ERRORS,
        operations={},
        style=STYLE,
        binding=binding,
    )
    files = {f"{module.replace('.', '/')}.py": text, f"tests/test_{module.rpartition('.')[2]}.py": tests}
    return Generated(gateway, module, name, f"{technology.client}_client", files)


def render_port(gateway: SweptGateway) -> str:
    """The module of the interface that a gateway of the sweep implements."""
    docs = {each.method.name: MethodDoc(f"Call {each.operation.name}.") for each in gateway.methods}
    return render_interfaces_module(RENDERER, gateway.interface, docs, STYLE)


def _no_model(_: str) -> None:
    """No business models: the sweep's methods speak plain values."""

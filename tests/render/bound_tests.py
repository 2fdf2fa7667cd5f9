"""Generated tests of the decided gateways of `bound`, and projects that hold both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import ImportedName, Signature
from gateway_builder.render.application_errors import render_errors_module, render_package_init
from gateway_builder.render.interface_class import render_interfaces_module
from tests.render import bound
from tests.render.drawn import RENDERER, STYLE, gateway_test_text, gateway_text

if TYPE_CHECKING:
    from gateway_builder.model.binding import GatewayBinding
    from gateway_builder.model.interface import Interface
    from gateway_builder.model.technology import Technology

PACKAGES = ("gateways", "depot", "simulation_platform")
_RUNS = f"{bound.PLATFORM}.models"
_MODELS = {
    "Run": BusinessModel(
        "Run",
        ImportedName(_RUNS, "Run"),
        ModelKind.DATA,
        (
            ModelField("id", "int"),
            ModelField("job_id", "int"),
            ModelField("aws_batch_job_id", "str | None", "None"),
        ),
        (ModelMethod("natural_key", Signature((), "str")),),
    ),
    "RunStatus": BusinessModel(
        "RunStatus", ImportedName(_RUNS, "RunStatus"), ModelKind.ENUM, members=("QUEUED", "RUNNING", "DONE", "ERROR")
    ),
    "RunStatusDetail": BusinessModel(
        "RunStatusDetail",
        ImportedName(_RUNS, "RunStatusDetail"),
        ModelKind.DATA,
        (ModelField("status", "RunStatus"), ModelField("message", "str")),
    ),
}
_AIOBOTO3 = """
from contextlib import asynccontextmanager
import boto3
class Session:
    @asynccontextmanager
    async def client(self, service, config):
        yield boto3.client(service, config=config)
"""
WORKED = replace(bound.WORKED, models=_MODELS)


def worked_test_text(binding: GatewayBinding = WORKED, **changes: object) -> str:
    """The tests of the worked example's gateway, before they are formatted."""
    technology = bound.aws_technology("AWSBatch", bound.BATCH)
    settings = {"binding": binding, "gateway_name": "AWSBatchSimulationRunner", "gateway_module": "gateways.worked"}
    return gateway_test_text(bound.RUNNER, technology, **{**settings, **changes})


def spec_test_text(text: str, client: str, *, is_async: bool = False) -> str:
    """The tests of the gateway that a spec gives, before they are formatted."""
    interface, binding = bound.bind_spec(text, client, is_async=is_async)
    technology = bound.aws_technology("Depot", binding.model)
    return gateway_test_text(
        interface, technology, binding=binding, gateway_name="Depot", gateway_module=f"gateways.{client}"
    )


def write_tested_project(root: Path, configuration: str) -> None:
    """Write applications, gateways and their tests, formatted; stand-ins for asynchronous SDKs open no client."""
    (root / "ruff.toml").write_text(configuration, encoding="utf-8")
    texts = {f"{name}/__init__.py": render_package_init(RENDERER, name.title()) for name in (*PACKAGES, "tests")}
    texts["gateways/errors.py"] = render_errors_module(RENDERER)
    for name in ("depot", "simulation_platform"):
        application = Path(__file__).parent / "applications" / f"{name}.py"
        texts[f"{name}/models.py"] = application.read_text(encoding="utf-8")
    worked = bound.aws_technology("AWSBatch", bound.BATCH)
    texts |= _write_gateway(bound.RUNNER, worked, WORKED, "worked", "AWSBatchSimulationRunner")
    for is_async, specs in ((False, bound.SPECS), (True, bound.ASYNC_SPECS)):
        for client, spec in specs.items():
            interface, binding = bound.bind_spec(spec, client, is_async=is_async)
            module = f"{'async_' if is_async else ''}{client}"
            interface = replace(interface, module=f"depot.{module}", path=f"depot/{module}.py")
            technology = bound.aws_technology("Depot", binding.model)
            texts |= _write_gateway(interface, technology, binding, module, "Depot")
    formatted = RuffCodeFormatter(root=root, first_party=PACKAGES).format_files(texts)
    stand_ins = {"stand_ins/aioboto3.py": _AIOBOTO3, "stand_ins/aiohttp.py": "class ClientError(Exception): ...\n"}
    for path, text in {**formatted, **stand_ins}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def _write_gateway(
    interface: Interface, technology: Technology, binding: GatewayBinding, module: str, name: str
) -> dict[str, str]:
    docs = {method.name: MethodDoc("Do what it says.") for method in interface.methods}
    path = interface.module.replace(".", "/") + ".py"
    settings: dict[str, object] = {"binding": binding, "gateway_name": name}
    return {
        path: render_interfaces_module(RENDERER, interface, docs, STYLE),
        f"gateways/{module}.py": gateway_text(interface, technology, **settings),
        f"tests/test_{module}.py": gateway_test_text(
            interface, technology, gateway_module=f"gateways.{module}", **settings
        ),
    }

"""Types of a sample of services: mypy and pyright in their strict modes, without and with stubs of the SDK."""

from __future__ import annotations

import re
import subprocess
import venv
from typing import TYPE_CHECKING

from gateway_builder.gateways.botocore_service_catalog import BotocoreServiceCatalog
from tools.sweep_generate import generate_services
from tools.sweep_project import ScratchProject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tools.sweep_generate import Generated

# All protocols, streams, streams of events, waiters, pages, and the largest model.
SAMPLE = (
    "apigateway", "autoscaling", "batch", "bedrock-runtime", "cloudformation", "cloudwatch", "cognito-idp", "dynamodb",
    "ec2", "ecs", "events", "firehose", "glacier", "iam", "kinesis", "kms", "lambda", "lex-runtime", "logs", "polly",
    "route53", "s3", "s3control", "sdb", "secretsmanager", "ses", "sns", "sqs", "ssm", "stepfunctions",
)  # fmt: skip


def check_types(root: Path, gateways: Sequence[Generated]) -> tuple[tuple[ScratchProject, ...], tuple[str, ...]]:
    """Check the gateways of the sample in both environments; give the projects with what was found, and what ran."""
    chosen = [each for each in gateways if each.gateway.service in SAMPLE]
    services = sorted({each.gateway.service for each in chosen})
    if not chosen:
        return (), ()
    bare = ScratchProject(root / "bare", chosen)
    bare.write()
    python = _make_environment(root / "without")
    _install(python, "pytest")
    bare.check_mypy("without boto3", python)
    bare.check_pyright("without boto3", python)
    stubbed, version = _check_with_stubs(root, services)
    runs = (
        f"mypy strict without boto3: {bare.count_operations():,} operations",
        f"pyright strict without boto3: {bare.count_operations():,} operations",
        f"mypy strict with boto3-stubs {version}: {stubbed.count_operations():,} operations",
    )
    return (bare, stubbed), runs


def _check_with_stubs(root: Path, services: Sequence[str]) -> tuple[ScratchProject, str]:
    """Check gateways for the botocore that the newest stubs describe, which lag behind; give the stubs' version too."""
    python = _make_environment(root / "with")
    _install(python, "pytest", "botocore-stubs", f"boto3-stubs[{','.join(services)}]")
    version = next(python.parent.parent.glob("lib/*/site-packages/boto3_stubs-*.dist-info")).name.split("-")[1]
    version = version.removesuffix(".dist")
    _install(python, f"boto3<={version}", f"botocore<={version}")
    catalog = BotocoreServiceCatalog((python.parent.parent,))
    generation = generate_services(catalog, services, {name: _list_stubbed(python, name) for name in services})
    project = ScratchProject(root / "stubbed", generation.gateways)
    project.write()
    project.write_client_check()
    project.check_mypy("with boto3-stubs", python)
    for label, text in generation.crashed.items():
        project.findings.add(label, text)
    return project, version


def _list_stubbed(python: Path, service: str) -> list[str]:
    """Operations that the stubs of a service have: those of single services lag too."""
    (stub,) = python.parent.parent.glob(f"lib/*/site-packages/mypy_boto3_{service.replace('-', '_')}/client.pyi")
    return re.findall(r"^    def (\w+)\(", stub.read_text(encoding="utf-8"), re.MULTILINE)


def _make_environment(folder: Path) -> Path:
    """Create a virtual environment, and give its Python."""
    venv.create(folder, with_pip=True)
    return folder / "bin" / "python"


def _install(python: Path, *packages: str) -> None:
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *packages]
    subprocess.run(command, check=True)

"""The layer of a file is configured, or said by its path."""

from __future__ import annotations

import pytest

from gateway_builder.check.layers import Layer, LayerFinder, is_package_init
from gateway_builder.model.configuration import Configuration


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("src/app/gateways/interfaces.py", Layer.INTERFACES),
        ("src/app/gateways/ports/mail.py", Layer.INTERFACES),
        ("src/app/gateways/aws.py", Layer.GATEWAY),
        ("src/app/gateways/models/answer.py", Layer.GATEWAY),
        ("src/app/gateways/repositories/runs.py", Layer.REPOSITORY),
        ("src/app/gateways/aws/handlers/x.py", Layer.GATEWAY),
        ("app/gateway/ses.py", Layer.GATEWAY),
        ("gateways/ses.py", Layer.GATEWAY),
        ("gateway/ses.py", Layer.OTHER),
        ("src/gateway/ses.py", Layer.OTHER),
        ("src/gateway/gateways/ses.py", Layer.GATEWAY),
        ("app/gateways.py", Layer.GATEWAY),
        ("app/use_cases/submit.py", Layer.USE_CASE),
        ("app/usecases.py", Layer.USE_CASE),
        ("app/services/submit.py", Layer.OTHER),
        ("app/application/submit.py", Layer.OTHER),
        ("app/core/submit.py", Layer.OTHER),
        ("app/models/run.py", Layer.MODEL),
        ("app/models.py", Layer.MODEL),
        ("app/domain/run.py", Layer.OTHER),
        ("app/entities/run.py", Layer.MODEL),
        ("app/repositories/run.py", Layer.REPOSITORY),
        ("app/persistence.py", Layer.REPOSITORY),
        ("app/controllers/run.py", Layer.CONTROLLER),
        ("app/main.py", Layer.CONTROLLER),
        ("app/wiring.py", Layer.CONTROLLER),
        ("app/container.py", Layer.CONTROLLER),
        ("app/api/handlers/run.py", Layer.CONTROLLER),
        ("app/x.py", Layer.OTHER),
        ("tests/gateways/test_x.py", Layer.TEST),
        ("app/test_x.py", Layer.TEST),
        ("conftest.py", Layer.ASIDE),
        ("scripts/load.py", Layer.ASIDE),
        ("src/app/tools/load.py", Layer.OTHER),
        ("src/app/infra/load.py", Layer.OTHER),
        ("docs/conf.py", Layer.ASIDE),
        ("src/app/migrations/0001.py", Layer.ASIDE),
    ],
)
def test_layers_by_path(path: str, layer: Layer) -> None:
    assert LayerFinder(Configuration()).find(path) is layer


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("src/app/outside/ses.py", Layer.GATEWAY),
        ("src/app/outside/ports.py", Layer.INTERFACES),
        ("src/app/contracts/mail.py", Layer.INTERFACES),
        ("src/app/services/a/submit.py", Layer.USE_CASE),
        ("src/app/data.py", Layer.MODEL),
        ("src/app/store/runs.py", Layer.REPOSITORY),
        ("src/app/web/routes.py", Layer.CONTROLLER),
        ("checks/x.py", Layer.TEST),
        ("src/app/use_cases/x.py", Layer.USE_CASE),
    ],
)
def test_configured_layers(path: str, layer: Layer) -> None:
    configuration = Configuration(
        interfaces="src/app/contracts/*.py",
        gateways="src/app/outside",
        tests="checks",
        models=("src/app/data.py",),
        use_cases=("src/app/services/**",),
        controllers=("src/app/web",),
        repositories=("src/*/store",),
    )
    assert LayerFinder(configuration).find(path) is layer


def test_what_re_exports() -> None:
    assert is_package_init("app/gateways/__init__.py")
    assert not is_package_init("__init__.py")
    assert not is_package_init("app/x.py")


def test_a_folder_called_gateway_that_holds_a_program_is_no_layer() -> None:
    paths = ("shop/gateway/app.py", "shop/gateway/providers/openai.py", "shop/other/gateway/ses.py")
    finder = LayerFinder(Configuration(), paths)
    assert [finder.find(path) for path in paths[1:]] == [Layer.OTHER, Layer.GATEWAY]
    assert LayerFinder(Configuration(), ["shop/gateways/app.py"]).find("shop/gateways/ses.py") is Layer.GATEWAY

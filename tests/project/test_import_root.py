"""Where absolute imports start from."""

from __future__ import annotations

import pytest

from gateway_builder.project.detect import survey_project
from tests.fakes.in_memory_source_tree import InMemorySourceTree
from tests.project.drawn import survey

NEW = "src/app/gateways/new.py"
PLAIN = "src/\n  app/\n    __init__.py\n    run.py\n"


@pytest.mark.parametrize(
    ("statement", "module"),
    [
        ("from app.models import Run", "app.gateways.new"),
        ("import app.models", "app.gateways.new"),
        ("from src.app.models import Run", "src.app.gateways.new"),
        ("import src.app", "src.app.gateways.new"),
        ("import os", "app.gateways.new"),
    ],
)
def test_existing_imports_tell_the_root(statement: str, module: str) -> None:
    found = survey(f"src/\n  app/\n    __init__.py\n    models.py\n    use.py = {statement}\n")
    assert found.module_name(NEW) == module


def test_the_majority_of_imports_decides() -> None:
    one = "    a.py = from app.models import Run\n"
    other = "    {}.py = from src.app.models import Run\n"
    found = survey("src/\n  app/\n    models.py\n" + one + other.format("b") + other.format("c"))
    assert found.module_name(NEW) == "src.app.gateways.new"


def test_a_folder_without_init_is_imported_as_well() -> None:
    assert survey("lib/\n  app/\n    run.py = import app\n").module_name("lib/app/new.py") == "app.new"


def test_a_module_is_meant_before_a_folder_of_the_same_name() -> None:
    found = survey("shop/\n  shop.py\n  use.py = import shop\n")
    assert found.module_name("shop/shop.py") == "shop"


@pytest.mark.parametrize(
    "stated",
    [
        '[tool.hatch.build.targets.wheel]\npackages = ["lib/app"]',
        '[tool.hatch.build.targets.wheel]\nsources = ["lib"]',
        '[tool.setuptools.packages.find]\nwhere = ["lib"]',
        '[tool.setuptools.package-dir]\n"" = "lib"',
        '[tool.poetry]\npackages = [{ include = "app", from = "lib" }]',
        '[tool.pdm.build]\npackage-dir = "lib"',
        '[build-system]\nbuild-backend = "uv_build"\n[tool.uv.build-backend]\nmodule-root = "lib"',
        '[tool.pytest.ini_options]\npythonpath = [".", "lib"]',
        '[tool.mypy]\nmypy_path = "$MYPY_CONFIG_FILE_DIR/lib:stubs"',
    ],
)
def test_without_imports_the_build_configuration_tells_it(stated: str) -> None:
    found = survey("lib/\n  app/\n    run.py\n", pyproject_toml=stated)
    assert found.module_name("lib/app/run.py") == "app.run"


def test_uv_builds_from_src() -> None:
    found = survey(
        "src/\n  __init__.py\n  app/\n    run.py\n", pyproject_toml='[build-system]\nbuild-backend = "uv_build"'
    )
    assert found.module_name("src/app/run.py") == "app.run"


def test_a_build_configuration_that_makes_no_sense_is_passed_over() -> None:
    found = survey(PLAIN, pyproject_toml="[tool]\npoetry = 3\nhatch = []\n[tool.setuptools]\npackage-dir = 4\n")
    assert found.module_name(NEW) == "app.gateways.new"
    assert (
        survey(PLAIN, pyproject_toml="[tool.poetry]\npackages = [1, {from = 2}]").module_name(NEW) == "app.gateways.new"
    )


def test_without_either_src_tells_it() -> None:
    assert survey(PLAIN).module_name(NEW) == "app.gateways.new"
    assert survey("src/\n  python/\n    app/\n      a.py\n").module_name("src/python/app/a.py") == "app.a"


def test_src_that_is_itself_a_package_is_none() -> None:
    assert survey("src/\n  __init__.py\n  app/\n    __init__.py\n").module_name(NEW) == "src.app.gateways.new"


def test_a_package_s_root_is_above_its_outermost_init() -> None:
    found = survey("services/\n  billing/\n    app/\n      __init__.py\n      inner/\n        __init__.py\n")
    assert found.module_name("services/billing/app/inner/new/x.py") == "app.inner.new.x"


def test_without_any_evidence_it_is_the_project_s_root() -> None:
    assert survey("").module_name("gateways/new.py") == "gateways.new"
    assert survey("lib/\n  run.py\n").module_name("lib/run.py") == "lib.run"


def test_stubs_and_packages_have_the_module_s_name() -> None:
    found = survey(PLAIN)
    assert found.module_name("src/app/__init__.py") == "app"
    assert found.module_name("src/app/run.pyi") == "app.run"


def test_every_file_has_its_module() -> None:
    assert survey(PLAIN).modules() == {"src/app/__init__.py": "app", "src/app/run.py": "app.run"}


def test_a_module_is_found_in_its_file_or_where_it_would_be() -> None:
    found = survey(PLAIN + "tests/\n  test_a.py = from app.run import Run\n")
    assert found.file_of("app.run") == "src/app/run.py"
    assert found.file_of("app") == "src/app/__init__.py"
    assert found.file_of("app.errors") == "src/app/errors.py"
    assert found.file_of("tests.test_a") == "tests/test_a.py"
    assert found.file_of("elsewhere.errors") == "src/elsewhere/errors.py"


def test_only_a_sample_of_a_large_project_is_read() -> None:
    files = {f"src/app/module_{number}.py": "from app.module_1 import X\n" for number in range(1000)}
    tree = InMemorySourceTree(files)
    assert survey_project(tree).module_name(NEW) == "app.gateways.new"
    assert len(tree.read) <= 25


def test_a_file_that_vanishes_meanwhile_does_no_harm() -> None:
    class Vanishing(InMemorySourceTree):
        def read_file(self, path: str) -> bytes | None:
            return None if path.endswith(".py") else super().read_file(path)

    tree = Vanishing({"src/app/run.py": ""})
    assert survey_project(tree).module_name(NEW) == "app.gateways.new"

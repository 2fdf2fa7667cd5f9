"""What people install works away from the checkout: the wheel is built, compared, installed and used."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an index would have it."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the wheel; its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    (site,) = folder.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    own = next(Path(path) for path in sys.path if (Path(path) / "typer").is_dir())
    (site / "dependencies.pth").write_text(f"{own}\n")
    return folder / "bin"


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of this checkout in its environment."""
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_repositorys_templates_byte_for_byte(wheel: Path) -> None:
    ours = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "templates").rglob("*.jinja")}
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.removeprefix("gateway_builder/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("gateway_builder/templates/") and name.endswith(".jinja")
        }
    assert ours
    assert packed == ours


def test_the_wheel_is_typed_licensed_and_holds_its_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "gateway_builder/py.typed" in names
    assert "gateway_builder/configuration.schema.json" in names
    assert "gateway_builder/gateways/technologies.toml" in names
    assert "gateway_builder/gateways/aws_services.tsv" in names
    assert "gateway_builder/gateways/model_overlays.tsv" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_new_works_from_the_installed_wheel(installed: Path, tmp_path: Path) -> None:
    command = [str(installed / "gateway-builder"), "new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input"]
    first, second = run(command, tmp_path), run(command, tmp_path)
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "gateways" / "aws_batch_simulation_runner.py").is_file()
    assert second.returncode == 0
    assert "Nothing to do" in second.stdout


def test_a_spec_gives_a_finished_gateway_from_the_installed_wheel(installed: Path, tmp_path: Path) -> None:
    project = tmp_path / "wind_tunnel"
    shutil.copytree(ROOT / "examples" / "wind_tunnel", project, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    command = [str(installed / "gateway-builder"), "new", "--spec", "simulation_runner.toml", "--strict", "--no-input"]
    made = run(command, project)
    assert made.returncode == 0, made.stderr
    tested = run([str(installed / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], project)
    assert tested.returncode == 0, tested.stdout


def test_the_installed_code_is_the_wheels_and_not_the_checkouts(installed: Path, tmp_path: Path) -> None:
    code = "import gateway_builder; print(gateway_builder.__file__)"
    done = run([str(installed / "python"), "-P", "-c", code], tmp_path)
    assert str(installed.parent) in done.stdout


def test_the_module_runs_like_the_script(installed: Path, tmp_path: Path) -> None:
    script = run([str(installed / "gateway-builder"), "--version"], tmp_path)
    module = run([str(installed / "python"), "-P", "-m", "gateway_builder", "--version"], tmp_path)
    assert script.stdout == module.stdout
    assert script.stdout.startswith("gateway-builder ")

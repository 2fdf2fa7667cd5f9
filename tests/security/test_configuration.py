"""A project whose configuration points outside, breaks the reader, or smuggles code into what is generated."""

from __future__ import annotations

import os

import pytest

from tests.security.victim import INTERFACES, NEW, Victim, assert_made, assert_refused

PLACES = ("interfaces", "gateways", "tests", "models", "use_cases", "controllers", "repositories", "templates")


@pytest.mark.parametrize(
    "path", ["../outside", "/etc", "~/outside", "src/../../outside", "..\\outside", "C:/outside", "file:///etc/../.."]
)
def test_places_outside_of_the_project_are_refused_together(victim: Victim, path: str) -> None:
    victim.configure("\n".join(f"{key} = '{path}'" for key in PLACES))

    assert_refused(victim.run(*NEW), 2, *(f"tool.gateway-builder.{key}" for key in PLACES))


@pytest.mark.parametrize(
    "link", ["gateways", "tests", "gateways/interfaces.py", "gateways/errors.py", "gateways/__init__.py"]
)
@pytest.mark.parametrize("kind", ["absolute", "relative"])
def test_a_symlink_that_leaves_the_project_is_refused(victim: Victim, link: str, kind: str) -> None:
    (victim.outside / "interfaces.py").write_text(INTERFACES)
    place = victim.project / link
    place.parent.mkdir(exist_ok=True)
    target = victim.outside if "." not in link else victim.outside / "interfaces.py"
    place.symlink_to(target if kind == "absolute" else os.path.relpath(target, place.parent))

    assert_refused(victim.run(*NEW), 2, f"{link}", "leads out of the project")


def test_templates_through_a_symlink_are_refused(victim: Victim) -> None:
    victim.configure("templates = 'own'")
    (victim.outside / "interface").mkdir()
    (victim.outside / "interface/module.py.jinja").write_text("stolen = True\n")
    (victim.project / "own").symlink_to(victim.outside)

    assert_refused(victim.run(*NEW), 2, "own", "leads out of the project")


def test_a_symlink_that_stays_inside_is_followed(victim: Victim) -> None:
    victim.write("real/interfaces.py", INTERFACES)
    victim.write("real/__init__.py", "")
    (victim.project / "gateways").mkdir()
    (victim.project / "gateways/interfaces.py").symlink_to("../real/interfaces.py")

    ran = victim.run(*NEW, "--in", "gateways/interfaces.py")

    assert_made(ran, "real/interfaces.py")
    assert (victim.project / "gateways/interfaces.py").is_symlink()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x00\xff\xfe\x80" * 1000, id="binary"),
        pytest.param(b"[tool.gateway-builder\n", id="no-toml"),
        pytest.param(b"a = " + b"[" * 100_000 + b"]" * 100_000, id="nested-arrays"),
        pytest.param(b"a = " + b"{a=" * 50_000 + b"1" + b"}" * 50_000, id="nested-tables"),
        pytest.param(b"tool = 3\n", id="tool-is-no-table"),
        pytest.param(b"[tool]\ngateway-builder = []\n", id="ours-is-no-table"),
        pytest.param(b"#" * 30_000_000, id="huge"),
    ],
)
def test_a_broken_pyproject_is_a_user_error(victim: Victim, content: bytes) -> None:
    victim.write("pyproject.toml", content)

    assert_refused(victim.run(*NEW), 2, "pyproject.toml")


def test_every_mistake_is_told_in_one_run(victim: Victim) -> None:
    patterns = "gateway-pattern = '{technology.__class__}'\nmodule-pattern = '../{purpose}'"
    victim.configure(f"evil = 1\nkind = 'class'\n{patterns}")

    ran = victim.run(*NEW)

    assert_refused(ran, 2, "evil", "kind", "gateway-pattern", "module-pattern")
    assert ran.stderr.count("error: ") == 4


TECHNOLOGY = "tool.gateway-builder.technologies"
TABLES = {
    "module": """[tool.gateway-builder.errors]
module = 'os; import evil'""",
    "class": """[tool.gateway-builder.errors]
base = 'a.B(print(1))'""",
    "newline": """[tool.gateway-builder.errors]
base = "a.B\\nimport evil" """,
    "technology-module": f"""[{TECHNOLOGY}.Evil]
module = '../evil'""",
    "technology-two-imports": f"""[{TECHNOLOGY}.Evil]
imports = ["import a\\nimport evil"]""",
    "technology-call-for-import": f"""[{TECHNOLOGY}.Evil]
imports = ['evil()']""",
    "technology-statement": f"""[{TECHNOLOGY}.Evil]
build = 'x = evil()'""",
    "technology-label": f"""[{TECHNOLOGY}.Evil]
label = "a\\nimport evil" """,
    "technology-name": f"""[{TECHNOLOGY}.'a b']
module = 'evil'""",
    "bidi": """[tool.gateway-builder]
package = "a\\u202eb" """,
    "package": """[tool.gateway-builder]
package = "a;b" """,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_code_does_not_come_in_through_names(victim: Victim, table: str) -> None:
    victim.write("pyproject.toml", f"{table}\n")

    assert_refused(victim.run(*NEW), 2, "pyproject.toml: tool.gateway-builder")


def test_text_of_a_technology_stays_text(victim: Victim) -> None:
    label = 'A\\"\\"\\" + exec(open(\'x\')) + \\"\\"\\" {{ 7*7 }} {% raw %} \\\\'
    table = f'label = "{label}"\nnotes = """{label}\\n{label}"""\n'
    victim.write("pyproject.toml", f"[tool.gateway-builder.technologies.AcmePay]\n{table}")

    ran = victim.run("new", "IPayer", "--tech", "AcmePay", "--no-input")

    assert_made(ran, "gateways/acme_pay_payer.py")
    assert runs_only_definitions(victim, "gateways/acme_pay_payer.py")
    assert "49" not in (victim.project / "gateways/acme_pay_payer.py").read_text()


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param("[tool.ruff]\ncache-dir = '{outside}/cache'\n", id="cache-outside"),
        pytest.param("[tool.ruff]\nextend = '{outside}/none.toml'\n", id="extends-nothing"),
        pytest.param("[tool.ruff]\nrequired-version = '==0.0.1'\n", id="other-version"),
        pytest.param("[tool.ruff]\nline-length = 'x'\n", id="wrong-type"),
        pytest.param("[tool.ruff]\nexclude = ['**']\nforce-exclude = true\n", id="excludes-all"),
        pytest.param("[tool.ruff]\nfix-only = true\nunsafe-fixes = true\nlint.select = ['ALL']\n", id="fixes-all"),
        pytest.param("[tool.ruff]\noutput-format = 'json'\nshow-fixes = true\npreview = true\n", id="talks"),
    ],
)
def test_ruffs_configuration_can_not_make_it_write_or_fail(victim: Victim, settings: str) -> None:
    victim.write("pyproject.toml", settings.format(outside=victim.outside))

    assert_made(victim.run(*NEW), "gateways/aws_batch_simulation_runner.py")


def runs_only_definitions(victim: Victim, path: str) -> bool:
    """Whether a generated module holds nothing that was not meant as code: no call of `exec` or `open`."""
    import ast

    tree = ast.parse((victim.project / path).read_text())
    return not any(isinstance(node, ast.Name) and node.id in {"exec", "open", "evil"} for node in ast.walk(tree))

"""What `init` writes down, and what it leaves alone."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.errors import ConflictError, UsageError
from gateway_builder.model.interface import Interface, InterfaceKind
from gateway_builder.plan.init import plan_init
from gateway_builder.project.detect import detect_project, survey_project
from tests.fakes.in_memory_source_tree import InMemorySourceTree, draw
from tests.project.drawn import interface

if TYPE_CHECKING:
    from gateway_builder.model.changes import Plan

APP = draw("""
src/
  app/
    __init__.py
    domain/
      ports.py
    gateways/
      slack.py
    models/
      run.py
tests/
  test_app.py
""")
PORTS = [
    interface("src/app/domain/ports.py", f"{name}Port", kind=InterfaceKind.ABC) for name in ("Run", "Mail", "Time")
]


def plan(files: dict[str, bytes | str], interfaces: list[Interface] | None = None) -> Plan:
    tree = InMemorySourceTree(files)
    found = detect_project(tree, survey_project(tree), interfaces=interfaces or [])
    return plan_init(tree, found)


def apply(files: dict[str, bytes | str], made: Plan) -> dict[str, bytes | str]:
    return {**files, **{edit.path: edit.after for edit in made.edits}}


def pyproject(made: Plan) -> bytes:
    return next(edit.after for edit in made.edits if edit.path == "pyproject.toml")


def written(made: Plan) -> dict[str, object]:
    table: dict[str, object] = tomllib.loads(pyproject(made).decode())["tool"]["gateway-builder"]
    return table


def test_an_empty_folder_gets_a_configuration_and_a_folder_for_gateways() -> None:
    made = plan({})
    assert [(edit.path, edit.kind) for edit in made.edits] == [
        ("gateways/interfaces.py", "create"),
        ("gateways/__init__.py", "create"),
        ("pyproject.toml", "create"),
    ]
    assert written(made) == {"interfaces": "gateways/interfaces.py", "gateways": "gateways", "tests": "tests/gateways"}


def test_what_is_found_is_written_down_with_its_evidence() -> None:
    made = plan(dict(APP), PORTS)
    assert written(made) == {
        "package": "app",
        "interfaces": "src/app/domain/ports.py",
        "gateways": "src/app/gateways",
        "tests": "tests/gateways",
        "models": ["src/app/domain", "src/app/models"],
        "interface-pattern": "(?P<purpose>[A-Z][A-Za-z0-9]*)Port",
        "kind": "abc",
    }
    assert b'kind = "abc"  # detected (3 of 3 interfaces)\n' in pyproject(made)
    assert 'kind = "abc": detected (3 of 3 interfaces)' in made.notes


def test_a_flag_is_written_as_a_boolean() -> None:
    plain = [
        interface("src/app/domain/ports.py", f"I{name}er", runtime_checkable=False) for name in ("Run", "Mail", "Tim")
    ]
    assert written(plan(dict(APP), plain))["runtime-checkable"] is False


def test_a_folder_of_files_is_written_down_and_made() -> None:
    configured = '[tool.gateway-builder]\nlayout = "one-per-file"\n'
    made = plan({"pyproject.toml": configured})
    assert [edit.path for edit in made.edits] == [
        "gateways/interfaces/__init__.py",
        "gateways/__init__.py",
        "pyproject.toml",
    ]
    ports = {"app/__init__.py": "", "app/ports/run.py": "", "app/ports/mail.py": "", "app/gateways/x.py": ""}
    held = [interface("app/ports/run.py", "Runner"), interface("app/ports/mail.py", "Mailer")]
    assert written(plan(dict(ports), held))["layout"] == "one-per-file"


def test_folders_that_are_there_are_left_alone() -> None:
    assert [edit.path for edit in plan(dict(APP)).edits] == ["pyproject.toml"]


def test_a_gateways_folder_is_made_beside_interfaces_that_stand_elsewhere() -> None:
    files: dict[str, bytes | str] = {"app/__init__.py": "", "app/ports.py": "X = 1\n"}
    assert [edit.path for edit in plan(files).edits] == ["app/gateways/__init__.py", "pyproject.toml"]


def test_nothing_else_in_the_file_is_touched() -> None:
    before = b'# mine\r\n[project]\r\nname = "app"   # spaced\r\n\r\n\r\n'
    after = pyproject(plan({**APP, "pyproject.toml": before}))
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


@pytest.mark.parametrize("before", [b"", b"[project]\n", b"[project]\nversion = '1'", b"[project]\r\nversion = '1'"])
def test_the_table_is_appended_whatever_the_file_ends_with(before: bytes) -> None:
    after = pyproject(plan({**APP, "pyproject.toml": before}))
    assert after.startswith(before)
    assert tomllib.loads(after.decode())["tool"]["gateway-builder"]["gateways"] == "src/app/gateways"


def test_keys_that_exist_stay_and_what_is_missing_joins_them() -> None:
    before = '[tool.gateway-builder] # ours\ngateways = "src/app/outside" # so be it\n\n[tool.ruff]\nline-length = 99\n'
    after = pyproject(plan({**APP, "pyproject.toml": before})).decode()
    assert after.replace(before.split("\n", 1)[1], "").startswith("[tool.gateway-builder] # ours\npackage")
    assert after.endswith(before.split("\n", 1)[1])
    assert tomllib.loads(after)["tool"]["gateway-builder"]["gateways"] == "src/app/outside"


@pytest.mark.parametrize("header", ["[tool.gateway-builder]", '[ tool . "gateway-builder" ]'])
def test_an_empty_table_at_the_end_of_the_file_is_filled(header: str) -> None:
    assert "gateways" in written(plan({**APP, "pyproject.toml": header}))


def test_a_table_of_which_only_parts_stand_there_is_completed() -> None:
    before = "[tool.gateway-builder.technologies.Acme]\nlabel = 'Acme'\n"
    found = written(plan({**APP, "pyproject.toml": before}))
    assert found["technologies"] == {"Acme": {"label": "Acme"}}
    assert found["gateways"] == "src/app/gateways"


@pytest.mark.parametrize(
    "before",
    [
        "[tool]\ngateway-builder = { gateways = 'src/app/gateways' }\n",
        "[tool]\ngateway-builder.gateways = 'src/app/gateways'\n",
        "[tool.gateway-builder.rules.GW1]\na = '''\n[tool.gateway-builder]\n'''\n",
    ],
)
def test_a_table_that_can_t_be_extended_is_left_and_the_lines_are_shown(before: str) -> None:
    with pytest.raises(ConflictError) as caught:
        plan({**APP, "pyproject.toml": before})
    (problem,) = caught.value.problems
    assert problem.place == "pyproject.toml"
    assert 'interfaces = "src/app/domain/ports.py"  # detected' in problem.hint


def test_a_header_inside_a_text_is_no_header() -> None:
    before = "[project]\ndescription = '''\n[tool.gateway-builder]\n'''\n"
    with pytest.raises(ConflictError):
        plan({**APP, "pyproject.toml": before})


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(UsageError):
        plan({"pyproject.toml": "= 1"})


def test_a_second_run_has_nothing_to_do() -> None:
    files = apply(dict(APP), plan(dict(APP), PORTS))
    again = plan(files, PORTS)
    assert again.edits == ()
    assert again.unchanged == ("pyproject.toml",)


parts = st.sampled_from(["src", "app", "gateways", "ports", "models", "domain", "tests", "unit", "adapters", "lib"])
names = st.sampled_from(
    ["__init__.py", "interfaces.py", "ports.py", "models.py", "test_x.py", "slack.py", "conftest.py"]
)
paths = st.builds(lambda folders, name: "/".join([*folders, name]), st.lists(parts, max_size=4), names)
tails = st.sampled_from(
    ["", "[project]\nname = 'app'\n", "[tool.ruff]\nline-length = 99", "[tool.gateway-builder]\n", "# x\r\n"]
)


@given(st.dictionaries(paths, st.sampled_from(["", "from app.models import X\n"]), max_size=8), tails)
def test_twice_is_once_in_any_project(files: dict[str, str], tail: str) -> None:
    start: dict[str, bytes | str] = {**files, "pyproject.toml": tail}
    try:
        made = plan(start)
    except UsageError:
        return
    after = apply(start, made)
    assert plan(after).edits == ()
    assert all(edit.before is None or edit.path == "pyproject.toml" for edit in made.edits)

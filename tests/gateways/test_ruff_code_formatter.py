"""New code looks as the project's own ruff would have it, whatever the project's configuration says."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gateway_builder.errors import UsageError
from gateway_builder.gateways.interfaces import ICodeFormatter
from gateway_builder.gateways.ruff_code_formatter import RuffCodeFormatter
from gateway_builder.model.style import ImportStyle

if TYPE_CHECKING:
    from pathlib import Path

SHORT = '"""M."""\n'
MESSY = '"""M."""\nimport sys\nimport os\nx = {"a":os.sep,  "b":sys.path}\n'
CLEAN = '"""M."""\n\nimport os\nimport sys\n\nx = {"a": os.sep, "b": sys.path}\n'


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name.replace("__", ".")).write_text(text, encoding="utf-8")


def ruff(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", *arguments, "--no-cache", "."]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def finish(root: Path, files: dict[str, str], **settings: object) -> dict[str, str]:
    """Format files, write them, and hold them to the project's own ruff."""
    done = dict(RuffCodeFormatter(root=root, **settings).format_files(files))  # type: ignore[arg-type] # settings of any kind
    for path, text in done.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    checked, formatted = ruff(root, "check"), ruff(root, "format", "--check")
    assert checked.returncode == 0, checked.stdout
    assert formatted.returncode == 0, formatted.stdout
    return done


def test_it_satisfies_the_interface(tmp_path: Path) -> None:
    assert isinstance(RuffCodeFormatter(root=tmp_path), ICodeFormatter)


def test_imports_are_sorted_and_code_is_formatted(tmp_path: Path) -> None:
    assert finish(tmp_path, {"a.py": MESSY, "b/__init__.py": SHORT, "c.py": ""}) == {
        "a.py": CLEAN,
        "b/__init__.py": SHORT,
        "c.py": "",
    }


def test_the_projects_configuration_decides(tmp_path: Path) -> None:
    write(tmp_path, pyproject__toml='[tool.ruff]\nline-length = 20\nformat.quote-style = "single"\n')

    assert finish(tmp_path, {"sub/a.py": MESSY})["sub/a.py"].endswith(
        "x = {\n    'a': os.sep,\n    'b': sys.path,\n}\n"
    )


def test_the_line_length_of_another_formatter_counts_where_it_is_told(tmp_path: Path) -> None:
    done = RuffCodeFormatter(root=tmp_path, style=ImportStyle(line_length=20)).format_files({"a.py": MESSY})

    assert done["a.py"].endswith('x = {\n    "a": os.sep,\n    "b": sys.path,\n}\n')


def test_what_cannot_be_mended_is_suppressed_with_its_code(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["N", "ARG"]\n')

    done = finish(tmp_path, {"a.py": "def submit(jobName: str) -> None:\n    print()\n"})

    assert done["a.py"].startswith("def submit(jobName: str) -> None:  # noqa: ARG001, N803\n")


def test_nothing_is_suppressed_that_the_project_does_not_select(tmp_path: Path) -> None:
    assert "noqa" not in finish(tmp_path, {"a.py": "def submit(jobName: str) -> None:\n    print()\n"})["a.py"]


def test_a_code_that_occurs_often_is_suppressed_once_for_the_file(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["S101", "INP"]\n')

    done = finish(tmp_path, {"tests/a.py": '"""T."""\n' + "assert input()\n" * 4})

    assert done["tests/a.py"].startswith('# ruff: noqa: INP001, S101\n"""T."""\n')
    assert done["tests/a.py"].count("noqa") == 1


def test_a_folder_whose_init_is_new_too_is_a_package(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["INP"]\n')

    assert finish(tmp_path, {"app/__init__.py": "", "app/a.py": "x = 1\n"})["app/a.py"] == "x = 1\n"


def test_what_ruff_mends_safely_is_mended_and_not_suppressed(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["COM812", "I"]\nline-length = 40\n')
    source = "def submit(\n    first_of_all: int, second_of_all: str\n) -> None:\n    print()\n"

    assert "noqa" not in finish(tmp_path, {"a.py": source})["a.py"]


def test_packages_that_are_not_on_disk_yet_are_first_party(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["I"]\n')
    source = "import pytest\nfrom app.models import Run\n\nprint(pytest, Run)\n"

    done = finish(tmp_path, {"app/a.py": source, "app/models.py": "Run = 1\n"}, first_party=("app",))

    assert done["app/a.py"].startswith("import pytest\n\nfrom app.models import Run\n")


@pytest.mark.parametrize("configuration", ['required-version = ">=99"\n', "unknown-setting = 1\n", "line-length = [\n"])
def test_a_broken_configuration_falls_back_on_defaults_and_says_so(tmp_path: Path, configuration: str) -> None:
    write(tmp_path, ruff__toml=configuration)
    formatter = RuffCodeFormatter(root=tmp_path)

    assert formatter.format_files({"a.py": MESSY}) == {"a.py": CLEAN}
    assert "ruff configuration can't be used" in (formatter.get_warning() or "")


def test_a_configuration_in_order_gives_no_warning(tmp_path: Path) -> None:
    formatter = RuffCodeFormatter(root=tmp_path)
    formatter.format_files({"a.py": MESSY})

    assert formatter.get_warning() is None


def test_settings_that_would_leave_files_out_do_not(tmp_path: Path) -> None:
    excluded = 'force-exclude = true\nextend-exclude = ["gateways"]\nlint.exclude = ["*"]\n'
    write(tmp_path, ruff__toml=f'{excluded}fix = true\noutput-format = "github"\n')

    assert RuffCodeFormatter(root=tmp_path).format_files({"gateways/a.py": MESSY}) == {"gateways/a.py": CLEAN}


def test_text_that_is_no_python_is_refused_by_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        RuffCodeFormatter(root=tmp_path).format_files({"a.py": "def (:\n\n\n", "b.py": "class\n\n\n", "c.py": MESSY})

    assert [problem.place for problem in refused.value.problems] == ["a.py", "b.py"]
    assert all("not valid Python" in problem.message for problem in refused.value.problems)


def test_the_environment_and_the_projects_own_programs_are_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / ".venv" / "bin" / "ruff"
    trap.parent.mkdir(parents=True)
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/trapped\n", encoding="utf-8")
    trap.chmod(0o755)
    monkeypatch.setenv("PATH", str(trap.parent))
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "absent.toml"))
    monkeypatch.setenv("RUFF_NO_CACHE", "false")
    monkeypatch.chdir(tmp_path)

    assert RuffCodeFormatter(root=tmp_path).format_files({"a.py": MESSY}) == {"a.py": CLEAN}
    assert not (tmp_path / "trapped").exists()
    assert not (tmp_path / ".ruff_cache").exists()


def test_ruff_is_found_outside_of_a_virtual_environment_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    assert RuffCodeFormatter(root=tmp_path).format_files({"a.py": MESSY}) == {"a.py": CLEAN}


def test_no_files_are_no_work(tmp_path: Path) -> None:
    assert RuffCodeFormatter(root=tmp_path).format_files({}) == {}
    assert RuffCodeFormatter(root=tmp_path).list_findings({}, ["I"]) == {}


def test_findings_before_and_after_an_edit_are_told_apart(tmp_path: Path) -> None:
    before = b"import os\n\n\nclass A:\n    pass\n"
    after = before + b"class B:\n    pass\nimport abc\n"

    found = RuffCodeFormatter(root=tmp_path).list_findings(
        {"before:a.py": before, "after:a.py": after}, ["I", "F811", "E302", "E305", "E402"]
    )

    assert found == {"before:a.py": (), "after:a.py": ("E302", "E305", "E402")}


def test_findings_follow_the_projects_import_settings_but_not_its_selection(tmp_path: Path) -> None:
    write(tmp_path, ruff__toml='lint.select = ["F"]\nlint.isort.force-sort-within-sections = true\n')
    files = {"a.py": b"from abc import ABC\nimport os\n", "b.py": b"import os\nfrom abc import ABC\n"}

    assert RuffCodeFormatter(root=tmp_path).list_findings(files, ["I"]) == {"a.py": (), "b.py": ("I001",)}


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    assert "invalid-syntax" in RuffCodeFormatter(root=tmp_path).list_findings({"a.py": b"def (:\n"}, ["I"])["a.py"]


def test_a_project_that_sorts_with_isort_gets_its_own_order(tmp_path: Path) -> None:
    imports = "from zlib import crc32\nimport acme\nimport shop\nfrom os import sep\nimport abc\n"
    text = f"{imports}\nX = (crc32, acme, shop, sep, abc)\n"
    style = ImportStyle(
        force_sort_within_sections=True,
        force_single_line=True,
        no_lines_before=("first-party",),
        known_third_party=("acme",),
        relative_imports_order="closest-to-furthest",
    )
    done = RuffCodeFormatter(root=tmp_path, style=style, first_party=("shop",)).format_files({"a.py": text})["a.py"]
    assert done.startswith("import abc\nfrom os import sep\nfrom zlib import crc32\n\nimport acme\nimport shop\n")

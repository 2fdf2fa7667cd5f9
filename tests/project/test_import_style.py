"""How imports are sorted and wrapped, by the configuration that the project's own tools read."""

from __future__ import annotations

import pytest

from gateway_builder.model.style import ImportStyle
from gateway_builder.project.detect import detect_project, survey_project
from tests.fakes.in_memory_source_tree import InMemorySourceTree

RUFF = """
line-length = 99
src = ["lib", "."]
[lint.isort]
known-first-party = ["own"]
known-third-party = ["vendor"]
known-local-folder = ["near"]
combine-as-imports = true
force-single-line = true
force-sort-within-sections = true
force-wrap-aliases = true
lines-after-imports = 2
lines-between-types = 1
no-lines-before = ["first-party"]
order-by-type = false
case-sensitive = true
relative-imports-order = "closest-to-furthest"
section-order = ["future", "standard-library", "first-party", "third-party", "local-folder"]
split-on-trailing-comma = false
required-imports = ["from __future__ import annotations"]
"""
WHOLE = ImportStyle(
    line_length=99,
    known_first_party=("gateways", "own"),
    known_third_party=("vendor",),
    known_local_folder=("near",),
    combine_as_imports=True,
    force_single_line=True,
    force_sort_within_sections=True,
    force_wrap_aliases=True,
    lines_after_imports=2,
    lines_between_types=1,
    no_lines_before=("first-party",),
    order_by_type=False,
    case_sensitive=True,
    relative_imports_order="closest-to-furthest",
    section_order=("future", "standard-library", "first-party", "third-party", "local-folder"),
    split_on_trailing_comma=False,
    required_imports=("from __future__ import annotations",),
)


def style(files: dict[str, str] | None = None, above: dict[str, str] | None = None) -> ImportStyle:
    tree = InMemorySourceTree(files or {}, above)
    return detect_project(tree, survey_project(tree)).imports


def width(**files: str) -> int:
    names = {"pyproject": "pyproject.toml", "setup": "setup.cfg", "flake8": ".flake8", "tox": "tox.ini"}
    return style({names.get(name, name): text for name, text in files.items()}).line_length


def test_without_configuration_ruff_s_defaults_hold() -> None:
    assert style() == ImportStyle(known_first_party=("gateways",))


@pytest.mark.parametrize("name", ["ruff.toml", ".ruff.toml"])
def test_every_setting_of_ruff_s_own_file_is_read(name: str) -> None:
    assert style({name: RUFF}) == WHOLE


def test_every_setting_of_pyproject_is_read() -> None:
    text = RUFF.replace("\nline-length", "\n[tool.ruff]\nline-length").replace("[lint.", "[tool.ruff.lint.")
    assert style({"pyproject.toml": text}) == WHOLE


def test_the_older_place_of_isort_s_settings_is_read() -> None:
    assert style({"ruff.toml": "[isort]\ncombine-as-imports = true"}).combine_as_imports


def test_ruff_s_own_file_wins_over_pyproject_and_both_over_files_above() -> None:
    own, pyproject = "line-length = 101", "[tool.ruff]\nline-length = 102"
    above = {"ruff.toml": "line-length = 103"}
    assert style({"ruff.toml": own, "pyproject.toml": pyproject}, above).line_length == 101
    assert style({"pyproject.toml": pyproject}, above).line_length == 102
    assert style({}, above).line_length == 103


def test_an_extended_file_is_read_and_overruled() -> None:
    files = {
        "ruff.toml": 'extend = "./config/base.toml"\nline-length = 90\n[lint.isort]\nforce-single-line = false\n',
        "config/base.toml": "line-length = 120\n[lint.isort]\ncombine-as-imports = true\nforce-single-line = true\n",
    }
    found = style(files)
    assert (found.line_length, found.combine_as_imports, found.force_single_line) == (90, True, False)


def test_a_file_above_the_project_is_extended() -> None:
    files = {"pyproject.toml": '[tool.ruff]\nextend = "../ruff.toml"\n'}
    assert style(files, {"ruff.toml": "line-length = 110"}).line_length == 110


def test_an_extended_pyproject_is_read() -> None:
    files = {"ruff.toml": 'extend = "pyproject.toml"', "pyproject.toml": "[tool.ruff]\nline-length = 111"}
    assert style(files).line_length == 111


@pytest.mark.parametrize("target", ["/etc/ruff.toml", "gone.toml", "broken.toml", "ruff.toml", "../../outside.toml"])
def test_what_can_t_be_extended_is_passed_over(target: str) -> None:
    files = {"ruff.toml": f'extend = "{target}"\nline-length = 77\n', "broken.toml": "= 1"}
    assert style(files).line_length == 77


def test_a_table_that_the_extending_file_breaks_is_passed_over() -> None:
    files = {"ruff.toml": 'extend = "base.toml"\nlint = 3\n', "base.toml": "line-length = 91\n[lint]\nselect = []\n"}
    assert style(files).line_length == 91


def test_a_broken_file_of_ruff_s_is_ruff_s_to_complain_about() -> None:
    assert style({"ruff.toml": "line-length ="}).line_length == 88


@pytest.mark.parametrize(
    ("value", "expected"),
    [("88.5", 88), ('"100"', 100), ("true", 88), ("-3", 40), ("99999", 400), ("0", 88), ('"x"', 88)],
)
def test_a_line_length_that_makes_no_sense_is_kept_in_bounds(value: str, expected: int) -> None:
    assert style({"ruff.toml": f"line-length = {value}"}).line_length == expected


def test_settings_of_a_wrong_type_are_passed_over() -> None:
    text = (
        "[lint.isort]\ncombine-as-imports = 3\nlines-after-imports = true\nknown-first-party = 4\nsection-order = [1]\n"
    )
    found = style({"ruff.toml": text + 'relative-imports-order = "sideways"\n'})
    assert found == ImportStyle(known_first_party=("gateways",))


def test_isort_in_pyproject() -> None:
    found = style(
        {
            "pyproject.toml": """
[tool.isort]
profile = "black"
known_first_party = ["own"]
known_localfolder = "near"
force_single_line = true
add_imports = ["from __future__ import annotations"]
sections = ["FUTURE", "STDLIB", "FIRSTPARTY", "THIRDPARTY", "DJANGO"]
"""
        }
    )
    assert found.line_length == 88
    assert (found.known_first_party, found.known_local_folder) == (("gateways", "own"), ("near",))
    assert found.force_single_line
    assert found.required_imports == ("from __future__ import annotations",)
    assert found.section_order == ("future", "standard-library", "first-party", "third-party", "django")


def test_isort_alone_wraps_at_79() -> None:
    assert style({"pyproject.toml": "[tool.isort]\ncombine_as_imports = true"}).line_length == 79


@pytest.mark.parametrize(
    ("name", "section"),
    [(".isort.cfg", "settings"), (".isort.cfg", "isort"), ("setup.cfg", "isort"), ("tox.ini", "isort")],
)
def test_isort_in_ini_files(name: str, section: str) -> None:
    text = f"[{section}]\nline_length: 101\nlines_after_imports = 2\ncombine_as_imports = True\n"
    text += "known_first_party =\n  own,\n  more\n"
    found = style({name: text})
    assert (found.line_length, found.lines_after_imports, found.combine_as_imports) == (101, 2, True)
    assert found.known_first_party == ("gateways", "more", "own")


def test_ruff_wins_over_isort() -> None:
    found = style({"ruff.toml": "line-length = 100", "pyproject.toml": "[tool.isort]\nforce_single_line = true"})
    assert (found.line_length, found.force_single_line) == (100, False)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject": "[tool.black]\nline-length = 101"}, 101),
        ({"pyproject": '[tool.black]\nline-length = 101\n[tool.isort]\nprofile = "black"'}, 101),
        ({"flake8": "[flake8]\nmax-line-length = 102"}, 102),
        ({"setup": "[flake8]\nmax-line-length = 103"}, 103),
        ({"tox": "[flake8]\nmax-line-length = 104"}, 104),
        ({"setup": "[pycodestyle]\nmax-line-length = 105"}, 105),
        ({".editorconfig": "root = true\n[*]\nmax_line_length = 106"}, 106),
        ({".editorconfig": "[*]\nmax_line_length = 106\n[*.py]\nmax_line_length = 107"}, 107),
        ({".editorconfig": "[*.py]\nmax_line_length = off"}, 88),
        ({"setup": "[flake8]\nignore = E1\n# max-line-length = 99\n; x\n\n"}, 88),
        ({"setup": "\ufeff[flake8]\nmax-line-length = 108"}, 108),
        ({"setup": "[flake8]\nignore = [E1]\nmax-line-length = 110"}, 110),
        ({"setup": "[broken\n[flake8]\nmax-line-length = 111"}, 111),
        ({"setup": " stray\n[flake8]\n  stray\nmax-line-length = 109"}, 109),
    ],
)
def test_other_tools_tell_the_line_length(files: dict[str, str], expected: int) -> None:
    assert width(**files) == expected


def test_what_stands_in_the_source_folders_is_first_party() -> None:
    files = {"src/app/__init__.py": "", "src/app/ports.py": "", "tests/test_a.py": "", "tool.py": "", "a-b/x.py": ""}
    assert style(files).known_first_party == ("app", "src", "tests", "tool")


def test_the_source_folders_are_those_of_ruff() -> None:
    files = {"lib/app/__init__.py": "", "lib/app/ports.py": "", "other/x.py": "", "ruff.toml": 'src = ["lib"]'}
    assert style(files).known_first_party == ("app",)


def test_what_is_declared_third_party_is_not_first_party() -> None:
    files = {
        "app/__init__.py": "",
        "app/ports.py": "",
        "vendor/x.py": "",
        "ruff.toml": '[lint.isort]\nknown-third-party = ["vendor"]',
    }
    assert style(files).known_first_party == ("app",)


def test_whether_the_project_configures_ruff_is_known() -> None:
    with_ruff, without = InMemorySourceTree({"ruff.toml": "line-length = 100"}), InMemorySourceTree()
    assert survey_project(with_ruff).uses_ruff(with_ruff)
    assert not survey_project(without).uses_ruff(without)

"""Templates are strict, overridable, and can do no harm."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import TemplateError

from gateway_builder.errors import UsageError
from gateway_builder.gateways import template_bytecode, template_folder
from gateway_builder.gateways.interfaces import ITemplateRenderer
from gateway_builder.gateways.jinja_template_renderer import JinjaTemplateRenderer
from gateway_builder.gateways.template_folder import list_template_names, read_template
from tests.fakes.in_memory_source_tree import InMemorySourceTree

INIT = "package/init.py.jinja"
VIEW = {"docstring": '"""Things."""'}


@dataclass(frozen=True, slots=True)
class View:
    """A value that templates read."""

    name: str = "runner"


def overridden(text: str | bytes, name: str = INIT) -> JinjaTemplateRenderer:
    return JinjaTemplateRenderer(tree=InMemorySourceTree({f"gw/{name}": text}), overrides="gw/")


def render(text: str, **view: object) -> str:
    return overridden(text).render_template(INIT, view)


def refusal(text: str | bytes, **view: object) -> UsageError:
    with pytest.raises(UsageError) as refused:
        overridden(text).render_template(INIT, view)
    return refused.value


@pytest.fixture(autouse=True)
def _keep_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says: Python keeps what it compiles."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def test_it_satisfies_the_interface() -> None:
    assert isinstance(JinjaTemplateRenderer(), ITemplateRenderer)


def test_a_shipped_template_is_rendered() -> None:
    assert JinjaTemplateRenderer().render_template(INIT, VIEW) == '"""Things."""\n'


def test_the_projects_own_template_wins_and_the_others_stay() -> None:
    renderer = overridden("# ours\n{{ docstring }}\n")

    assert renderer.render_template(INIT, VIEW) == '# ours\n"""Things."""\n'
    assert renderer.render_template(
        "errors/module.py.jinja", {"errors": ()}
    ) == JinjaTemplateRenderer().render_template("errors/module.py.jinja", {"errors": ()})


def test_an_override_of_an_included_template_counts() -> None:
    renderer = overridden("class {{ error.name }}: pass\n", "errors/class.py.jinja")

    assert "class runner: pass\n" in renderer.render_template(
        "errors/module.py.jinja", {"errors": (View(),)} | {"error": View()}
    )


def test_nothing_is_escaped_and_blocks_leave_no_lines() -> None:
    assert render("{% if True %}\n    {% set x = '<&>' %}\n{{ x }}\n{% endif %}\n") == "<&>\n"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("ok\n{{ missing }}\n", 2, "'missing' is undefined"),
        ("ok\n\n{% if %}\n", 3, "Expected an expression"),
        ("{{ view.name.nothing }}\n", 1, "nothing"),
        ("a\n{% include 'package/absent.jinja' %}\n", 2, "absent"),
        ("a\n{{ 1 // 0 }}\n", 2, "zero"),
    ],
)
def test_a_wrong_override_is_explained_with_file_and_line(text: str, line: int, reason: str) -> None:
    problem = refusal(text, view=View()).problems[0]

    assert problem.place == f"gw/{INIT}:{line}"
    assert reason in problem.message
    assert problem.place in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ view.__init__.__globals__ }}",
        "{{ view.__class__ }}",
        "{{ cycler.__init__.__globals__.os.system('id') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ view | attr('__class__') }}",
        "{{ '%s' | format(view) }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ items * 999999 }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{% for a in range(999999999) %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ items.append(1) }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include 'gateway/../../pyproject.toml' %}",
        "{% extends 'pyproject.toml' %}",
        "{% import 'os' as os %}",
        "{% include '" + INIT + "' %}",
    ],
)
def test_a_hostile_template_gets_nothing_and_ends(text: str) -> None:
    assert refusal(text, view=View(), items=[1]).problems[0].place.startswith(f"gw/{INIT}:")


def test_small_arithmetic_is_allowed() -> None:
    assert render("{{ 2 * 3 }}{{ ' ' * 2 }}{{ range(3) | length }}\n") == "6  3\n"


@pytest.mark.parametrize(("content", "reason"), [(b"\xff\xfe", "not UTF-8"), (b"x" * 100_001, "larger than")])
def test_an_override_that_is_no_template_is_refused_by_name(content: bytes, reason: str) -> None:
    problem = refusal(content).problems[0]

    assert reason in problem.message
    assert problem.place == f"gw/{INIT}"


def test_overrides_outside_of_the_project_are_refused_by_the_tree() -> None:
    renderer = JinjaTemplateRenderer(tree=InMemorySourceTree({}), overrides="../elsewhere")

    with pytest.raises(UsageError, match="leaves the project"):
        renderer.render_template(INIT, VIEW)


def test_a_mistake_of_our_own_is_no_error_of_the_user() -> None:
    with pytest.raises(TemplateError):
        JinjaTemplateRenderer().render_template(INIT, {})


def test_only_names_of_shipped_templates_can_be_overridden() -> None:
    tree = InMemorySourceTree({"gw/other.jinja": "x"})

    with pytest.raises(TemplateError):
        JinjaTemplateRenderer(tree=tree, overrides="gw").render_template("other.jinja", {})
    assert tree.read == []


def test_every_shipped_template_is_listed_and_small() -> None:
    names = list_template_names()

    assert INIT in names
    assert "gateway/module.py.jinja" in names
    for name in names:
        text = read_template(name)
        assert text is not None
        assert len(text.splitlines()) <= 40, name


def test_a_name_that_is_no_template_has_no_text() -> None:
    assert read_template("../pyproject.toml") is None


def test_shipped_templates_are_kept_compiled_and_those_of_a_project_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "deep" / "__pycache__"
    kept.parent.mkdir()
    monkeypatch.setattr(template_bytecode, "_FOLDER", kept)

    assert overridden("# ours\n").render_template(INIT, VIEW) == "# ours\n"
    assert not kept.exists()

    assert JinjaTemplateRenderer().render_template(INIT, VIEW) == '"""Things."""\n'
    (file,) = kept.iterdir()
    compiled = file.read_bytes()
    assert JinjaTemplateRenderer().render_template(INIT, VIEW) == '"""Things."""\n'
    assert overridden("# ours\n").render_template(INIT, VIEW) == "# ours\n"
    assert file.read_bytes() == compiled


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"j2" + bytes(200)])
def test_a_damaged_compiled_template_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    monkeypatch.setattr(template_bytecode, "_FOLDER", tmp_path)
    JinjaTemplateRenderer().render_template(INIT, VIEW)
    (file,) = tmp_path.iterdir()
    compiled = file.read_bytes()
    file.write_bytes(damage)

    assert JinjaTemplateRenderer().render_template(INIT, VIEW) == '"""Things."""\n'
    assert file.read_bytes() == compiled


def test_an_installation_that_cannot_be_written_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(template_bytecode, "_FOLDER", tmp_path / "file" / "__pycache__")

    assert JinjaTemplateRenderer().render_template(INIT, VIEW) == '"""Things."""\n'


def test_the_packaged_folder_is_used_once_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = tmp_path / "templates"
    packaged.mkdir()
    (packaged / "a.jinja").write_text("packaged", encoding="utf-8")
    monkeypatch.setattr(template_folder, "_PACKAGED", packaged)

    assert list_template_names() == ("a.jinja",)
    assert read_template("a.jinja") == "packaged"


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway_builder.gateways.template_bytecode._FOLDER", tmp_path / "kept")
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert JinjaTemplateRenderer().render_template(INIT, VIEW)
    assert not (tmp_path / "kept").exists()


def test_an_override_too_deep_to_be_compiled_is_explained() -> None:
    tree = InMemorySourceTree({"own/package/init.py.jinja": "{{ " + "(" * 30_000 + "1" + ")" * 30_000 + " }}"})
    with pytest.raises(UsageError) as caught:
        JinjaTemplateRenderer(tree=tree, overrides="own").render_template(INIT, VIEW)
    assert "own/package/init.py.jinja" in caught.value.problems[0].place

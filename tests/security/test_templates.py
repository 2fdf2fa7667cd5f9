"""A project whose own templates are hostile: each ends as an error of the user, bounded in time."""

from __future__ import annotations

import pytest

from tests.security.victim import NEW, Victim, assert_refused

FILE = "gateway-templates/interface/module.py.jinja"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{ ''.__class__.__mro__ }}", id="mro"),
        pytest.param("{{ ''|attr('__class__') }}", id="attr-filter"),
        pytest.param("{{ ''['__class__'] }}", id="subscript"),
        pytest.param("{{ '%s' % ''.__class__ }}", id="percent"),
        pytest.param("{{ '{0.__class__}'.format(1) }}", id="format"),
        pytest.param("{{ '{0.__class__}'.format_map({}) }}", id="format-map"),
        pytest.param("{{ self.__init__.__globals__ }}", id="self"),
        pytest.param("{{ cycler.__init__.__globals__.os.system('true') }}", id="cycler"),
        pytest.param("{{ lipsum.__globals__ }}", id="lipsum"),
        pytest.param("{{ range.__self__ }}", id="range-self"),
        pytest.param("{% macro m() %}{% endmacro %}{{ m.__globals__ }}{{ m._func.__globals__ }}", id="macro"),
        pytest.param("{{ ().__class__.__base__.__subclasses__() }}", id="subclasses"),
        pytest.param('{% include "/etc/passwd" %}', id="include"),
        pytest.param('{% include "../../outside/secret.py" %}', id="include-above"),
        pytest.param('{% import "/etc/passwd" as x %}', id="import"),
        pytest.param('{% extends "../pyproject.toml" %}', id="extends"),
        pytest.param("{% for a in range(10**9) %}x{% endfor %}", id="power"),
        pytest.param("{% for a in range(999999999) %}x{% endfor %}", id="range"),
        pytest.param(
            "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}", id="nested-ranges"
        ),
        pytest.param("{{ 'x' * 999999999 }}", id="repeat"),
        pytest.param("{{ ('x' * 99999) * 99999 }}", id="repeat-twice"),
        pytest.param("{{ 9 ** 999999999 }}", id="exponent"),
        pytest.param("{{ '%999999999d' % 1 }}", id="padding"),
        pytest.param("{{ 'x'.join(['y' * 99999] * 99999) }}", id="join"),
        pytest.param("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", id="recursion"),
        pytest.param('{% include "interface/module.py.jinja" %}', id="include-itself"),
        pytest.param("{{ 'x' | wordwrap(0) }}{{ 1/0 }}", id="zero"),
        pytest.param("{% if %}", id="syntax"),
        pytest.param("{{ nothing_of_that_name }}", id="undefined"),
        pytest.param("def (:", id="no-python"),
        pytest.param("{{ '('*5000 }}", id="deep-python"),
        pytest.param("{" * 90_000, id="braces"),
        pytest.param("{{ " + "(" * 40_000 + ")" * 40_000 + " }}", id="deep-expression"),
        pytest.param("x = '\\ud800\x00'\n", id="null"),
    ],
)
def test_a_hostile_template_is_a_user_error(victim: Victim, text: str) -> None:
    victim.write(FILE, text)

    ran = victim.run(*NEW)

    assert_refused(ran, 2)
    assert FILE in ran.stderr or "gateways/interfaces.py" in ran.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * 2_000_000], ids=["binary", "huge"])
def test_a_template_that_is_no_text_is_a_user_error(victim: Victim, content: bytes) -> None:
    victim.write(FILE, content)

    assert_refused(victim.run(*NEW), 2, FILE)


def test_a_template_that_is_a_symlink_out_is_refused(victim: Victim) -> None:
    place = victim.project / FILE
    place.parent.mkdir(parents=True)
    place.symlink_to(victim.outside / "secret.py")

    assert_refused(victim.run(*NEW), 2, "leads out of the project")

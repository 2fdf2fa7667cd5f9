"""Tests of how a bound gateway is configured, as text: its defaults, its client, the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gateway_builder.render.text import string_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateway_builder.model.binding import ConfigValue
    from gateway_builder.render.bound_test_setting import BoundSetting

_READABLE = {"int", "float", "bool"}


class ConfigTest(NamedTuple):
    """What is tested, and how the gateway is spelled in it.

    Attributes:
        setting: What tests share.
        parameter: Name of the constructor's parameter for the client.
        build_path: Literal of the dotted name of `build_client`, "" where the gateway builds none at once.
    """

    setting: BoundSetting
    parameter: str
    build_path: str


def write_config_tests(test: ConfigTest) -> Iterator[str]:
    """The tests.

    Args:
        test: What is tested.
    """
    config = test.setting.binding.config
    if test.build_path:
        yield _write_built(test)
    if any(each.default is not None for each in config):
        yield _write_defaults(test, config)
    if any(each.env for each in config):
        yield from _write_environment(test, config)


def _write_built(test: ConfigTest) -> str:
    return f'''def test_it_builds_the_client_that_it_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one with timeouts and retries."""
    built = object()

    def build() -> object:
        return built

    monkeypatch.setattr({test.build_path}, build)

    made = {test.setting.gateway_name}({test.setting.write_config(needed_only=True).removesuffix(", ")})

    assert vars(made)["_client"] is built
'''


def _write_defaults(test: ConfigTest, config: tuple[ConfigValue, ...]) -> str:
    setting = test.setting
    asserts = "\n".join(f"    {_write_assert(each, each.default)}" for each in config if each.default is not None)
    made = f'{setting.gateway_name}({setting.write_config(needed_only=True)}{test.parameter}=cast("Any", object()))'
    return f'''def test_what_is_not_configured_has_its_default() -> None:
    """The defaults are those that were decided."""
    made = {made}

{asserts}
'''


def _write_environment(test: ConfigTest, config: tuple[ConfigValue, ...]) -> Iterator[str]:
    """What variables give, what their absence gives, and what is no value."""
    given = {each.env: _example(each, number) for number, each in enumerate(config, 1) if each.env}
    yield _write_from_environment(test, config, given)
    defaults = [each for each in config if each.env and each.default is not None]
    if defaults:
        yield _write_from_defaults(test, config, defaults, given)
    missing = [each.env for each in config if each.env and each.default is None]
    if missing:
        yield _write_missing(test, config, missing, given)
    numbers = [each.env for each in config if each.env and _kind(each) in _READABLE]
    if numbers:
        yield _write_unreadable(test, config, numbers, given)


def _write_from_environment(
    test: ConfigTest, config: tuple[ConfigValue, ...], given: dict[str, tuple[str, str]]
) -> str:
    asserts = "\n".join(f"    {_write_assert(each, given[each.env][1])}" for each in config if each.env)
    return f'''def test_the_environment_configures_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each variable gives the value that it is named for."""
{_set_all(given)}
    client = cast("Any", object())

    made = {_call(test, config)}

{asserts}
    assert vars(made)["_client"] is client
'''


def _write_from_defaults(
    test: ConfigTest, config: tuple[ConfigValue, ...], defaults: list[ConfigValue], given: dict[str, tuple[str, str]]
) -> str:
    unset = "\n".join(f"    monkeypatch.delenv({string_literal(each.env)}, raising=False)" for each in defaults)
    rest = {env: value for env, value in given.items() if env not in {each.env for each in defaults}}
    asserts = "\n".join(f"    {_write_assert(each, each.default or '')}" for each in defaults)
    return f'''def test_the_environment_may_leave_out_what_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the default holds."""
{_set_all(rest)}
{unset}
    client = cast("Any", object())

    made = {_call(test, config)}

{asserts}
'''


def _write_missing(
    test: ConfigTest, config: tuple[ConfigValue, ...], missing: list[str], given: dict[str, tuple[str, str]]
) -> str:
    return f'''@pytest.mark.parametrize("variable", [{", ".join(map(string_literal, missing))}])
def test_a_variable_that_is_needed_is_named(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Who starts the program learns what to set."""
{_set_all(given)}
    monkeypatch.delenv(variable)
    client = cast("Any", object())

    with pytest.raises({test.setting.error("configuration")}, match=variable):
        {_call(test, config)}
'''


def _write_unreadable(
    test: ConfigTest, config: tuple[ConfigValue, ...], numbers: list[str], given: dict[str, tuple[str, str]]
) -> str:
    return f'''@pytest.mark.parametrize("variable", [{", ".join(map(string_literal, numbers))}])
def test_a_variable_that_is_no_such_value_is_named(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    """Who starts the program learns what to mend."""
{_set_all(given)}
    monkeypatch.setenv(variable, "neither this nor that")
    client = cast("Any", object())

    with pytest.raises({test.setting.error("configuration")}, match=variable):
        {_call(test, config)}
'''


def _call(test: ConfigTest, config: tuple[ConfigValue, ...]) -> str:
    """The call of the factory: what no variable gives and has no default is passed."""
    book = test.setting.book
    passed = [f"{each.name}={book.config[each.name].code}" for each in config if not each.env and each.default is None]
    return f"{test.setting.gateway_name}.from_environment({', '.join([*passed, f'{test.parameter}=client'])})"


def _set_all(given: dict[str, tuple[str, str]]) -> str:
    return "\n".join(
        f"    monkeypatch.setenv({string_literal(env)}, {string_literal(text)})" for env, (text, _) in given.items()
    )


def _write_assert(value: ConfigValue, expected: str) -> str:
    operator = "is" if expected in {"True", "False", "None"} else "=="
    return f'assert vars(made)["_{value.name}"] {operator} {expected}'


def _kind(value: ConfigValue) -> str:
    return value.annotation.replace("| None", "").strip()


def _example(value: ConfigValue, number: int) -> tuple[str, str]:
    """Text of a variable, and the value that it gives: no two alike, no one the default."""
    kind = _kind(value)
    if kind == "int":
        return str(700 + number), str(700 + number)
    if kind == "float":
        return f"{700 + number}.5", f"{700 + number}.5"
    if kind == "bool":
        return ("false", "False") if value.default == "True" else ("true", "True")
    return f"from-environment-{number}", string_literal(f"from-environment-{number}")

"""What `[tool.gateway-builder]` may say, and how what it may not is refused."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.errors import Problem, UsageError
from gateway_builder.model.configuration import Configuration
from gateway_builder.model.interface import InterfaceKind
from gateway_builder.model.style import DocstringStyle
from gateway_builder.model.technology import ConstructorParameter, ErrorTranslation
from gateway_builder.project.configuration import parse_configuration, read_configuration
from gateway_builder.project.options import list_options
from tests.fakes.in_memory_source_tree import InMemorySourceTree

EVERYTHING = r"""
[tool.gateway-builder]
package = "shop.billing"
interfaces = "src/shop/*/ports.py"
gateways = "./src/shop/outside/"
tests = "."
models = "src/shop/models"
use_cases = ["src/shop/use_cases"]
controllers = ["src/shop/api"]
repositories = ["src/shop/repositories"]
exclude = ["src/shop/vendored/**"]
errors = { module = "shop.errors", not_found = "shop.errors.Missing" }
templates = "tools/templates"
interface-pattern = '(?P<purpose>[A-Z]\w+)Port'
gateway-pattern = "{technology}{purpose}Adapter"
module-pattern = "{purpose}_{technology}"
method-pattern = "[a-z]+([A-Z][a-z]+)*"
roles = { mapper = ".*Mapper" }
vocabulary = ["AWSBatch"]
kind = "abc"
runtime-checkable = false
implementation = "either"
layout = "one-per-file"
docstrings = "numpy"
exports = "all"
profile = "strict"
select = ["GW1"]
ignore = ["GW105"]
per-file-ignores = { "tests/**" = ["GW8"] }
baseline = "known.json"

[tool.gateway-builder.rules.GW109]
most = 3

[tool.gateway-builder.technologies.AcmePay]
label = "Acme Pay"
module = "acmepay"
client = "acme"
package = "acme-pay"
import_check = "acme"
aliases = ["Acme"]
imports = ["import acme"]
client_type = "acme.Client"
build = "acme.Client(key, timeout=10)"
setup = ["client.retries = 2"]
parameters = [{ name = "key", doc = "Key of the API." }, { name = "host", annotation = "str | None", default = "None" }]
errors = [{ exceptions = ["acme.errors.Denied", "TimeoutError"], key = "denied", example = "acme.errors.Denied()" }]
notes = "Ask support."
"""


def read(text: str) -> Configuration:
    return read_configuration(InMemorySourceTree({"pyproject.toml": text}))


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(UsageError) as caught:
        read(text)
    return caught.value.problems


def own(line: str) -> str:
    return f"[tool.gateway-builder]\n{line}\n"


def test_without_a_file_or_a_table_nothing_is_set() -> None:
    assert read_configuration(InMemorySourceTree()) == Configuration()
    assert read('[project]\nname = "shop"\n') == Configuration()


def test_every_option_is_read() -> None:
    found = read(EVERYTHING)
    assert found.package == "shop.billing"
    assert (found.interfaces, found.gateways, found.tests) == ("src/shop/*/ports.py", "src/shop/outside", "")
    assert (found.models, found.use_cases) == (("src/shop/models",), ("src/shop/use_cases",))
    assert (found.controllers, found.repositories) == (("src/shop/api",), ("src/shop/repositories",))
    assert found.exclude == ("src/shop/vendored/**",)
    assert found.errors == (("module", "shop.errors"), ("not_found", "shop.errors.Missing"))
    assert found.templates == "tools/templates"
    assert found.interface_pattern == r"(?P<purpose>[A-Z]\w+)Port"
    assert (found.gateway_pattern, found.module_pattern) == ("{technology}{purpose}Adapter", "{purpose}_{technology}")
    assert found.method_pattern == "[a-z]+([A-Z][a-z]+)*"
    assert (found.roles, found.vocabulary) == ((("mapper", ".*Mapper"),), ("AWSBatch",))
    assert (found.kind, found.runtime_checkable) == (InterfaceKind.ABC, False)
    assert (found.implementation, found.layout, found.exports) == ("either", "one-per-file", "all")
    assert found.docstrings is DocstringStyle.NUMPY
    assert (found.profile, found.select, found.ignore) == ("strict", ("GW1",), ("GW105",))
    assert (found.per_file_ignores, found.baseline) == ((("tests/**", ("GW8",)),), "known.json")
    assert found.rules == (("GW109", {"most": 3}),)


def test_a_technology_of_the_project_s_own_is_read_whole() -> None:
    (found,) = read(EVERYTHING).technologies
    assert (found.name, found.label, found.module, found.client) == ("AcmePay", "Acme Pay", "acmepay", "acme")
    assert (found.family, found.package, found.import_check, found.aliases) == ("sdk", "acme-pay", "acme", ("Acme",))
    assert found.imports == ("import acme", "import acme.errors")
    assert (found.client_type, found.build) == ("acme.Client", "acme.Client(key, timeout=10)")
    assert (found.setup, found.notes) == (("client.retries = 2",), "Ask support.")
    assert found.parameters == (
        ConstructorParameter("key", "str", "Key of the API."),
        ConstructorParameter("host", "str | None", "", "None"),
    )
    assert found.errors == (ErrorTranslation(("acme.errors.Denied", "TimeoutError"), "denied", "acme.errors.Denied()"),)
    assert found.known


def test_a_technology_needs_no_facts() -> None:
    (found,) = read("[tool.gateway-builder.technologies.AcmePay]\n").technologies
    assert (found.label, found.module, found.client, found.family) == ("AcmePay", "acme_pay", "acme_pay", "plain")


def test_every_option_of_the_reference_is_one_that_is_read() -> None:
    read_names = {name.replace("_", "-") for name in Configuration._fields}
    assert {option.name.replace("_", "-") for option in list_options()} == read_names
    given = tomllib.loads(EVERYTHING)["tool"]["gateway-builder"]
    assert set(given) == {option.name for option in list_options()}


def test_every_option_is_described() -> None:
    for option in list_options():
        assert option.type
        assert option.doc.endswith(".")
        assert option.default
        assert option.group in {"places", "conventions", "check"}


@pytest.mark.parametrize("option", [option for option in list_options() if option.choices and option.type == "string"])
def test_every_choice_of_the_reference_is_accepted(option: object) -> None:
    name, choices = getattr(option, "name", ""), getattr(option, "choices", ())
    for choice in choices:
        found = getattr(read(own(f'{name} = "{choice}"')), name.replace("-", "_"))
        assert getattr(found, "value", found) == choice


def test_all_that_is_wrong_is_said_together() -> None:
    found = problems(own('interface = "x.py"\nkind = "abcd"\nmodels = 3\n'))
    assert [problem.message for problem in found] == [
        "the option 'interface' is unknown",
        "models must be an array, not an integer",
        "kind must be one of protocol, abc, not 'abcd'",
    ]
    assert found[0].hint == "did you mean interfaces?"
    assert found[0].place == "pyproject.toml: tool.gateway-builder.interface"
    assert found[2].hint == "did you mean abc?"


def test_a_key_that_is_near_none_gets_the_list() -> None:
    (problem,) = problems(own("zzz = 1"))
    assert problem.hint.startswith("known are: package, interfaces")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("package = 1", "package must be a string, not an integer"),
        ('package = "a.class"', "package must be a dotted Python name"),
        ("interfaces = []", "interfaces must be a string, not an array"),
        ('interfaces = "."', "interfaces must be a file"),
        ('interfaces = " "', "interfaces must be a text of one line"),
        ('interfaces = "a\\nb"', "interfaces must be a text of one line"),
        ('gateways = "/srv/app"', "gateways must be a path inside the project"),
        ('gateways = "../app"', "gateways must be a path inside the project"),
        ('gateways = "a/../../b"', "gateways must be a path inside the project"),
        ('templates = "C:/templates"', "templates must be a path inside the project"),
        ('templates = "a\\\\b"', "templates must be a path inside the project"),
        ('baseline = "~/known.json"', "baseline must be a path inside the project"),
        ('models = ["a", "../b"]', r"models\[1\] must be a path inside the project"),
        ("exclude = [1]", r"exclude\[0\] must be a string"),
        ('interface-pattern = "("', "interface-pattern is not a regular expression"),
        ('method-pattern = "a{99999999999}"', "method-pattern is not a regular expression"),
        ('roles = { mapper = "[" }', r"roles\.mapper is not a regular expression"),
        ('roles = "x"', "roles must be a table, not a string"),
        ('gateway-pattern = "{technology.__class__}"', r"gateway-pattern holds the field \{technology\.__class__\}"),
        ('gateway-pattern = "{technology[0]}"', r"gateway-pattern holds the field \{technology\[0\]\}"),
        ('gateway-pattern = "{technology!r}"', r"gateway-pattern holds the field \{technology!r\}"),
        ('gateway-pattern = "{purpose:>9999999999}"', "gateway-pattern holds the field"),
        ('gateway-pattern = "{0}"', r"gateway-pattern holds the field \{0\}"),
        ('gateway-pattern = "{purpose"', "gateway-pattern may hold letters and digits"),
        ('gateway-pattern = "{{purpose}}"', "gateway-pattern may hold letters and digits"),
        ('gateway-pattern = "{technology}/{purpose}"', "gateway-pattern may hold letters and digits"),
        ('gateway-pattern = "Gateway"', "gateway-pattern does not make a name"),
        ('module-pattern = "1{purpose}"', "module-pattern does not make a name"),
        ('module-pattern = "X{purpose}"', "module-pattern may hold lower-case letters"),
        ("vocabulary = 1.5", "vocabulary must be an array, not a float"),
        ("kind = 1979-05-27", "kind must be one of protocol, abc, not a date or time"),
        ("runtime-checkable = 1", "runtime-checkable must be true or false, not an integer"),
        ('errors = { module = "a-b" }', "errors must be a dotted Python name"),
        ('errors = { denied = "Denied" }', r"errors\.denied must name a class with its module"),
        ('errors = { denid = "a.Denied" }', r"errors\.denid is no key of the application's errors"),
        ('errors = { zzzzzzz = "a.Denied" }', r"errors\.zzzzzzz is no key of the application's errors"),
        ("per-file-ignores = { x = 1 }", r"per-file-ignores\.x must be an array"),
        ("rules = { GW109 = 1 }", r"rules\.GW109 must be a table"),
        ("technologies = 1", "technologies must be a table, not an integer"),
        ("technologies = { acme = {} }", "acme is not a technology's name"),
        ("technologies = { Acme = 1 }", r"technologies\.Acme must be a table"),
        ("technologies = { Acme = { modul = 1 } }", "the option 'modul' is unknown"),
        ('technologies = { Acme = { module = "a.b" } }', "module must be a snake_case name"),
        ('technologies = { Acme = { build = "x; y" } }', "build must be a Python expression"),
        ('technologies = { Acme = { build = "(" } }', "build must be a Python expression"),
        ('technologies = { Acme = { build = "x = 1" } }', "build must be a Python expression"),
        ('technologies = { Acme = { setup = ["a; b"] } }', r"setup\[0\] must be one Python statement"),
        ('technologies = { Acme = { imports = ["x"] } }', r"imports\[0\] must be one import statement"),
        ('technologies = { Acme = { imports = ["import"] } }', r"imports\[0\] must be one import statement"),
        ("technologies = { Acme = { notes = 1 } }", "notes must be a string"),
        ("technologies = { Acme = { parameters = [1] } }", r"parameters\[0\] must be a table"),
        ("technologies = { Acme = { parameters = [{}] } }", "name is missing"),
        ('technologies = { Acme = { errors = [{ key = "base" }] } }', "exceptions is missing"),
        ("technologies = { Acme = { errors = [{ exceptions = [] }] } }", "key is missing"),
        ('technologies = { Acme = { errors = [{ exceptions = ["len"] }] } }', r"exceptions\[0\] must name a class"),
        ('technologies = { Acme = { errors = [{ exceptions = ["object"] }] } }', r"exceptions\[0\] must name a class"),
    ],
)
def test_what_can_t_be_is_refused_with_its_key(line: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        read(own(line))
    assert all(problem.place.startswith("pyproject.toml: tool.gateway-builder.") for problem in caught.value.problems)


def test_tables_above_ours_that_are_none_are_refused() -> None:
    assert problems("tool = 1")[0].message == "tool must be a table, not an integer"
    assert problems("[tool]\ngateway-builder = true")[0].message == "gateway-builder must be a table, not a boolean"


def test_a_file_that_is_not_toml_is_refused_with_its_line() -> None:
    (problem,) = problems("[project]\nname = shop\n")
    assert problem.place == "pyproject.toml:2:8"
    assert problem.message == "pyproject.toml is not valid TOML: Invalid value"


def test_a_file_that_ends_too_early_is_refused() -> None:
    (problem,) = problems("name = ")
    assert problem.place.startswith("pyproject.toml")


def test_a_file_that_nests_too_deeply_is_refused() -> None:
    assert "not valid TOML" in problems(f"a = {'[' * 100_000}")[0].message


def test_a_file_in_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(UsageError) as caught:
        read_configuration(InMemorySourceTree({"pyproject.toml": b"a = 1\nb = '\xe9'\n"}))
    assert caught.value.problems[0].place == "pyproject.toml:2"


places = st.lists(
    st.from_regex(r"[a-z_][a-z0-9_.-]{0,8}", fullmatch=True).filter(lambda part: part.strip(".")), min_size=1
).map("/".join)
values = st.fixed_dictionaries(
    {},
    optional={
        "gateways": places,
        "tests": places,
        "models": st.lists(places),
        "kind": st.sampled_from(["protocol", "abc"]),
        "runtime-checkable": st.booleans(),
        "vocabulary": st.lists(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1)),
        "gateway-pattern": st.sampled_from(["{technology}{purpose}", "{purpose}Impl", "{purpose}On{technology}"]),
    },
)


@given(values)
def test_what_is_set_is_what_is_read(given_values: dict[str, object]) -> None:
    text = own("\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in given_values.items()))
    found = read(text)
    for option in list_options():
        attribute = option.name.replace("-", "_")
        value = getattr(found, attribute)
        shown = list(value) if isinstance(value, tuple) else getattr(value, "value", value)
        assert shown == given_values.get(option.name, shown)
        if option.name not in given_values:
            assert value == getattr(Configuration(), attribute)


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_document_is_read_or_refused(value: object) -> None:
    keys = [option.name for option in list_options()]
    for key in keys:
        try:
            parse_configuration({"tool": {"gateway-builder": {key: value}}})
        except UsageError as error:
            assert error.problems

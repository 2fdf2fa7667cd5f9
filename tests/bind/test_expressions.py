"""Expressions of spec files do what the file's format allows, and no more; every mistake in one is named."""

from __future__ import annotations

import ast
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.bind.expressions import Expression, Scope, check_expression
from gateway_builder.errors import UsageError
from gateway_builder.model.business import BusinessModel, ModelField, ModelKind, ModelMethod
from gateway_builder.model.interface import ImportedName, Parameter, ParameterKind, Signature

PLACE = "gateway.toml:7: methods.submit_run.arguments.jobName"
STATUS = BusinessModel(
    "RunStatus",
    ImportedName("shop.models", "RunStatus"),
    ModelKind.ENUM,
    methods=(
        ModelMethod("of", Signature((Parameter("text", "str"),), "Self"), is_class=True),
        ModelMethod("is_final", Signature((), "bool"), is_property=True),
    ),
    members=("QUEUED", "DONE"),
)
TEXT = BusinessModel("Kind", ImportedName("shop.kinds", "Kind"), ModelKind.ENUM, members=("BIG",), value_type="str")
RUN = BusinessModel(
    "Run",
    ImportedName("shop.models", "Run"),
    ModelKind.DATA,
    fields=(
        ModelField("id", "int"),
        ModelField("job_id", "str | None", "None"),
        ModelField("status", "RunStatus"),
        ModelField("kind", "Kind"),
        ModelField("tags", "dict[str, list[int]]"),
        ModelField("row", "Row"),
        ModelField("parent", "Run | None"),
        ModelField("pair", "tuple[int, str]"),
        ModelField("at", "datetime"),
        ModelField("loose", ""),
        ModelField("odd", "Odd"),
    ),
    methods=(
        ModelMethod(
            "key",
            Signature(
                (
                    Parameter("first", "str", kind=ParameterKind.POSITIONAL_ONLY),
                    Parameter("prefix", "str", '""'),
                    Parameter("upper", None, "False", ParameterKind.KEYWORD_ONLY),
                ),
                "str",
            ),
        ),
        ModelMethod("name_all", Signature((Parameter("names", kind=ParameterKind.VAR_POSITIONAL),), None)),
        ModelMethod("tagged", Signature((Parameter("tags", kind=ParameterKind.VAR_KEYWORD),), "str")),
        ModelMethod("fetch", Signature((), "str", is_async=True)),
        ModelMethod("total", Signature((), "float"), is_property=True),
    ),
    constants=(ModelField("LIMIT", "int"),),
    attributes=(ModelField("later", "str"),),
)
ROW = BusinessModel("Row", ImportedName("shop.rows", "Row"), ModelKind.TYPED_DICT, fields=(ModelField("size", "int"),))
ODD = BusinessModel("Odd", ImportedName("shop.odd", "Odd"), is_complete=False)
LOOSE_ROW = BusinessModel("LooseRow", ImportedName("shop.rows", "LooseRow"), ModelKind.TYPED_DICT, is_complete=False)
MODELS = {each.name: each for each in (STATUS, TEXT, RUN, ROW, ODD, LOOSE_ROW)}
SCOPE = Scope(
    parameters={
        "run": "Run",
        "ids": "list[str]",
        "at": "datetime",
        "maybe": "str | None",
        "rows": "Mapping[str, int]",
        "thing": "",
        "loose_row": "LooseRow",
        "pairs": "dict",
    },
    config={"job_queue": "str", "limit": "int | None"},
    models=MODELS.get,
    list_models=MODELS.keys,
)


def check(code: str, scope: Scope = SCOPE) -> Expression:
    return check_expression(code, scope, PLACE)


def refused(code: str, scope: Scope = SCOPE) -> list[tuple[str, str]]:
    with pytest.raises(UsageError) as caught:
        check(code, scope)
    assert {problem.place for problem in caught.value.problems} == {PLACE}
    return [(problem.message, problem.hint) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("code", "annotation"),
    [
        ("run", "Run"),
        ("run.id", "int"),
        ("run.later", "str"),
        ("run.total", "float"),
        ("run.LIMIT", "int"),
        ("Run.LIMIT", "int"),
        ("run.key('a')", "str"),
        ("run.key('a', 'b', upper=True)", "str"),
        ("run.key('a', prefix='b')", "str"),
        ("run.name_all(1, 2, 3)", ""),
        ("run.tagged(a=1, b='2')", "str"),
        ("run.status", "RunStatus"),
        ("run.status.name", "str"),
        ("run.status.value", ""),
        ("run.status.value.whatever()", ""),
        ("run.status.is_final", "bool"),
        ("run.kind.value", "str"),
        ("run.kind.upper()", "str"),
        ("RunStatus.DONE", "RunStatus"),
        ("RunStatus.of('x')", "RunStatus"),
        ("Kind.BIG.value", "str"),
        ("config.job_queue", "str"),
        ("config.job_queue.lower()", "str"),
        ("str(run.id)", "str"),
        ("int('7', 16)", "int"),
        ("float(run.id)", "float"),
        ("bool(maybe)", "bool"),
        ("len(ids)", "int"),
        ("list(ids)", "list[str]"),
        ("list(rows)", "list[str]"),
        ("list('abc')", "list[str]"),
        ("list(thing)", "list"),
        ("list(pairs)", "list"),
        ("tuple(ids)", "tuple[str, ...]"),
        ("tuple(thing)", "tuple"),
        ("sorted(ids, reverse=True)", "list[str]"),
        ("dict()", "dict"),
        ("dict(run.tags)", "dict[str, list[int]]"),
        ("dict(rows)", "dict"),
        ("dict(a=1)", "dict"),
        ("run.tags['a'][0]", "int"),
        ("run.tags.get('a')", "list[int] | None"),
        ("run.tags.keys()", ""),
        ("run.row['size']", "int"),
        ("run.row.get('size')", ""),
        ("run.row[thing]", ""),
        ("loose_row['x']", ""),
        ("run.pair[1]", "str"),
        ("run.pair[0:1]", ""),
        ("run.pair[7]", ""),
        ("ids[-1]", "str"),
        ("ids[1:2]", "list[str]"),
        ("ids[::2]", "list[str]"),
        ("'abc'[0]", "str"),
        ("b'abc'[0]", "int"),
        ("pairs['a']", ""),
        ("thing.anything.at_all(1)[2]", ""),
        ("thing[0]", ""),
        ("run.loose()", ""),
        ("run.odd.anything", ""),
        ("Odd.anything", ""),
        ("at.isoformat()", "str"),
        ("at.year", "int"),
        ("at.fortnight", ""),
        ("at.date().isoformat()", "str"),
        ("ids[0].split(',')", "list[str]"),
        ("run.id.bit_length()", "int"),
        ("f'run-{run.id:>{run.id}}-{config.job_queue!r}'", "str"),
        ("'text'", "str"),
        ("b'bytes'", "bytes"),
        ("None", "None"),
        ("True", "bool"),
        ("-1", "int"),
        ("+1.5", "float"),
        ("[run.id, 2]", "list[int]"),
        ("[run.id, 'a']", "list[int | str]"),
        ("[thing, 1]", "list"),
        ("[]", "list"),
        ("(run.id, 'a')", "tuple[int, str]"),
        ("{1, 2}", "set[int]"),
        ("{'a': run.id, 'b': 2}", "dict[str, int]"),
        ("{}", "dict"),
        ("run.id == 7", "bool"),
        ("run.job_id is None", "bool"),
        ("1 < run.id <= 9", "bool"),
        ("'a' not in ids", "bool"),
    ],
)
def test_the_type_of_an_expression(code: str, annotation: str) -> None:
    assert check(code) == Expression(code, annotation, check(code).imports, check(code).reads)


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        ("runn.id", "the name runn is unknown", "did you mean run?"),
        ("RunStats.DONE", "the name RunStats is unknown", "did you mean RunStatus?"),
        ("confg.job_queue", "the name confg is unknown", "did you mean config?"),
        ("lenn(ids)", "an expression can't call 'lenn'", "did you mean len?"),
        ("run.jobid", "Run has no attribute jobid", "did you mean job_id?"),
        ("run.kye()", "Run has no attribute kye", "did you mean key?"),
        ("RunStatus.QUEUD", "RunStatus has no member QUEUD", "did you mean QUEUED?"),
        ("RunStatus.is_final", "RunStatus has no member is_final", "there are: QUEUED, DONE, of"),
        ("Run.id", "Run has no attribute id", "there are: LIMIT"),
        ("run.kind.uper()", "Kind has no attribute uper", "there are: value, name"),
        ("config.jobqueue", "config has no value jobqueue", "did you mean job_queue?"),
        ("config", "config alone is no value", "name one of its values: config.job_queue, config.limit"),
        ("ids[0].uper()", "str has no attribute uper", "did you mean upper?"),
        ("run.row.size", "Row has no attribute size", "there are: clear, copy, fromkeys, get, items, keys, pop"),
        ("run.row['sise']", "Row has no key sise", "did you mean size?"),
        ("RunStatus", "RunStatus is a class, not a value", "there are: RunStatus.QUEUED, RunStatus.DONE"),
        ("Odd", "Odd is a class, not a value", "name a value, or one of its members"),
        ("RunStatus['DONE']", "RunStatus is a class, not a value", "name a member: RunStatus.NAME"),
        ("Run(1)", "an expression can't make a Run", "build it with fields, under returns"),
        ("str", "str is a function, not a value", "call it: str(…)"),
        ("run.key", "run.key is a method", "call it: run.key()"),
        ("run.id()", "run.id is no method", "leave the parentheses out: run.id"),
        ("run.id[0]", "run.id is int, it has no items", "leave the brackets out"),
        ("run.job_id.lower()", "run.job_id may be None", 'add "run.job_id" to require'),
        ("str(run.job_id)", "run.job_id may be None", 'add "run.job_id" to require'),
        ("f'{run.job_id}'", "run.job_id may be None", 'add "run.job_id" to require'),
        ("run.parent.id", "run.parent may be None", 'add "run.parent" to require'),
        ("run.tags.get('a')[0]", "run.tags.get('a') may be None", "give a model a method that never gives None"),
        ("run.fetch()", "run.fetch is async: an expression can't wait for it", "call one that is not"),
        ("run.key()", "run.key() also needs first", "write first=…"),
        ("run.key('a', 'b', 'c')", "run.key() takes 2 positional arguments, not 3", ""),
        ("run.key('a', prefx='b')", "run.key() has no parameter prefx", "did you mean prefix?"),
        ("run.key(7)", "run.key() takes str as first, not int", ""),
        ("run.key('a', prefix=7)", "run.key() takes str as prefix, not int", ""),
        ("len(ids, ids)", "'len(ids, ids)' is no call of len", "give it one value: len(…)"),
        ("sorted(ids, key=len)", "'sorted(ids, key=len)' is no call of sorted", "give it one value: sorted(…)"),
        ("run.__class__", "__class__ is private: an expression can't read it", "name what is public"),
        ("'{}'.format(run)", "str has no attribute format", "there are: capitalize"),
        ("", "the expression is empty", "write what stands for the value: =run.id"),
    ],
)
def test_a_mistake_is_named_with_what_to_do(code: str, message: str, hint: str) -> None:
    [(found, advice)] = refused(code)
    assert found == message
    assert advice.startswith(hint)


@pytest.mark.parametrize(
    "code",
    [
        "lambda: run",
        "1 + 1",
        "run and ids",
        "not run",
        "-run.id",
        "-'a'",
        "~1",
        "run if run else ids",
        "(x := run)",
        "[x for x in ids]",
        "{x for x in ids}",
        "{x: 1 for x in ids}",
        "sorted(x for x in ids)",
        "[*ids]",
        "{**run.tags}",
        "len(*ids)",
        "run.key(**rows)",
        "await run",
        "...",
        "1j",
        "ids[1:2, 3]",
        "open('secret')",
        "run()",
        "ids[0]()",
        "__import__('os')",
        "run; ids",
        "a b",
        "import os",
        "run\nids",
        "'\\d'",
        "1is 1",
        "x" * 2001,
        "[" * 60 + "]" * 60,
        "[" * 500 + "]" * 500,
        "run" + ".parent" * 100,
        "9" * 5000,
        "\0",
    ],
)
def test_what_no_expression_may_hold_is_refused(code: str) -> None:
    assert refused(code)


def test_everything_wrong_in_one_expression_is_reported_once_and_together() -> None:
    messages = [message for message, _ in refused("[runn.id, run.jb, run.jb, RunStatus.X]")]
    assert messages == ["the name runn is unknown", "Run has no attribute jb", "RunStatus has no member X"]


def test_arguments_of_a_refused_call_are_checked_too() -> None:
    assert [message for message, _ in refused("opn(run.jb)")] == [
        "Run has no attribute jb",
        "an expression can't call 'opn'",
    ]
    assert [message for message, _ in refused("run.kye(run.jb)")] == [
        "Run has no attribute jb",
        "Run has no attribute kye",
    ]


def test_what_is_required_is_not_none() -> None:
    scope = Scope(
        SCOPE.parameters, SCOPE.config, MODELS.get, require=frozenset({"run.parent", "maybe", "config.limit"})
    )
    assert check("run.parent.id", scope).annotation == "int"
    assert check("maybe", scope).annotation == "str"
    assert check("config.limit", scope).annotation == "int"
    assert refused("run.parent.parent.id", scope) == [
        ("run.parent.parent may be None", 'add "run.parent.parent" to require')
    ]


def test_imports_and_what_is_read_are_told_once() -> None:
    found = check("{RunStatus.DONE: f'{run.id}{config.job_queue}', RunStatus.QUEUED: str(run.id), Kind.BIG: thing}")
    assert found.imports == (STATUS.imported, TEXT.imported)
    assert found.reads == ("run", "config.job_queue", "thing")


def test_a_parameter_goes_before_everything_else_of_its_name() -> None:
    scope = Scope({"config": "Run", "RunStatus": "Run", "len": "str"}, {"x": "str"}, MODELS.get)
    assert check("config.id", scope).annotation == "int"
    assert check("RunStatus.id", scope) == Expression("RunStatus.id", "int", (), ("RunStatus",))
    assert refused("len('a')", scope)[0][0] == "an expression can't call 'len'"


def test_a_gateway_without_configuration_has_no_config() -> None:
    scope = Scope({}, {}, MODELS.get)
    assert refused("config.x", scope) == [
        ("the name config is unknown", "the method has no parameters, and the application's models")
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("  run.id  ", "run.id"),
        ('f"{run.id}"', 'f"{run.id}"'),
        ("run.id  # why", "run.id"),
        ("(run.id)", "run.id"),
        ("run.id, 2", "(run.id, 2)"),
        ("[\n  run.id,  # first\n  2,\n]", "[run.id, 2]"),
        ("'a\u202eb'", "'a\\u202eb'"),
        ("'a\tb'", "'a\\tb'"),
    ],
)
def test_the_code_is_one_line_as_its_author_wrote_it(written: str, code: str) -> None:
    assert check(written).code == code


def test_an_f_string_that_python_cannot_write_on_one_line_is_refused() -> None:
    [(message, hint)] = refused("f'{rows[\"\a\"]}'")
    assert message.endswith("can't be written on one line")
    assert hint == "leave backslashes out of the braces of f-strings"
    assert refused("len(f'{rows[\"\a\"]}', 1)")[0][0] == "'…' is no call of len"


FUNCTIONS = {"str", "int", "float", "bool", "len", "list", "tuple", "dict", "sorted"}
WORDS = "run id job_id key RunStatus DONE config job_queue f'{ }' lambda for in if else is None not ids str len 1 thing"
TOKENS = st.sampled_from([*"()[]{}.,:=*-+ '\"\n#\\", *WORDS.split(), "__class__"])


@given(st.lists(TOKENS, max_size=14).map("".join) | st.text(string.printable, max_size=40) | st.text(max_size=20))
def test_whatever_is_written_is_refused_or_one_harmless_line(code: str) -> None:
    try:
        found = check(code)
    except UsageError:
        return
    assert found.code.isprintable()
    tree = ast.parse(found.code, mode="eval")
    assert ast.dump(tree.body) == ast.dump(ast.parse(code.strip(), mode="eval").body)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert names <= {*SCOPE.parameters, *MODELS, "config", *FUNCTIONS}
    assert not any(name.startswith("_") for name in attributes)
    assert {re.sub(r"config\..*", "config", name) for name in found.reads} <= names

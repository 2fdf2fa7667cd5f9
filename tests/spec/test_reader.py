"""A spec file is read whole: what each key says, and where it stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.errors import UsageError
from gateway_builder.model.spec import (
    AssignSpec,
    ConfigSpec,
    ErrorSpec,
    FallbackSpec,
    GatewaySpec,
    MapSpec,
    MethodSpec,
    SpecArray,
    SpecExpression,
    SpecLiteral,
    SpecTable,
    ValueSpec,
)
from gateway_builder.spec.reader import examine_spec
from tests.spec.reading import read_spec

if TYPE_CHECKING:
    from gateway_builder.errors import Problem

WHOLE = """schema = 1
interface = "ISimulationRunner"
technology = "AWSBatch"
summary = "Runs simulations."
async = true

[config.job_queue]
type = "str"
doc = "Name of the queue."
env = "JOB_QUEUE"
default = "simulation-queue"

[config.tags]
type = "list[str]"
default = ["a", "=config.job_queue"]

[methods.submit_run]
signature = "(run: Run) -> None"
summary = "Submit a run."
doc = "More of it."
require = ["run.id"]
operation = "submit_job"
token = "=run.key()"
wait = "job_complete"
pages = "first"
errors.ClientException = "not_found"

[methods.submit_run.arguments]
jobName = "==literal"
priority = 3
container.environment = [{ name = "RUN_ID", value = "=str(run.id)" }]

[methods.submit_run.assign]
"run.job_id" = "jobId"

[methods.describe_run.returns]
path = "jobs[0]"
when_empty = { value = "=None" }

[methods.describe_run.returns.fields]
status = { path = "status", map = "status" }
logs = { path = "attempts", each = "container.logStreamName" }
seen = "=run.id"
note = { path = "statusReason", default = "" }

[methods.describe_run]
operation = "describe_jobs"

[methods.cancel_run]

[maps.status]
when_unknown = "unexpected"
values = { RUNNING = "=RunStatus.RUNNING", "NOT-YET" = "pending" }
"""
WHOLE_KEYS = ["schema", "interface", "technology", "summary", "async", "config", "methods", "maps"]


def read(text: str) -> GatewaySpec:
    return read_spec(text.encode(), "runner.toml")


def refused(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(UsageError) as caught:
        read_spec(content, "runner.toml")
    return caught.value.problems


def at(line: int, key: str) -> str:
    return f"runner.toml:{line}: {key}"


def test_what_the_file_says_of_the_gateway() -> None:
    spec = read(WHOLE)
    assert (spec.path, spec.interface, spec.technology) == ("runner.toml", "ISimulationRunner", "AWSBatch")
    assert (spec.summary, spec.is_async) == ("Runs simulations.", True)
    queue = SpecLiteral("simulation-queue", at(11, "config.job_queue.default"))
    items = (
        SpecLiteral("a", at(15, "config.tags.default[0]")),
        SpecExpression("config.job_queue", at(15, "config.tags.default[1]")),
    )
    assert spec.config == (
        ConfigSpec("job_queue", "str", at(7, "config.job_queue"), "Name of the queue.", queue, "JOB_QUEUE"),
        ConfigSpec("tags", "list[str]", at(13, "config.tags"), "", SpecArray(items, at(15, "config.tags.default"))),
    )


def test_a_method_and_its_call() -> None:
    method, key = read(WHOLE).methods[0], "methods.submit_run"
    environment = f"{key}.arguments.container.environment"
    entries = (
        ("name", SpecLiteral("RUN_ID", at(31, f"{environment}[0].name"))),
        ("value", SpecExpression("str(run.id)", at(31, f"{environment}[0].value"))),
    )
    array = SpecArray((SpecTable(entries, at(31, f"{environment}[0]")),), at(31, environment))
    arguments = (
        ("jobName", SpecLiteral("=literal", at(29, f"{key}.arguments.jobName"))),
        ("priority", SpecLiteral(3, at(30, f"{key}.arguments.priority"))),
        ("container", SpecTable((("environment", array),), at(31, f"{key}.arguments.container"))),
    )
    stored = at(34, f'{key}.assign."run.job_id"')
    assert method == MethodSpec(
        "submit_run",
        at(17, key),
        signature="(run: Run) -> None",
        summary="Submit a run.",
        doc="More of it.",
        require=(("run.id", at(21, f"{key}.require[0]")),),
        operation="submit_job",
        operation_place=at(22, f"{key}.operation"),
        arguments=SpecTable(arguments, at(28, f"{key}.arguments")),
        pages="first",
        pages_place=at(25, f"{key}.pages"),
        token=SpecExpression("run.key()", at(23, f"{key}.token")),
        wait="job_complete",
        wait_place=at(24, f"{key}.wait"),
        assign=(AssignSpec("run.job_id", ValueSpec(stored, "jobId"), stored),),
        errors=(ErrorSpec("ClientException", "not_found", at(26, f"{key}.errors.ClientException")),),
    )


def test_a_result_that_is_built_of_fields() -> None:
    returns, key = read(WHOLE).methods[1].returns, "methods.describe_run.returns"
    assert returns is not None
    assert (returns.place, returns.path) == (at(36, key), "jobs[0]")
    nothing = SpecExpression("None", at(38, f"{key}.when_empty.value"))
    assert returns.when_empty == FallbackSpec(at(38, f"{key}.when_empty"), value=nothing)
    streams = at(42, f"{key}.fields.logs")
    seen = at(43, f"{key}.fields.seen")
    note = at(44, f"{key}.fields.note")
    assert returns.fields == (
        ("status", ValueSpec(at(41, f"{key}.fields.status"), "status", map="status")),
        ("logs", ValueSpec(streams, "attempts", each=ValueSpec(f"{streams}.each", "container.logStreamName"))),
        ("seen", ValueSpec(seen, expression=SpecExpression("run.id", seen))),
        ("note", ValueSpec(note, "statusReason", default=SpecLiteral("", f"{note}.default"))),
    )


def test_methods_stand_where_their_table_is_and_may_say_nothing() -> None:
    methods = read(WHOLE).methods
    assert [each.name for each in methods] == ["submit_run", "describe_run", "cancel_run"]
    assert methods[1].place == at(46, "methods.describe_run")
    place = "runner.toml: methods.cancel_run"
    assert methods[2] == MethodSpec(
        "cancel_run",
        at(49, "methods.cancel_run"),
        operation_place=f"{place}.operation",
        pages_place=f"{place}.pages",
        wait_place=f"{place}.wait",
    )


def test_a_map_says_what_values_mean() -> None:
    running, later = at(53, "maps.status.values.RUNNING"), at(53, "maps.status.values.NOT-YET")
    values = (
        ("RUNNING", SpecExpression("RunStatus.RUNNING", running), running),
        ("NOT-YET", SpecLiteral("pending", later), later),
    )
    unknown = FallbackSpec(at(52, "maps.status.when_unknown"), error="unexpected")
    assert read(WHOLE).maps == (MapSpec("status", at(51, "maps.status"), values, unknown),)


def test_a_key_that_is_nearly_right_is_read_as_if_it_were() -> None:
    text = (
        "schma = 1\n[methods.run]\noperaton = 'x'\nargments.a = 1\nreturns = { pth = 'a', defalt = 1, default = 2 }\n"
    )
    spec = examine_spec(text.encode(), "runner.toml")
    [method] = spec.methods
    assert (method.operation, method.operation_place) == ("x", at(3, "methods.run.operaton"))
    sent = (("a", SpecLiteral(1, at(4, "methods.run.argments.a"))),)
    assert method.arguments == SpecTable(sent, at(4, "methods.run.argments"))
    assert method.returns
    default = SpecLiteral(2, at(5, "methods.run.returns.default"))
    assert (method.returns.path, method.returns.default) == ("a", default)
    assert [each.hint for each in spec.problems] == [
        "did you mean schema?",
        "did you mean operation?",
        "did you mean arguments?",
        "did you mean path?",
        "did you mean default?",
    ]


def test_a_file_may_hold_the_schema_alone() -> None:
    assert read("schema = 1") == GatewaySpec("runner.toml")


@pytest.mark.parametrize("written", ["\ufeffschema = 1\r\nsummary = '''a\r\nb'''\r\n", "schema = 1\nsummary = 'a\\nb'"])
def test_files_of_other_editors_are_read(written: str) -> None:
    assert read(written).summary.replace("\\n", "\n") == "a\nb"


def test_literals_are_what_toml_has() -> None:
    text = "schema = 1\n[methods.run]\noperation = 'x'\n[methods.run.arguments]\n"
    arguments = read(f"{text}a = 1.5\nb = true\nc = 1979-05-27\nd = 1979-05-27T07:32:00\n").methods[0].arguments
    assert arguments is not None
    values = [value.value for _, value in arguments.entries if isinstance(value, SpecLiteral)]
    assert values == [1.5, True, dt.date(1979, 5, 27), dt.datetime(1979, 5, 27, 7, 32)]  # noqa: DTZ001 # TOML's


def test_types_are_one_line_of_code() -> None:
    text = (
        "schema = 1\n[config.a]\ntype = '''list[\n  str,  # of all\n]'''\n[config.b]\ntype = \"Literal['\\u202e', 1]\""
    )
    assert [each.type for each in read(text).config] == ["list[str,]", "Literal['\\u202e', 1]"]


def test_what_is_too_large_or_no_text_is_refused() -> None:
    [large] = refused(b"#" * (1024 * 1024 + 1))
    assert (large.message, large.place) == ("runner.toml is larger than 1024 KiB", "runner.toml")
    [latin] = refused("schema = 1\nsummary = 'é'".encode("latin-1"))
    assert (latin.message, latin.place) == ("byte 0xe9 is no UTF-8", "runner.toml:2")


@pytest.mark.parametrize("depth", [50, 3000])
def test_what_is_nested_too_deeply_is_refused(depth: int) -> None:
    text = f"schema = 1\nmethods.run.operation = 'x'\nmethods.run.arguments.a = {'[' * depth}{']' * depth}\n"
    [problem] = refused(text.encode())
    assert problem.message == "runner.toml is nested too deeply"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_file_is_read_or_refused(content: bytes) -> None:
    try:
        read_spec(content, "runner.toml")
    except UsageError as error:
        assert all(each.place.startswith("runner.toml") for each in error.problems)


KEYS = st.sampled_from(["path", "fields", "each", "map", "default", "when_empty", "value", "values", "type", "env"])
VALUES = st.recursive(
    st.sampled_from(['""', '"=run.id"', '"==x"', '"jobs[0]"', '"not_found"', "1", "true", "1979-05-27"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda table: f"{{{', '.join(f'{key} = {value}' for key, value in table.items())}}}"
        )
    ),
    max_leaves=8,
)
PLACES = [*WHOLE_KEYS, "methods.a", "methods.a.returns", 'methods.a.assign."run.x"', "methods.a.arguments.b"]
PLACES += ["methods.a.errors.B", "methods.a.require", "config.a", "config.a.default", "maps.a", "maps.a.values.B"]


@given(st.sampled_from(PLACES), VALUES)
def test_any_value_under_any_key_is_read_or_refused(key: str, value: str) -> None:
    start = "" if key == "schema" else "schema = 1\n"
    try:
        read(f"{start}{key} = {value}\n")
    except UsageError as error:
        assert all(each.message and each.hint and each.place.startswith("runner.toml") for each in error.problems)

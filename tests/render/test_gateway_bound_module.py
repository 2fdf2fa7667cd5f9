"""What a gateway with decided methods says; that it runs and is clean is tested beside and in tests/templates."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace

import pytest

from gateway_builder.model.binding import (
    Answer,
    Argument,
    GatewayBinding,
    MethodBinding,
    Pages,
    Step,
    StepKind,
    StreamUse,
    Undecided,
)
from gateway_builder.model.changes import Decision
from gateway_builder.model.interface import ImportedName, Interface, Parameter
from gateway_builder.model.project import Convention
from gateway_builder.render.gateway_module import render_gateway_module
from tests.render import bound
from tests.render.drawn import ERRORS, RENDERER, STYLE, gateway_text

LEFT = Undecided("describe_run", ("where jobs comes from", "what is given back"), "describe_jobs")
HALF = replace(
    bound.WORKED,
    methods={"submit_run": bound.SUBMIT_RUN},
    undecided={
        "describe_run": Undecided("describe_run", ("where jobs comes from", "what is given back"), "describe_jobs")
    },
    maps=(),
    imports=(),
)


def class_body(text: str) -> str:
    return text[text.index("class AWSBatch") :]


def test_nothing_is_left_to_the_user_of_what_is_decided() -> None:
    _, decisions = decide(bound.WORKED)

    assert decisions == ()


def test_what_is_known_of_an_undecided_method_is_said() -> None:
    text, decisions = decide(HALF)

    expected = "describe_run calls describe_jobs of AWS Batch: decide where jobs comes from; what is given back"
    assert decisions == (Decision("describe_run", expected),)
    assert "        Calls `describe_jobs` of AWS Batch.\n" in text
    assert "raise NotImplementedError(decision)" in text
    assert "run.aws_batch_job_id = _required" in text
    assert '"""What the gateway calls of the client: add each call once decided."""' in text
    assert "def describe_jobs" not in text


def test_a_method_without_an_operation_is_undecided_as_ever() -> None:
    _, decisions = decide(replace(HALF, undecided={"describe_run": Undecided("describe_run", ())}))

    assert decisions[0].text == "decide how AWS Batch does describe_run (--op describe_run=OPERATION)"


def test_a_gateway_without_decisions_loads_nothing_for_them() -> None:
    code = (
        "import sys; from tests.render.drawn import RUNNER, UNKNOWN, gateway_text; gateway_text(RUNNER, UNKNOWN)\n"
        "print(*(name.rpartition('.')[2] for name in sys.modules if name.startswith('gateway_builder.render.')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert "gateway_module" in loaded
    assert not {"bound_gateway", "bound_view", "answer_code", "call_code", "expressions", "modelled_errors"} & {*loaded}


def test_only_helpers_that_are_used_are_written() -> None:
    text = class_body(bound.worked_text())
    functions = {node.name for node in ast.parse(bound.worked_text()).body if isinstance(node, ast.FunctionDef)}

    assert {"_log_call", "_required", "_read_variable", "map_status"} < functions
    assert not functions & {"_number", "_read_chunks", "_read_int", "_read_float", "_read_bool"}
    assert "_open_client" not in text
    assert "_CHUNK_SIZE" not in bound.worked_text()


def test_the_modelled_errors_of_what_is_called_are_in_the_table() -> None:
    assert '    "ClientException": GatewayRejectedError,\n' in bound.worked_text()
    assert '    "ServerException": GatewayUnavailableError,\n' in bound.worked_text()


def test_what_must_be_given_stands_before_what_has_a_default() -> None:
    text = class_body(bound.worked_text())

    expected = 'job_definition: str, job_queue: str = "simulation-queue", batch_client: _BatchClient | None = None'
    assert f"def __init__(self, *, {expected}) -> None:" in text
    assert text.index("job_definition: Name or ARN") < text.index("job_queue: Name or ARN")


def test_methods_say_what_they_call_and_raise() -> None:
    text = class_body(bound.worked_text())

    assert "        Calls `describe_jobs` of AWS Batch.\n" in text
    assert "            ValueError: If run.aws_batch_job_id is not set.\n" in text
    assert "            GatewayNotFoundError: If the answer is empty.\n" in text


def test_the_client_has_only_what_is_called_and_passed() -> None:
    text = bound.worked_text()

    sent = "self, *, jobName: str, jobQueue: str, jobDefinition: str, containerOverrides: Any,"
    assert f"    def submit_job({sent}) -> Mapping[str, Any]: ...\n" in text
    assert "    def describe_jobs(self, *, jobs: Any) -> Mapping[str, Any]: ...\n" in text
    assert "get_paginator" not in text
    assert "get_waiter" not in text


def test_a_parameter_that_not_every_call_passes_may_be_left_out() -> None:
    text = bound.spec_text(bound.SPECS["s3"], "s3")

    assert "    def get_object(self, *, Bucket: str, Key: str, RequestPayer: Any = ...,) -> " in text


def test_parameters_that_no_keyword_can_name_make_the_call_take_everything() -> None:
    text = bound.spec_text(bound.SPECS["logs"], "logs")

    assert "    def create_export_task(self, *args: Any, **kwargs: Any) -> Mapping[str, Any]: ...\n" in text


def test_paginators_are_told_apart_in_the_order_of_the_stubs() -> None:
    text = bound.spec_text(bound.SPECS["ec2"], "ec2")

    names = [
        line.partition('Literal["')[2].partition('"')[0] for line in text.splitlines() if "def get_paginator" in line
    ]
    assert names == ["describe_images", "describe_instances", "describe_tags", "describe_volumes"]
    assert text.count("    @overload\n") == 4


def test_that_order_is_that_of_the_paginators_own_names() -> None:
    operations = [bound.BATCH.operations[name] for name in ("list_jobs", "list_jobs_by_consumable_resource")]
    methods = {each.method: MethodBinding(each.method, each, pages=Pages.ALL) for each in operations}
    interface = Interface("IJobs", "x.py", "x", methods=tuple(bound.method(name, "None") for name in methods))

    text = gateway_text(
        interface, bound.aws_technology("Jobs", bound.BATCH), binding=GatewayBinding(bound.BATCH, methods=methods)
    )

    first, second = text.index('Literal["list_jobs_by_consumable_resource"]'), text.index('Literal["list_jobs"]')
    assert first < second


def test_how_long_pages_are_is_said_as_paginators_take_it() -> None:
    model = bound.service("s3")
    operation = model.operations["list_objects_v2"]
    sent = (Argument("Bucket", "bucket", "BucketName"), Argument("MaxKeys", "size", "MaxKeys"))
    methods = {
        "list_all": MethodBinding("list_all", operation, sent, pages=Pages.ALL),
        "list_some": MethodBinding("list_some", operation, sent, pages=Pages.FIRST),
    }
    parameters = (Parameter("bucket", "str"), Parameter("size", "int"))
    interface = Interface(
        "IStore", "x.py", "x", methods=tuple(bound.method(each, "None", *parameters) for each in methods)
    )

    text = gateway_text(interface, bound.aws_technology("Store", model), binding=GatewayBinding(model, methods=methods))

    assert "    def paginate(self, *, Bucket: str, PaginationConfig: Any) -> _Pages: ...\n" in text
    assert '.paginate(Bucket=bucket, PaginationConfig={"PageSize": size})' in text
    assert "self._client.list_objects_v2(Bucket=bucket, MaxKeys=size)" in text


def test_what_answers_nothing_fits_stubs_that_say_none() -> None:
    model = bound.service("ec2")
    methods = {name: MethodBinding(name, model.operations[name]) for name in ("create_tags", "describe_tags")}
    interface = Interface("ITags", "x.py", "x", methods=tuple(bound.method(each, "None") for each in methods))

    text = gateway_text(interface, bound.aws_technology("Tags", model), binding=GatewayBinding(model, methods=methods))

    assert "    def create_tags(self) -> Any: ...\n" in text
    assert "    def describe_tags(self) -> Mapping[str, Any]: ...\n" in text


def test_an_iterator_that_checkers_can_not_see_is_declared() -> None:
    spec = """
[methods.list_assets]
signature = "(project: str) -> Iterator[str] | None"
operation = "list_project_assets"
arguments.projectId = "=project"
returns = "assetIds"
"""
    text = bound.spec_text(f"schema = 1\n{spec}", "iotsitewise")

    assert 'result: Iterator[str] | None = iter(_required(response, "assetIds"))' in text


def test_a_model_may_be_called_like_what_is_imported() -> None:
    names = ("Any", "Mapping", "Self", "closing")
    imports = tuple(ImportedName("depot.models", name) for name in names)
    text = bound.worked_text(binding=replace(bound.WORKED, imports=(*bound.WORKED.imports, *imports)))

    assert "from collections.abc import Mapping as _Mapping\n" in text
    assert "STATUS_MAP: _Mapping[str, RunStatus] = {" in text
    assert "-> _Self:" in text


def test_a_gateway_without_configuration_from_the_environment_has_no_factory() -> None:
    config = tuple(replace(each, env="") for each in bound.WORKED.config)
    text = bound.worked_text(binding=replace(bound.WORKED, config=config))

    assert "from_environment" not in text
    assert "import os" not in text


@pytest.mark.parametrize("is_async", [False, True])
def test_a_body_that_is_read_twice_is_read_once(is_async: bool) -> None:
    model = bound.service("s3")
    body = Answer("bytes", (Step(StepKind.MEMBER, "StreamingBlob", "Body"),), stream=StreamUse.READ)
    fields = (("first", body), ("second", body))
    read = MethodBinding("read", model.operations["get_object"], returns=Answer("Pair", build="Pair", fields=fields))
    method = bound.method("read", "Pair", Parameter("key", "str"), is_async=is_async)
    interface = Interface("IStore", "x.py", "x", methods=(method,), imports=(ImportedName("x", "Pair"),))

    text = gateway_text(
        interface, bound.aws_technology("Store", model), binding=GatewayBinding(model, methods={"read": read})
    )

    assert text.count(".read()") == 1
    assert "return Pair(first=body, second=body)\n" in text


def test_an_asynchronous_gateway_opens_a_client_for_each_call() -> None:
    text = bound.spec_text(bound.ASYNC_SPECS["sqs"], "sqs", is_async=True)

    assert "import aioboto3" in text
    assert "import boto3" not in text
    assert "def build_client() -> AbstractAsyncContextManager[_DepotClient]:" in text
    assert "    async def receive_message(self, *, QueueUrl: str) -> Mapping[str, Any]: ...\n" in text
    assert "    async def build_full_result(self) -> Mapping[str, Any]: ...\n" in text
    assert "    def paginate(self) -> _Pages: ...\n" in text
    assert "return build_client() if self._client is None else nullcontext(self._client)" in text


def test_the_same_input_gives_the_same_bytes() -> None:
    assert bound.worked_text() == bound.worked_text()


def decide(binding: GatewayBinding) -> tuple[str, tuple[Decision, ...]]:
    return render_gateway_module(
        RENDERER,
        bound.RUNNER,
        bound.aws_technology("AWSBatch", bound.BATCH),
        gateway_name="AWSBatchSimulationRunner",
        interface_origin=ImportedName("x", "ISimulationRunner"),
        errors=ERRORS,
        operations={},
        convention=Convention(),
        style=replace(STYLE, line_length=200),
        binding=binding,
    )

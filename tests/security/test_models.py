"""Models of services and spec files that come with the project: they are read, and nothing more."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from tests.security.victim import Victim, assert_harmless, assert_made, assert_refused

BOTOCORE = ".venv/lib/python3.11/site-packages/botocore"
MODEL = f"{BOTOCORE}/data/batch/2016-08-10/service-2.json"
RUN = (
    "new",
    "IRunner",
    "--tech",
    "AWSBatch",
    "--no-input",
    "--method",
    "stop(job: str) -> None",
    "--op",
    "stop=stop_job",
)
SPEC = ("new", "--spec", "spec.toml", "--no-input")
EVIL = 'x"); import os; os.system("id'


def model(**changes: object) -> dict[str, Any]:
    """The model of a service with one operation."""
    return {
        "metadata": {"serviceId": "Batch", "serviceFullName": "AWS Batch", "apiVersion": "1", "protocol": "json"},
        "operations": {"StopJob": {"name": "StopJob", "input": {"shape": "StopJobRequest"}}},
        "shapes": {
            "StopJobRequest": {"type": "structure", "required": ["job"], "members": {"job": {"shape": "String"}}},
            "String": {"type": "string"},
        },
        **changes,
    }


def install(victim: Victim, content: object) -> None:
    """Put a botocore into the project's environment."""
    victim.trap(f"{BOTOCORE}/__init__.py")
    victim.write(MODEL, json.dumps(content) if not isinstance(content, str) else content)


def test_the_projects_botocore_is_read_and_never_imported(victim: Victim) -> None:
    install(victim, model())
    assert_made(victim.run(*RUN), "gateways/aws_batch_runner.py")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "[" * 100_000,
        "null",
        {"operations": 1, "shapes": [], "metadata": "x"},
        model(operations={EVIL: {"name": EVIL}}),
        model(operations={"StopJob": {"name": "StopJob", "input": {"shape": "Missing"}}}),
        model(shapes={"StopJobRequest": {"type": "structure", "members": {EVIL: {"shape": "String"}}}}),
        model(shapes={"StopJobRequest": {"type": "list", "member": {"shape": "StopJobRequest"}}}),
    ],
)
def test_a_broken_model_is_a_user_error(victim: Victim, content: object) -> None:
    install(victim, content)
    ran = victim.run(*RUN)
    assert_refused(ran, 2)
    assert "Traceback" not in ran.said


def test_a_member_list_of_the_wrong_type_is_no_list(victim: Victim) -> None:
    install(victim, model(shapes={"StopJobRequest": {"type": "structure", "required": 7, "members": 7}}))
    assert_made(victim.run(*RUN), "gateways/aws_batch_runner.py")


def test_a_broken_model_is_no_obstacle_where_nothing_is_asked_of_it(victim: Victim) -> None:
    install(victim, "{")
    assert_made(victim.run(*RUN[:-2]), "gateways/aws_batch_runner.py")


def test_a_model_that_unpacks_to_gigabytes_is_refused(victim: Victim) -> None:
    install(victim, "")
    (victim.project / MODEL).unlink()
    victim.write(f"{MODEL}.gz", gzip.compress(b" " * 300_000_000))
    assert_refused(victim.run(*RUN), 2)


def test_text_of_a_model_stays_text(victim: Victim) -> None:
    shapes = model()["shapes"] | {"Bad\x1b[31m": {"type": "string", "documentation": EVIL}}
    install(victim, model(shapes=shapes) | {"documentation": "\x1b[2J" + EVIL})
    ran = victim.run("operation", "AWSBatch", "stop_job")
    assert_harmless(ran)
    assert_harmless(victim.run("operations", "AWSBatch"))


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('id')",
        "job.__class__",
        "(lambda: job)()",
        "[x for x in job]",
        "open('/etc/passwd').read()",
        "job; import os",
        "job.format(job)",
        "(" * 5_000 + "job" + ")" * 5_000,
        "job\nimport os",
        "exec(job)",
        "(x := job)",
        "*job",
        "job if job else exit()",
    ],
)
def test_expressions_of_a_spec_are_checked_and_never_run(victim: Victim, expression: str) -> None:
    victim.write(
        "spec.toml",
        'schema = 1\ninterface = "IRunner"\ntechnology = "AWSBatch"\n[methods.stop]\nsignature = "(job: str) -> None"\n'
        f'operation = "terminate_job"\narguments = {{ jobId = {json.dumps("=" + expression)}, reason = "over" }}\n',
    )
    assert_refused(victim.run(*SPEC), 2, "spec.toml")


def test_texts_of_a_spec_stay_texts(victim: Victim) -> None:
    text = json.dumps('"""\n{{ 7 * 7 }} \\ ' + EVIL)
    victim.write(
        "spec.toml",
        f'schema = 1\ninterface = "IRunner"\ntechnology = "AWSBatch"\nsummary = {text}\n'
        f'[config.queue]\ntype = "str"\ndoc = {text}\ndefault = {text}\n'
        f'[methods.stop]\nsignature = "(job: str) -> None"\nsummary = {text}\ndoc = {text}\n'
        f'operation = "terminate_job"\narguments = {{ jobId = "=job", reason = "=config.queue" }}\n',
    )
    assert_made(victim.run(*SPEC), "gateways/aws_batch_runner.py", "gateways/interfaces.py")


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 100_000, "x = 1\n" * 10, "\0", "a." * 50_000 + "a = 1", "[" + "a." * 9_999 + "a]"]
)
def test_a_broken_spec_is_a_user_error(victim: Victim, text: str) -> None:
    victim.write("spec.toml", text)
    assert_refused(victim.run(*SPEC), 2, "spec.toml")

"""Error codes that code compares are found, with the calls whose failure they tell."""

from __future__ import annotations

import pytest

from tests.trace.test_calls import trace_files

_HEAD = """
import boto3
CODES = {"A", "B"}
MEANING = {"A": 1, name(): 2, **more}
class C:
    def __init__(self, given):
        self._batch = boto3.client("batch")
        self._given = given
    def code(self, error):
        return error.response["Error"]["Code"]
    def run(self):
        try:
            self._batch.list_jobs()
        except Exception as error:
            """
_RESPONSE = 'error.response["Error"]["Code"]'


def codes_in(handler: str) -> list[str]:
    return [each.code for each in trace_files(app=_HEAD + handler)["app"].comparisons]


@pytest.mark.parametrize(
    ("handler", "codes"),
    [
        (f'{_RESPONSE} == "X"', "X"),
        (f'"X" != {_RESPONSE}', "X"),
        (f'{_RESPONSE} in ("X", "Y")', "X Y"),
        (f"{_RESPONSE} not in CODES", "A B"),
        (f"{_RESPONSE} in MEANING", "A"),
        (f"MEANING[{_RESPONSE}]", "A"),
        (f"MEANING.get({_RESPONSE}, 3)", "A"),
        (f"self._given.get({_RESPONSE})", ""),
        (f'str({_RESPONSE}) == "X"', "X"),
        (f'({_RESPONSE} or "Z") == "X"', "X"),
        (f'(code := {_RESPONSE}) == "X"', "X"),
        ('self.code(error) == "X"', "X"),
        ('len(error) == "X"', ""),
        ('error.response.get("Error", {}).get("Code", "") == "X"', "X"),
        ('getattr(error, "response", {})["Error"]["Code"] == "X"', "X"),
        ('inner = error.response["Error"]\n            inner["Code"] == "X"', "X"),
        ('answer = error.response\n            answer["Error"]["Code"] == "X"', "X"),
        ('error.response["Error"]["Message"] == "X"', ""),
        ('error.response["Code"] == "X"', ""),
        ('self._given["Error"]["Code"] == "X"', ""),
        (f"{_RESPONSE} == self._given", ""),
        (f"{_RESPONSE} > 3", ""),
        (
            (
                f"match {_RESPONSE}:\n"
                '                case "X" | "Y" as z: pass\n'
                "                case self.D: pass\n"
                "                case _: pass"
            ),
            "X Y",
        ),
        ("self._given[_given]", ""),
        ("self._given in CODES", ""),
        (f"[1][{_RESPONSE}]", ""),
        (f'{_RESPONSE} == "X" == 3', ""),
        ("error.thing['Error']['Code'] == 'X'", ""),
        ('code = code\n            code == "X"', ""),
        ('a = b\n            b = c\n            c = a\n            a["Error"]["Code"] == "X"', ""),
    ],
)
def test_a_comparison_is_found(handler: str, codes: str) -> None:
    assert codes_in(handler) == codes.split()


def test_the_calls_are_those_of_the_try_or_of_the_class() -> None:
    text = """
import boto3
def outside(): ...
class C:
    def __init__(self):
        self._batch = boto3.client("batch")
    def one(self):
        try:
            self._batch.list_jobs()
        except self._batch.exceptions.ClientError as error:
            handle = lambda: error.response["Error"]["Code"] == "L"
            if error.response["Error"]["Code"] == "X":
                raise
    def two(self):
        try:
            self.one()
            self._batch.submit_job()
        except (self._batch.exceptions.Gone, KeyError) as error:
            if error.response["Error"]["Code"] == "Y":
                raise
def free(error):
    return error.response["Error"]["Code"] == "Z"
"""
    found = {each.code: [call.operation for call in each.calls] for each in trace_files(app=text)["app"].comparisons}
    both = ["list_jobs", "submit_job"]
    assert found == {"ClientError": ["list_jobs"], "L": both, "X": ["list_jobs"], "Gone": both, "Y": both, "Z": both}


def test_a_comparison_in_the_body_of_a_try_speaks_of_the_class() -> None:
    text = """
import boto3
from codes import CODES
s3 = boto3.client("s3")
error.response["Error"]["Code"] == "M"
def f(error):
    s3.list_buckets()
    try:
        error.response["Error"]["Code"] in CODES
        answer: dict
        answer["Error"]["Code"] == "N"
    finally:
        pass
"""
    trace = trace_files(app=text, codes='CODES = {"A"}')["app"]
    assert [(each.code, [call.operation for call in each.calls]) for each in trace.comparisons] == [
        ("A", ["list_buckets"]),
        ("M", ["list_buckets"]),
    ]

"""Code is followed as far as its text proves something, and no further: no guess becomes a finding."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from gateway_builder.check.answer_places import spell_path
from gateway_builder.check.discovery import discover_codebase
from tests.check.cases import real_models, real_technologies
from tests.fakes.in_memory_source_tree import InMemorySourceTree

if TYPE_CHECKING:
    from gateway_builder.trace.tracer import Trace

_IMPORTS = """
import contextlib
from enum import Enum
from typing import Optional

import boto3

from app import more

batch = boto3.client("batch")
"""
_MORE = """
def greet():
    return {"SECRET": 1}

def read(job):
    return job["jobName"]

class Reader:
    def read(self, job):
        return job["jobArn"]
"""


def trace(source: str) -> Trace:
    files = {
        "pyproject.toml": "",
        "src/app/__init__.py": "",
        "src/app/more.py": _MORE,
        "src/app/gateways/__init__.py": "",
        "src/app/gateways/runner.py": _IMPORTS + textwrap.dedent(source),
    }
    codebase = discover_codebase(InMemorySourceTree(files), real_models(), real_technologies())
    module = codebase.index.module("src/app/gateways/runner.py")
    assert module is not None
    return codebase.trace(module)


def paths(source: str) -> set[str]:
    """What the source reads of answers."""
    return {spell_path(each.path) for each in trace(source).reads}


_ASKED = "def run(id, other):\n    r = batch.describe_jobs(jobs=[id])\n"


def asked(body: str) -> str:
    """A function that holds an answer `r`."""
    return _ASKED + textwrap.indent(textwrap.dedent(body), " " * 4)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        # a function that calls itself is followed once, and what comes after it still is
        (
            """
            def walk(token):
                r = batch.describe_jobs(jobs=[token])
                walk(token)
                return r["jobs"]
            """,
            {"jobs"},
        ),
        # another module's function that is given nothing of an answer has nothing to tell
        (asked("more.greet()\nr['jobs']"), {"jobs"}),
        # a function inside another that nothing calls is followed nevertheless
        (
            """
            def register(app):
                @app.route("/jobs")
                def listed(id):
                    return batch.describe_jobs(jobs=[id])["jobs"]
                app.add(lambda id: batch.describe_jobs(jobs=[id])["nextToken"])
            """,
            {"jobs", "nextToken"},
        ),
        # an annotation leads to a class, also as text and where it may be None; one that can't be read leads nowhere
        (
            """
            def run(id, reader: Optional[more.Reader]):
                reader.read(batch.describe_jobs(jobs=[id])["jobs"][0])
            """,
            {"jobs", "jobs[]", "jobs[].jobArn"},
        ),
        (
            """
            def run(id, reader: "more.Reader | None"):
                reader.read(batch.describe_jobs(jobs=[id])["jobs"][0])
            """,
            {"jobs", "jobs[]", "jobs[].jobArn"},
        ),
        (
            """
            def run(id, reader: "more.Reader ("):
                reader.read(batch.describe_jobs(jobs=[id])["jobs"][0])
            """,
            {"jobs", "jobs[]"},
        ),
        # `self` outside a class is a parameter like any other
        (
            """
            def attach(self, id):
                self.job = batch.describe_jobs(jobs=[id])["jobs"]
                self.job["jobName"]
            """,
            {"jobs"},
        ),
        # an object of the project that is called is not looked into
        (asked("reader = more.Reader()\nreader(r['jobs'])['status']"), {"jobs"}),
        # the rest of what is unpacked in a comprehension is not followed
        (asked("[b[0]['jobName'] for a, *b in [(1, r['jobs'])]]"), {"jobs"}),
        # what is added to an attribute is read, but not kept
        (asked("other.found += r['jobs']\nother.found[0]['status']"), {"jobs"}),
        # `in` asks the answer, not what else the name may hold
        (asked("held = r if id else (1, 2)\n'jobs' in held"), {"jobs"}),
        (asked("held = [r]\n'jobs' in held"), set()),
    ],
)
def test_reads_are_found(source: str, found: set[str]) -> None:
    assert paths(source) == found


@pytest.mark.parametrize(
    ("source", "is_guarded"),
    [
        # a context manager of the project counts if it catches what the subscript raises, not if it is unknown
        ("self.careful()", True),
        ("self.plain()", False),
        ("self.unknown()", False),
        ("careful()", True),
        ("open(id)", False),
    ],
)
def test_context_managers_guard_by_what_they_catch(source: str, *, is_guarded: bool) -> None:
    found = trace(
        f"""
        @contextlib.contextmanager
        def careful():
            try:
                yield
            except (KeyError, IndexError):
                pass

        class Runner:
            @contextlib.contextmanager
            def careful(self):
                try:
                    yield
                except LookupError:
                    pass

            @contextlib.contextmanager
            def plain(self):
                yield

            def run(self, id):
                with {source}:
                    return batch.describe_jobs(jobs=[id])["jobs"][0]
        """
    )
    assert [each.is_guarded for each in found.reads if spell_path(each.path) == "jobs[]"] == [is_guarded]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        # an enum of texts that is made of a state names the states that it knows
        (
            """
            class State(str, Enum):
                RUNNING = "RUNNING"
                ENDED: str = "SUCCEEDED"
                _ignore_ = ()
                label: str

            def run(id):
                return State(batch.describe_jobs(jobs=[id])["jobs"][0]["status"])
            """,
            [["RUNNING", "SUCCEEDED"]],
        ),
        # one of numbers, or whose members are computed, tells nothing
        (
            """
            class State(Enum):
                RUNNING = 1

            def run(id):
                return State(batch.describe_jobs(jobs=[id])["jobs"][0]["status"])
            """,
            [],
        ),
        # where the error of an unknown state is caught, the enum need not know them all
        (
            """
            class State(Enum):
                RUNNING = "RUNNING"

            def run(id):
                try:
                    return State(batch.describe_jobs(jobs=[id])["jobs"][0]["status"])
                except Exception:
                    return None
            """,
            [],
        ),
        # an enum that makes members of unknown values itself does as well
        (
            """
            class State(Enum):
                RUNNING = "RUNNING"

                @classmethod
                def _missing_(cls, value):
                    return cls.RUNNING

            def run(id):
                return State(batch.describe_jobs(jobs=[id])["jobs"][0]["status"])
            """,
            [],
        ),
        # a dictionary of the class may be built of another one of the same class
        (
            """
            class Runner:
                _OPEN = {"RUNNING": 1}
                _ALL = {**_OPEN, "FAILED": 2}

                def run(self, id):
                    return self._ALL[batch.describe_jobs(jobs=[id])["jobs"][0]["status"]]
            """,
            [["RUNNING", "FAILED"]],
        ),
        # asking a dictionary for its keys translates nothing, nor does a `get` that names no key
        (
            """
            STATES = {"RUNNING": 1}

            def run(id):
                status = batch.describe_jobs(jobs=[id])["jobs"][0]["status"]
                STATES.keys()
                STATES.get()
                return status
            """,
            [],
        ),
    ],
)
def test_translations_are_found(source: str, texts: list[list[str]]) -> None:
    found = trace(source).maps
    assert [[key.text for key in each.keys] for each in found] == texts
    assert all(path == ("jobs", "[]", "status") for each in found for _, path in each.sources)


def test_dictionaries_that_lead_in_a_circle_are_not_complete() -> None:
    """A rule that needs every state stays quiet where the states can't be listed."""
    (found,) = trace(
        """
        FIRST = {"RUNNING": 1, **SECOND}
        SECOND = {"FAILED": 2, **FIRST}

        def run(id):
            return FIRST[batch.describe_jobs(jobs=[id])["jobs"][0]["status"]]
        """
    ).maps
    assert {key.text for key in found.keys} == {"RUNNING", "FAILED"}
    assert not found.is_complete


def follow(files: dict[str, str], path: str) -> set[str]:
    """What a file of a project reads of answers."""
    project = {"pyproject.toml": "", **{name: textwrap.dedent(text) for name, text in files.items()}}
    codebase = discover_codebase(InMemorySourceTree(project), real_models(), real_technologies())
    module = codebase.index.module(path)
    assert module is not None
    return {spell_path(each.path) for each in codebase.trace(module).reads}


ASKING = """
import boto3

batch_client = boto3.client("batch")

def ask(id):
    return batch_client.describe_jobs(jobs=[id])
"""
READING = """
import boto3
from app.asking import ask

def names(id):
    return boto3.client("s3").list_buckets()["Buckets"]

def read(id):
    return ask(id)["jobs"][0]["statusReason"]
"""


def test_an_answer_that_another_file_asks_for_is_followed() -> None:
    found = follow({"app/__init__.py": "", "app/asking.py": ASKING, "app/reading.py": READING}, "app/reading.py")
    assert "jobs[].statusReason" in found


def test_nothing_is_followed_into_a_file_that_is_larger_than_people_write() -> None:
    huge = ASKING + "# generated\n" * 30_000
    found = follow({"app/__init__.py": "", "app/asking.py": huge, "app/reading.py": READING}, "app/reading.py")
    assert found == {"Buckets"}

"""Answers of services are followed through everyday code."""

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

_FRAME = """
import contextlib, copy, itertools, typing
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import partial
from types import MappingProxyType

import boto3

from app import more
from app.more import Mapper, MAP, STATUS

class Keys(Enum):
    STATUS = "status"
    NAME = "jobName"

class Base:
    MAPPER = Mapper()
    STATES = dict(SUBMITTED="a", **MAP)

    def shared(self, job):
        return job["createdAt"]

class Runner(Base):
    _annotated: "Mapper | None"

    def __init__(self, mapper: "Mapper", batch_client=None):
        self._batch_client = batch_client or boto3.client("batch")
        self._mapper = mapper
        self._kept = self._batch_client.describe_job_queues(maxResults=1)

    @property
    def queues(self):
        return self._kept["jobQueues"]

    @contextlib.contextmanager
    def careful(self):
        try:
            yield
        except LookupError:
            pass

    def run(self, id, other):
        r = self._batch_client.describe_jobs(jobs=[id])
{body}
"""
_MORE = """
from typing import Optional

STATUS = "status"
MAP = {"PENDING": "b"}
lookup = lambda job: job["jobArn"]

def caught(function):
    def inner(*args):
        try:
            return function(*args)
        except (KeyError, IndexError):
            return None
    return inner

@caught
def first(jobs):
    return jobs[0]

class Mapper:
    @staticmethod
    def name(job):
        return job["jobName"]

    @classmethod
    def state(cls, job, *rest, **more):
        return job[STATUS]

    def again(self, job: Optional["Mapper"], depth: "not a type (" = 1):
        return self.again(job, depth)
"""


def trace(body: str) -> Trace:
    files = {
        "pyproject.toml": "",
        "src/app/__init__.py": "",
        "src/app/more.py": _MORE,
        "src/app/gateways/__init__.py": "",
        "src/app/gateways/runner.py": _FRAME.replace("{body}", textwrap.indent(textwrap.dedent(body), " " * 8)),
    }
    codebase = discover_codebase(InMemorySourceTree(files), real_models(), real_technologies())
    module = codebase.index.module("src/app/gateways/runner.py")
    assert module is not None
    return codebase.trace(module)


def paths(body: str) -> dict[str, bool]:
    """What the body reads of the answer, and whether that is guarded."""
    return {
        spell_path(each.path): each.is_guarded for each in trace(body).reads if each.call.operation == "describe_jobs"
    }


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("for job in list(r['jobs']): job['status']", "jobs[].status"),
        ("[job['status'] for job in sorted(r['jobs'], key=lambda j: j['createdAt'])]", "jobs[].createdAt"),
        ("for n, job in enumerate(r['jobs']): job['status']", "jobs[].status"),
        ("for job, x in zip(r['jobs'], other): job['status']", "jobs[].status"),
        ("max(r['jobs'], key=lambda j: j['createdAt'])['status']", "jobs[].status"),
        ("max(1, 2, r['jobs'][0])['status']", "jobs[].status"),
        ("for s in map(lambda j: j['status'], r['jobs']): s", "jobs[].status"),
        ("for j in filter(None, r['jobs']): j['status']", "jobs[].status"),
        ("for j in itertools.chain(r['jobs'], other): j['status']", "jobs[].status"),
        ("for j in itertools.chain.from_iterable([r['jobs']]): j['status']", "jobs[].status"),
        ("typing.cast('X', r)['jobs']", "jobs"),
        ("typing.cast(r)", ""),
        ("copy.deepcopy(r)['jobs']", "jobs"),
        ("for k, v in r['jobs'][0]['tags'].items(): v['x']", "jobs[].tags[].x"),
        ("for v in r['jobs'][0]['tags'].values(): v['x']", "jobs[].tags[].x"),
        ("r['jobs'].pop(0)['status']", "jobs[].status"),
        ("r['jobs'].pop()['status']", "jobs[].status"),
        ("r.pop('jobs')", "jobs"),
        ("r.setdefault('jobs', [])", "jobs"),
        ("r.get(other)['x']", "[].x"),
        ("r['jobs'][other]['status']", "jobs[].status"),
        ("jobs = []\njobs.append(r['jobs'][0])\njobs[0]['status']", "jobs[].status"),
        ("jobs = []\njobs.extend(r['jobs'])\njobs.pop()['status']", "jobs[].status"),
        ("jobs = []\njobs += r['jobs']\njobs[-1]['status']", "jobs[].status"),
        ("jobs = {}\njobs[id] = r['jobs'][0]\nfor k, v in jobs.items(): v['status']", "jobs[].status"),
        ("jobs = {j['jobId']: j for j in r['jobs']}\nfor v in jobs.values(): v['status']", "jobs[].status"),
        ("jobs = {*r['jobs']}\nfor v in jobs.copy(): v['status']", "jobs[].status"),
        ("jobs = [*r['jobs']]\nfor v in jobs: v['status']", "jobs[].status"),
        ("both = r['jobs'] + other\nfor v in both: v['status']", "jobs[].status"),
        ("a, *b = r['jobs']\nfor v in b: v['status']", "jobs[].status"),
        ("(a, b), c = (r, id), 1\na['jobs']", "jobs"),
        ("for a, (b, c) in [(id, (r, 1))]: b['jobs']", "jobs"),
        ("[c['jobs'] for a, (b, c) in [(id, (1, r))]]", "jobs"),
        ("pair = (id, r)\npair[1]['jobs']", "jobs"),
        ("pair = (id, r)\npair[5]", ""),
        ("async def inner():\n    yield r['jobs']\nfor j in inner(): j[0]['status']", "jobs[].status"),
        ("def inner():\n    yield\n    yield from r['jobs']\nnext(inner())['status']", "jobs[].status"),
        ("f = lambda x, *y, z=1, **k: x['jobs']\nf(r)", "jobs"),
        ("f = lambda: r['jobs']\nf()", "jobs"),
        ("more.lookup(r['jobs'][0])", "jobs[].jobArn"),
        ("Mapper.name(r['jobs'][0])", "jobs[].jobName"),
        ("self._mapper.name(job=r['jobs'][0])", "jobs[].jobName"),
        ("self.MAPPER.state(r['jobs'][0], 1)", "jobs[].status"),
        ("self._mapper.again(r)", ""),
        ("self._mapper.again()\nmore.name", ""),
        ("f = lambda: r['jobs']", "jobs"),
        ("def inner():\n    r['jobs']", "jobs"),
        ("other.x += 1\n*other.y, (*a, b) = r['jobs']\nb['status']", "jobs[][].status"),
        ("self.STATES.items()\n[r['jobs'] for other.x in id]", "jobs"),
        ("'a' in (r, id), {1}.pop(), [1].sort()\nr['jobs']", "jobs"),
        ("Mapper().name(r['jobs'][0])", "jobs[].jobName"),
        ("self._annotated.name(r['jobs'][0])", "jobs[].jobName"),
        ("self.shared(r['jobs'][0])", "jobs[].createdAt"),
        ("r['jobs'][0][Keys.STATUS.value]", "jobs[].status"),
        ("r['jobs'][0][STATUS]", "jobs[].status"),
        ("key = 'status'\nr['jobs'][0][key]", "jobs[].status"),
        ("r['jobs'][0][Keys.NAME.name]", "jobs[].NAME"),
        ("if other: a = r\nelse: a = None\na['jobs']", "jobs"),
        ("a = None\na['x']\na = r\na['jobs']", "jobs"),
        ("while (a := r)['jobs']: break", "jobs"),
        ("with other as (a, b), contextlib.closing(r) as c: c['jobs']", "jobs"),
        ("try:\n    a = r\nexcept ValueError:\n    raise\nelse:\n    a['jobs']\nfinally:\n    pass", "jobs"),
        ("try:\n    pass\nexcept* ValueError:\n    r['jobs']", "jobs"),
        ("match r:\n    case {'jobs': x} if r['jobs']: pass\n    case y: pass", "jobs"),
        ("x: object = r['jobs']\ny: int", "jobs"),
        ("assert r['jobs']\ndel id", "jobs"),
        ("f'{r[\"jobs\"]}'", "jobs"),
        ("self.other = [r]\nother.x[r['jobs']] = 1", "jobs"),
        ("class Inner: pass\nr['jobs']", "jobs"),
        ("-1 in r, not r['jobs']", "jobs"),
        ("print(*r['jobs'], **r['x'])", "x"),
        ("other()(r)\n(lambda q: q['jobs'])(r)", "jobs"),
        ("await_me = None\nreturn r['jobs']", "jobs"),
    ],
)
def test_parts_are_followed(body: str, path: str) -> None:
    assert not path or path in paths(body)


@pytest.mark.parametrize(
    "body",
    [
        "more.first(r['jobs'])",
        "with self.careful(): r['jobs'][0]",
        "with contextlib.suppress(*other), contextlib.suppress(IndexError): r['jobs'][0]",
        "(r.get('jobs', [{}]))[0]",
        "(r.get('jobs') or [{}])[0]",
        "while True:\n    if r['jobs']: break\nr['jobs'][0]",
        "for j in r['jobs']:\n    r['jobs'][0]",
        "if not r['jobs']:\n    self.shared(r)\nr['jobs'][0]",
        "try:\n    r['jobs'][0]\nexcept:\n    pass",
        "ok = bool(r['jobs'])\nif ok: r['jobs'][0]",
    ],
)
def test_what_code_makes_sure_of_is_guarded(body: str) -> None:
    assert paths(body)["jobs[]"]


@pytest.mark.parametrize(
    "body",
    [
        "r['jobs'][0]",
        "if not r['jobs']:\n    pass\nr['jobs'][0]",
        "if not r['jobs']:\n    print('none')\nr['jobs'][0]",
        "with contextlib.suppress(ValueError): r['jobs'][0]",
        "with other.opened(): r['jobs'][0]",
        "with id: r['jobs'][0]",
        "(r.get('jobs') or ())[0]",
        "(r.get('jobs') or {})[0]",
        "while True:\n    r['jobs'][0]",
        "next(r['jobs'])",
    ],
)
def test_what_code_does_not_make_sure_of_is_not(body: str) -> None:
    assert not paths(body)["jobs[]"]


@pytest.mark.parametrize(
    ("body", "keys", "is_complete"),
    [
        ("self.STATES[r['jobs'][0]['status']]", {"SUBMITTED", "PENDING"}, True),
        ("self.STATES.get(r['jobs'][0]['status'])", {"SUBMITTED", "PENDING"}, True),
        ("({'A': 1} | MAP)[r['jobs'][0]['status']]", {"A", "PENDING"}, True),
        ("MappingProxyType(MAP)[r['jobs'][0]['status']]", {"PENDING"}, True),
        ("dict.fromkeys(('A', 'B'), 1)[r['jobs'][0]['status']]", {"A", "B"}, True),
        ("dict.fromkeys(other)[r['jobs'][0]['status']]", set(), False),
        ("dict(other, A=1)[r['jobs'][0]['status']]", {"A"}, False),
        ("{'A': 1, **self.STATES}[r['jobs'][0]['status']]", {"A", "SUBMITTED", "PENDING"}, True),
        ("defaultdict(int, A=1)[r['jobs'][0]['status'].upper()]", {"A"}, True),
        ("defaultdict()[r['jobs'][0]['status'].strip()]", set(), True),
        ("{other: 1}[r['jobs'][0]['status']]", set(), False),
    ],
)
def test_dictionaries_are_read(body: str, keys: set[str], *, is_complete: bool) -> None:
    (found,) = trace(body).maps
    assert {key.text for key in found.keys} == keys
    assert found.is_complete is is_complete
    assert [path for _, path in found.sources] == [("jobs", "[]", "status")]


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("s = r['jobs'][0]['status']\nif s == 'A' or s == 'B': pass\nelif not s != 'C': pass", ["A", "B", "C"]),
        ("s = r['jobs'][0]['status']\nif s == 'A' and other: pass\nelif 'B' == s: pass\nelif other: pass", ["A", "B"]),
        ("s = r['jobs'][0]['status']\nif s in {'A'} | {'B'} or other: pass", ["A", "B"]),
        ("s = r['jobs'][0]['status']\nif s in frozenset(['A']): x = 1\nelif s != 'B': y: int = 2", ["A", "B"]),
        (
            "match r['jobs'][0]['status']:\n    case 'A' | 'B' as x: pass\n    case 1: pass\n    case _: raise",
            ["A", "B"],
        ),
    ],
)
def test_chains_are_read(body: str, keys: list[str]) -> None:
    found = [each for each in trace(body).maps if each.form.value in {"if-chain", "match"}]
    assert [key.text for key in found[0].keys] == keys


@pytest.mark.parametrize(
    "body",
    [
        "if 'A' == 'B': pass",
        "if id in (1, 2) or id == other: pass",
        "if id in (other, 'A'): pass",
        "if id < 'A' < other: pass",
        "if id == 'A' or other == 'B': pass",
        "if id in {'A'} | other: pass",
        "match id:\n    case [x]: pass",
        "x = 1 if other else 2",
    ],
)
def test_other_branches_are_no_chains(body: str) -> None:
    assert not [each for each in trace(body).maps if each.form.value in {"if-chain", "match"}]


@pytest.mark.parametrize(
    ("members", "is_map"),
    [
        ("A = 'A'\n    _x = 'B'\n    y: str", True),
        ("A = 'A'\n    B = other()", False),
        ("pass", False),
    ],
)
def test_enums_of_texts_are_maps(members: str, *, is_map: bool) -> None:
    assert any(each.form.value == "enum" for each in _enum(members).maps) is is_map


def _enum(members: str) -> Trace:
    text = f"from enum import Enum\nimport boto3\n\nclass State(Enum):\n    {members}\n\n"
    text += "def read():\n    for job in boto3.client('batch').describe_jobs(jobs=['1'])['jobs']:\n"
    text += "        yield State(job['status'])\n        try:\n            State(job['status'])\n"
    text += "        except Exception:\n            pass\n"
    files = {"pyproject.toml": "", "src/app/__init__.py": "", "src/app/gateways/runner.py": text}
    codebase = discover_codebase(InMemorySourceTree(files), real_models(), real_technologies())
    module = codebase.index.module("src/app/gateways/runner.py")
    assert module is not None
    return codebase.trace(module)

"""Clients are followed to the calls that are made of them."""

from __future__ import annotations

import pytest

from gateway_builder.source.code_index import CodeIndex
from gateway_builder.trace.tracer import Trace, Tracer
from gateway_builder.trace.values import CallKind, Sent
from tests.check.cases import real_models
from tests.fakes.in_memory_source_tree import InMemorySourceTree

SDKS = frozenset({"redis", "stripe", "slack_sdk", "google.cloud"})


def trace_files(**texts: str) -> dict[str, Trace]:
    """The traces of modules by name; `__` in a name stands for a dot."""
    names = {f"{name.replace('__', '/')}.py": name.replace("__", ".") for name in texts}
    tree = InMemorySourceTree(dict(zip(names, texts.values(), strict=True)))
    index = CodeIndex(tree, names)
    tracer = Tracer(index, real_models(), SDKS)
    return {name: tracer.trace(module) for path, name in names.items() if (module := index.module(path))}


def calls_of(text: str, **others: str) -> list[str]:
    """The calls of a module, each as `kind sdk:service operation`."""
    calls = trace_files(app=text, **others)["app"].calls
    return [f"{each.kind.value} {each.client.sdk}:{each.client.service} {each.operation}" for each in calls]


def sent_by(text: str) -> str:
    """What the only call of a module sends."""
    (call,) = trace_files(app=text)["app"].calls
    return show(call.arguments)


def show(sent: Sent) -> str:
    rest = ["…"] if sent.is_open else []
    if sent.entries is not None:
        return "{" + ", ".join([*(f"{name}: {show(each)}" for name, each in sent.entries), *rest]) + "}"
    if sent.items is not None:
        return "[" + ", ".join([*map(show, sent.items), *rest]) + "]"
    if sent.text is not None:
        return repr(sent.text)
    return "?" if sent.number is None else str(sent.number)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import boto3\nboto3.client('batch').list_jobs()", "operation boto3:batch list_jobs"),
        ("from boto3 import client as make\nmake('batch').list_jobs()", "operation boto3:batch list_jobs"),
        (
            "import boto3\nS = 'sqs'\nboto3.Session().client(service_name=S).list_queues()",
            "operation boto3:sqs list_queues",
        ),
        ("import boto3\nboto3.client(name()).list_queues()", "operation boto3: list_queues"),
        ("import boto3\nboto3.client(*given).list_queues()", "operation boto3: list_queues"),
        ("import boto3\nboto3.client('s3', api_version='x').list_buckets()", "operation boto3: list_buckets"),
        (
            "import botocore.session as b\nb.get_session().create_client('s3').list_buckets()",
            "operation botocore:s3 list_buckets",
        ),
        ("import boto3\ngetattr(boto3, 'client')('s3').list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\ngetattr(boto3.client('s3'), 'list_buckets')()", "operation boto3:s3 list_buckets"),
        ("import boto3\nboto3.resource('s3').meta.client.list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\nboto3.resource('s3').Bucket('b').delete()", "sdk boto3:s3 delete"),
        ("import boto3\nboto3.client('s3').upload_file('a', 'b', 'c')", "transfer boto3:s3 upload_file"),
        ("import boto3\nboto3.client('s3').get_waiter('bucket_exists').wait()", "waiter boto3:s3 bucket_exists"),
        (
            (
                "import boto3\n"
                "pages = boto3.client('s3').get_paginator(operation_name='list_objects_v2').paginate\n"
                "pages()"
            ),
            "paginator boto3:s3 list_objects_v2",
        ),
        (
            ("import boto3\nboto3.client('s3').generate_presigned_url(ClientMethod='get_object', ExpiresIn=3)"),
            "presigned boto3:s3 get_object",
        ),
        (
            "import boto3\nfrom typing import cast\ncast('X', boto3.client('s3')).list_buckets()",
            "operation boto3:s3 list_buckets",
        ),
        (
            ("import boto3, functools\nmake = functools.partial(boto3.client, 's3')\nmake().list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        (
            ("import boto3, contextlib\nwith contextlib.closing(boto3.client('s3')) as c:\n    c.list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        ("import boto3\nx = None or (c := boto3.client('s3'))\nc.list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\na, b = 1, boto3.client('s3')\nb.list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\nc = boto3.client('s3') if x else None\nc.list_buckets()", "operation boto3:s3 list_buckets"),
        (
            (
                "import boto3\n"
                "_c = None\n"
                "def get():\n"
                "    global _c\n"
                "    if _c is None:\n"
                "        _c = boto3.client('s3')\n"
                "    return _c\n"
                "get().list_buckets()"
            ),
            "operation boto3:s3 list_buckets",
        ),
        ("import requests\nrequests.get('u')", "http requests: get"),
        ("import requests as r\ns = r.Session()\ns.post('u')", "http requests: post"),
        ("from urllib.request import urlopen\nurlopen('u')", "http urllib: urlopen"),
        ("import stripe\nstripe.Charge.create()", "sdk stripe: Charge.create"),
        ("import redis\nredis.Redis.from_url('u').get('k')", "sdk redis: get"),
        ("from google.cloud import storage\nstorage.Client().get_bucket('b')", "sdk google.cloud: get_bucket"),
        (
            "from mypy_boto3_batch import BatchClient\ndef f(c: BatchClient | None): c.list_jobs()",
            "operation boto3:batch list_jobs",
        ),
        (
            (
                "from typing import Optional\n"
                "from types_aiobotocore_s3.client import S3Client\n"
                "async def f(c: 'Optional[S3Client]'): await c.list_buckets()"
            ),
            "operation aiobotocore:s3 list_buckets",
        ),
        (
            (
                "from typing import Annotated\n"
                "from mypy_boto3_s3 import S3Client\n"
                "def f(c: Annotated[S3Client, 1]): c.list_buckets()"
            ),
            "operation boto3:s3 list_buckets",
        ),
        (
            ("from mypy_boto3_s3.paginator import ListObjectsV2Paginator as P\ndef f(p: P): p.paginate(Bucket='b')"),
            "paginator boto3:s3 list_objects_v2",
        ),
        (
            ("from mypy_boto3_s3.waiter import BucketExistsWaiter as W\ndef f(w: W): w.wait(Bucket='b')"),
            "waiter boto3:s3 bucket_exists",
        ),
        (
            ("from mypy_boto3_s3 import S3ServiceResource as R\ndef f(r: R): r.meta.client.list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        (
            "from botocore.client import BaseClient\ndef f(c: BaseClient): c.list_buckets()",
            "operation botocore: list_buckets",
        ),
        ("def f(batch_client): batch_client.list_jobs()", "operation :batch list_jobs"),
        ("def f(sfn_client): sfn_client.list_executions()", "operation :stepfunctions list_executions"),
        ("def f(ses_client): ses_client.create_email_identity()", "operation :sesv2 create_email_identity"),
        ("def f(app): app.state.batch_client.list_jobs()", "operation :batch list_jobs"),
        ("import boto3\ndef f(session): session.client('s3').list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\ndef f(): make_session().client('s3').list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\ndef f(c): c.list_buckets()\nf(boto3.client('s3'))", None),
        (
            "import boto3\ndef f(client): client.list_buckets()\nf(boto3.client('s3'))",
            "operation boto3:s3 list_buckets",
        ),
        (
            ("from requests import Session as S\nimport boto3\nm = S\nboto3.client('s3').list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        (
            ("import boto3\nif x:\n    c = boto3.client('s3')\nelse:\n    c = boto3.client('s3')\nc.list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        (
            "import boto3\nmake = lambda client=boto3.client('s3'): client.list_buckets()",
            "operation boto3:s3 list_buckets",
        ),
        ("def f(client):\n    import boto3 as b\n    b.client('s3').list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\n(lambda *, c=boto3.client('s3'), d: c.list_buckets())(d=1)", "operation boto3:s3 list_buckets"),
        ("import boto3 as b\nm = b\n(m if 1 else m).client('s3').list_buckets()", "operation boto3:s3 list_buckets"),
        ("import boto3\nexecutor.submit(boto3.client('s3').list_buckets)", "operation boto3:s3 list_buckets"),
        (
            ("import boto3, functools\nkeep(functools.partial(boto3.client('s3').list_buckets, Prefix='a'))"),
            "operation boto3:s3 list_buckets",
        ),
        (
            ("import boto3\nasync def f(stack): (await stack.enter_async_context(boto3.client('s3'))).list_buckets()"),
            "operation boto3:s3 list_buckets",
        ),
        ("import b\nb.make()('s3').list_buckets()", None),
        ("import boto3\nboto3.client('s3').__enter__().list_buckets()", "operation boto3:s3 list_buckets"),
    ],
)
def test_a_call_is_found(text: str, expected: str | None) -> None:
    assert calls_of(text) == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    "text",
    [
        "import boto3\nboto3.client('s3').close()",
        "import boto3\nboto3.client('s3').generate_presigned_url(name())",
        "import boto3\nboto3.client('s3').get_paginator(name()).paginate()",
        "import boto3\nboto3.client('s3').get_waiter(name()).wait()",
        "import boto3\nboto3.client('s3').exceptions.NoSuchKey()",
        "import boto3\nhasattr(boto3.client('s3').list_buckets, 'x')",
        "import boto3\nfor c in [boto3.client('s3')]:\n    c.list_buckets()",
        "import boto3\n(c, d), e = make()\nc.list_buckets()",
        "import boto3\nc = boto3.client('s3')\nc += 1\nc.list_buckets()",
        "import boto3\ndef f():\n    def s3(): ...\n    s3.list_buckets()",
        "import boto3\nx = [boto3][0].client('s3').list_buckets()",
        "import redis\nredis.Redis().close()",
        "import redis\nredis.exceptions.RedisError()",
        "import stripe\nstripe.Charge()",
        "import requests\nrequests.codes.get('ok')",
        "import requests\nrequests.Session().mount('a', 'b')",
        "def f(batch): batch.append(1)",
        "def f(config: dict): config.list_rules()",
        "def f(batch_client: 'not python ('): batch_client.list_jobs().then()",
        "def f(batch_client): batch_client.push(); batch_client.pull()",
        "def f(session): session.client('s3').list_buckets()",
        "class A:\n    def f(self): self.nothing.list_buckets()",
        "f().list_jobs()",
        "import app\ndef f(c: app.Missing): c.list_buckets()",
        ("from typing import Protocol\nclass EC2Client(Protocol):\n    def go(self): ...\ndef f(c: EC2Client): c.go()"),
        ("import boto3\nx = f(1)\ndef f(client, *, a=None, b): client.list_buckets()\nf(b=3)\nx.list_buckets()"),
        "import app\nimport boto3\nx = boto3\ny = (x).thing.list_buckets()",
        "def f():\n    global c\n    d = c = 3\n    self.x = c\nc.list_buckets()",
        "import requests\nexecutor.submit(requests.get, 'u')",
        "import boto3\nexecutor.submit(boto3.client('s3').close)",
        "from app import nothing\nnothing.list_buckets()",
        "from here import *\nthing.list_jobs()",
    ],
)
def test_what_is_no_call_of_a_service_is_left_alone(text: str) -> None:
    assert [each for each in calls_of(text) if "batch" not in each or "then" in each] == []


def test_clients_of_classes_are_followed_through_inheritance_properties_and_other_files() -> None:
    base = """
import boto3
from functools import cached_property

class Base:
    SERVICE = "s3"
    def __init__(self, region):
        self.client = boto3.client(self.SERVICE, region_name=region)
    @property
    def logs(self):
        return boto3.client("logs")
    @cached_property
    def both(self) -> "boto3.client":
        return None
    @staticmethod
    def make(service):
        return boto3.client(service)
    @classmethod
    def build(cls):
        return cls.make("sns")
"""
    text = """
import app2
from base import Base

class Queue(Base):
    SERVICE = "sqs"
    held = Base.make("events")
    def run(self):
        self.client.list_queues()
        self.logs.describe_log_groups()
        self.make("kms").list_keys()
        Base.build().list_topics()
        self.held.list_rules()
        Base("r").client.list_buckets()
        app2.shared.list_jobs()
        app2.single.list_clusters()
        self.both.list_x()
"""
    other = (
        "import boto3\n"
        "shared = None\n"
        "def open():\n"
        "    global shared\n"
        "    shared = boto3.client('batch')\n"
        "single = boto3.client('ecs')"
    )
    assert calls_of(text, base=base, app2=other) == [
        "operation boto3:sqs list_queues",
        "operation boto3:logs describe_log_groups",
        "operation boto3:kms list_keys",
        "operation boto3:sns list_topics",
        "operation boto3:events list_rules",
        "operation boto3:s3 list_buckets",
        "operation boto3:batch list_jobs",
        "operation boto3:ecs list_clusters",
        "operation boto3: list_x",
    ]


def test_a_class_tells_the_clients_that_it_holds_and_where_they_come_from() -> None:
    trace = trace_files(
        app="""
import boto3
import httpx
from dataclasses import dataclass, field
from typing import Any, Protocol
from mypy_boto3_sns import SNSClient

class _BatchClient(Protocol):
    def submit_job(self, **arguments: Any) -> Any: ...

class _Other(Protocol):
    def submit_job(self) -> None: ...

def make():
    return boto3.client("events")

@dataclass
class Fields:
    sns: SNSClient
    sqs: Any = field(default_factory=lambda: boto3.client("sqs"))
    events: Any = field(default_factory=make)
    nothing: Any = field(default=3)

class A:
    shared = boto3.client("kms")
    def __init__(self, client: _BatchClient | None, other: _Other, sns_client, http: httpx.Client, s3=None) -> None:
        if s3 is None:
            s3 = boto3.client("s3")
        self._client = client or boto3.client("batch")
        self._other = other
        self.sns = sns_client
        self._http = http
        self._s3 = s3
        self._late = None
        made = (yet := boto3.client("logs")) if client else boto3.client("logs")
        self._logs = made
    @property
    def lazy(self):
        if self._late is None:
            self._late = boto3.client("ssm")
        return self._late

async def f():
    return A
"""
    )["app"]
    found = {
        (name, each.name): (
            each.client.service or each.client.sdk,
            each.parameter.arg if each.parameter else "",
            each.construction is not None,
        )
        for name, held in trace.attributes
        for each in held
    }
    assert found == {
        ("Fields", "sns"): ("sns", "", False),
        ("Fields", "sqs"): ("sqs", "", True),
        ("Fields", "events"): ("events", "", True),
        ("A", "shared"): ("kms", "", True),
        ("A", "_client"): ("batch", "client", True),
        ("A", "sns"): ("sns", "sns_client", False),
        ("A", "_http"): ("httpx", "http", False),
        ("A", "_s3"): ("s3", "s3", True),
        ("A", "_late"): ("ssm", "", True),
        ("A", "_logs"): ("logs", "", True),
        ("A", "lazy"): ("ssm", "", True),
    }
    assert trace.attributes_of("B") == ()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("a='x', b=-1, c=1.5, d=True, e=None", "{a: 'x', b: -1, c: 1.5, d: ?, e: ?}"),
        ("a=[1, *more], b=(2,), c=[x for x in y]", "{a: [1, …], b: [2], c: [?, …]}"),
        ("a={'b': 1, **more, name(): 2, K: 3}", "{a: {b: 1, k: 3, …}}"),
        ("**{'a': 1}, **more", "{a: 1, …}"),
        ("**dict(a=1), **dict(given, b=2), **dict({'c': 3}, d=4)", "{a: 1, b: 2, c: 3, d: 4, …}"),
        ("a=K, b=A.C, c=A.D.value, d=unknown.thing, e=TABLE", "{a: 'k', b: 'c', c: ?, d: ?, e: {f: 1}}"),
    ],
)
def test_what_is_sent_is_read(arguments: str, expected: str) -> None:
    text = "import boto3\nK = 'k'\nTABLE = {'f': 1}\nclass A:\n    C = 'c'\n    D = 'd'\n"
    assert sent_by(f"{text}def f(more, given, y): boto3.client('s3').list_buckets({arguments})") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("p = {'a': 1}", "{a: 1}"),
        (
            ("p = {'a': 1}\n    p['b'] = 2\n    p.setdefault('c', 3)\n    p.update(d=4)\n    p.update({'e': 5})"),
            "{a: 1, b: 2, c: ?, d: 4, e: 5}",
        ),
        ("p = {'a': 1}\n    p[k] = 2", "{a: 1, …}"),
        ("p = {'a': 1}\n    p.setdefault(k, 2)", "{a: 1, …}"),
        ("p = {'a': 1}\n    p['b'] += 2", "{a: 1, b: ?}"),
        ("p = {'a': 1}\n    change(p)", "{a: 1, …}"),
        (
            (
                "p = {'a': 1}\n"
                "    print(p, len(p), p['a'], p.get('a'))\n"
                "    log.info('x', p)\n"
                "    q = {**p}\n"
                "    if p: pass"
            ),
            "{a: 1}",
        ),
        ("p = {'a': {}}\n    p['a']['b'] = 1", "{a: {}, …}"),
        ("p = {'a': []}\n    p['a'].append(1)", "{a: [], …}"),
        ("p = {'a': 1}\n    del p['a']", "{…}"),
        ("p = {'a': 1}\n    p.clear()", "{…}"),
        ("p = {'a': 1}\n    q = [p]", "{a: 1, …}"),
        ("p = make()", "{…}"),
        ("p = {'a': 1}\n    p = {'b': 1}", "{b: 1}"),
        ("p = {'a': 1}\n    if k: p = {'b': 1}", "{…}"),
        ("p, q = k", "{…}"),
        ("for p in k: pass", "{…}"),
        ("l = [1]\n    p = {'a': l}", "{a: [1]}"),
        ("l = [1]\n    l.append(2)\n    p = {'a': l}", "{a: [1, …]}"),
        ("t = 'x'\n    p = {'a': t}", "{a: 'x'}"),
        ("p = {'a': 1}\n    if k:\n        p['b'] = 2\n        raise k", "{a: 1}"),
        ("p = {'a': 1}\n    if k:\n        pass\n    else:\n        p['b'] = 2\n        raise k", "{a: 1}"),
        ("p = {'a': 1}\n    if k:\n        p['b'] = 2", "{a: 1, b: 2}"),
    ],
)
def test_dictionaries_are_followed_while_a_function_builds_them(body: str, expected: str) -> None:
    assert sent_by(f"import boto3\ndef f(k):\n    {body}\n    boto3.client('s3').list_buckets(**p)") == expected


def test_what_is_added_later_or_in_another_branch_is_not_sent() -> None:
    later = (
        "import boto3\n"
        "def f(k):\n"
        "  p = {'a': 1}\n"
        "  for x in k:\n"
        "    boto3.client('s3').list_buckets(**p)\n"
        "    p['b'] = 2\n"
        "    go(p)"
    )
    assert sent_by(later) == "{a: 1, …}"
    branch = (
        "import boto3\ndef f(k):\n  p = {'a': 1}\n  x = p.update(b=2) if k else boto3.client('s3').list_buckets(**p)"
    )
    assert sent_by(branch) == "{a: 1}"
    cases = (
        "import boto3\n"
        "def f(k):\n"
        "  p = {'a': 1}\n"
        "  match k:\n"
        "    case 1: p['b'] = 2\n"
        "    case _: boto3.client('s3').list_buckets(**p)"
    )
    assert sent_by(cases) == "{a: 1}"
    tested = (
        "import boto3\ndef f(k):\n  p = {'a': 1}\n  if p.setdefault('b', k):\n    boto3.client('s3').list_buckets(**p)"
    )
    assert sent_by(tested) == "{a: 1, b: ?}"


def test_helpers_hand_on_what_they_are_given() -> None:
    text = """
import asyncio
import boto3
import functools

class A:
    def __init__(self):
        self._s3 = boto3.client("s3")
    def run(self):
        self._named("list_buckets", Prefix="a")
        self._given(self._s3.get_object, "x", Bucket="b")
        self._given(functools.partial(self._s3.get_object, Bucket="b"), "y", Key="k")
        self._paged("list_objects_v2", Bucket="b")
        self._static(self._s3, "list_buckets")
        self._idle(self._s3.list_buckets)
        self._given(len, "x")
    def _named(self, operation, **arguments):
        answer = getattr(self._s3, operation)(**arguments)
        return answer
    def _given(self, method, label, **arguments):
        print(label)
        return method(**arguments, Key=label)
    async def _paged(self, operation, *, bound=3, **arguments):
        for page in self._s3.get_paginator(operation).paginate(**arguments):
            yield page
    @staticmethod
    def _static(client, name):
        return getattr(client, name)()
    def _idle(self, method):
        self.kept = method
"""
    calls = trace_files(app=text)["app"].calls
    assert [
        (each.kind, each.operation, show(each.arguments), each.is_answer, each.through is not None) for each in calls
    ] == [
        (CallKind.OPERATION, "list_buckets", "{Prefix: 'a'}", True, True),
        (CallKind.OPERATION, "get_object", "{Bucket: 'b', Key: 'x'}", True, True),
        (CallKind.OPERATION, "get_object", "{Bucket: 'b', Key: 'k', Key: 'y'}", True, True),
        (CallKind.PAGINATOR, "list_objects_v2", "{Bucket: 'b'}", False, True),
        (CallKind.OPERATION, "list_buckets", "{}", True, True),
        (CallKind.OPERATION, "list_buckets", "{…}", False, False),
    ]


def test_helpers_of_other_files_keep_the_place_of_what_they_send() -> None:
    helper = """
def ask(method, **arguments):
    return method(Bucket="fixed", **arguments)
def look(client, table):
    return getattr(client, "get_object")(**table)
"""
    text = """
import boto3
from helper import ask, look
s3 = boto3.client("s3")
ask(s3.get_object, Key="k")
look(s3, {"Bucket": "b"})
"""
    first, second = trace_files(app=text, helper=helper)["app"].calls
    entries = dict(first.arguments.entries or ())
    assert entries["Bucket"].module is not None
    assert entries["Bucket"].module.path == "helper.py"
    assert entries["Key"].module is not None
    assert entries["Key"].module.path == "app.py"
    assert show(second.arguments) == "{Bucket: 'b'}"


def test_recursion_and_endless_chains_end() -> None:
    text = """
import boto3
def a(n): return b(n) or boto3.client("s3")
def b(n): return a(n)
a(1).list_buckets()
x = y
y = x
x.list_buckets()
def f(p):
    p = {"a": p}
    p = {"a": p}
    boto3.client("s3").list_buckets(**p)
def g():
    p = {"a": p}
    boto3.client("s3").list_buckets(**p)
"""
    assert calls_of(text)[-1] == "operation boto3:s3 list_buckets"


def test_helpers_take_positional_lists_and_named_arguments() -> None:
    text = """
import boto3
import contextlib
import pytest

def made(service, *, region=None, **more):
    return boto3.client(service, region_name=region)

@contextlib.contextmanager
def opened(service="s3"):
    yield boto3.client(service)

@pytest.fixture
def kms():
    yield boto3.client("kms")

class A:
    f = getattr(A, "missing")

made("sqs", region="r").list_queues()
made(*given).list_queues()
made(service="sns", other=3).list_topics()
with opened("batch") as client:
    client.list_jobs()
getattr(A(), "f").list_x()
"""
    assert calls_of(text) == [
        "operation boto3:sqs list_queues",
        "operation boto3: list_queues",
        "operation boto3:sns list_topics",
        "operation boto3:batch list_jobs",
    ]


def test_helpers_that_ask_nothing_of_services_are_no_calls() -> None:
    text = """
import boto3
def call(method, **arguments):
    return method(**arguments)
call(boto3.client("s3").close)
call(boto3.client("s3").get_waiter("bucket_exists").wait, Bucket="b")
"""
    assert calls_of(text) == ["waiter boto3:s3 bucket_exists"]


def test_what_a_context_gives_is_no_construction() -> None:
    trace = trace_files(
        app="""
import boto3
import functools
from contextlib import ExitStack
make = functools.partial(boto3.client, "s3")
def f(stack: ExitStack, session):
    a = stack.enter_context(boto3.client("sqs"))
    b = session.client("kms")
    c = make()
class C:
    def __init_subclass__(cls):
        [cls.r, ok] = 1, 2
    x, y = 1, 2
    z = boto3.client("sns")
    z = boto3.client("sns", region_name="r")
    (p, q) = z, z
    def __init__(self):
        self.a, self.b = boto3.client("sqs"), 3
        self.w = C.z
        self.m = glob
        [self.u, self.v] = given
glob = boto3.client("ecs")
"""
    )["app"]
    assert [(each.client.service, each.owner is not None) for each in trace.constructions] == [
        ("sqs", False),
        ("kms", False),
        ("s3", False),
        ("sns", True),
        ("sns", True),
        ("sqs", True),
        ("ecs", False),
    ]
    assert [each.name for each in trace.attributes_of("C")] == ["z", "p", "q", "a", "w", "m"]

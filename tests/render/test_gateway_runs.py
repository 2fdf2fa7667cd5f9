"""Decided gateways run: pages, streams, events, waiters, tokens, configuration, and names that hide nothing."""

from __future__ import annotations

import io
import logging
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import boto3  # type: ignore[import-untyped]
import pytest
from botocore.eventstream import ChecksumMismatch  # type: ignore[import-untyped]
from botocore.exceptions import ClientError, IncompleteReadError, WaiterError  # type: ignore[import-untyped]
from botocore.stub import Stubber  # type: ignore[import-untyped]
from urllib3.exceptions import ProtocolError

from tests.render.running import Loaded, load, run_project

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIG: dict[str, dict[str, object]] = {
    "s3": {"bucket": "b"},
    "sqs": {"queue": "q"},
    "ec2": {"share": 0.5, "zone": "z"},
}
CREDENTIALS = {"region_name": "us-east-1", "aws_access_key_id": "example", "aws_secret_access_key": "example"}


def refusal(**details: str) -> ClientError:
    answer: Any = {"Error": details, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return ClientError(answer, "Example")


@pytest.fixture(scope="module", autouse=True)
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    yield from run_project(tmp_path_factory.mktemp("bound"))


class Client:
    """Answers each operation as told, and keeps what was asked."""

    def __init__(self, **answers: object) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self._answers = answers

    def __getattr__(self, name: str) -> Loaded:
        def call(**sent: object) -> object:
            self.asked.append((name, sent))
            answer = self._answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call

    def get_waiter(self, name: str) -> Loaded:
        return SimpleNamespace(wait=getattr(self, name))

    def get_paginator(self, name: str) -> Loaded:
        def paginate(**sent: object) -> Loaded:
            return SimpleNamespace(build_full_result=lambda: getattr(self, name)(**sent))

        return SimpleNamespace(paginate=paginate)


class Body(io.BytesIO):
    """A body in two pieces; it breaks in the middle where told to."""

    breaks = False

    def iter_chunks(self, size: int) -> Iterator[bytes]:
        assert size > 1000
        yield b"ab"
        if self.breaks:
            raise IncompleteReadError(actual_bytes=2, expected_bytes=4)
        yield b"cd"


class Events(list[Any]):
    """Events of a stream that has to be closed."""

    closed = False

    def close(self) -> None:
        self.closed = True


def make(name: str, client: Loaded, **config: object) -> Loaded:
    settings: dict[str, dict[str, object]] = {
        "s3": {"bucket": "b"},
        "sqs": {"queue": "q"},
        "ec2": {"share": 0.5, "zone": "z"},
    }
    return load(f"gateways.{name}").Depot(**{**settings.get(name, {}), **config}, depot_client=client)


def error(name: str) -> type[Exception]:
    found: type[Exception] = getattr(load("gateways.errors"), f"Gateway{name}Error")
    return found


def server() -> Loaded:
    return load("depot.models").Server("web")


def test_pages_are_followed_to_the_end() -> None:
    client: Any = boto3.client("s3", **CREDENTIALS)
    with Stubber(client) as stubber:
        first = {"Contents": [{"Key": "a", "Size": 1}], "IsTruncated": True, "NextContinuationToken": "t"}
        stubber.add_response("list_objects_v2", first, {"Bucket": "b", "Prefix": "p"})
        last = {"Contents": [{"Key": "b", "Owner": {"DisplayName": "ann"}}], "IsTruncated": False}
        stubber.add_response("list_objects_v2", last, {"Bucket": "b", "Prefix": "p", "ContinuationToken": "t"})

        entries = make("s3", client).list_entries("p")

        entry = load("depot.models").Entry
        assert entries == [entry("a", 1), entry("b", 0, "ann")]
        stubber.assert_no_pending_responses()


def test_an_absent_list_is_empty() -> None:
    assert make("s3", Client(list_objects_v2={})).list_entries("p") == []


def test_the_first_page_alone_is_asked_where_that_is_meant() -> None:
    phase = load("depot.models").Phase
    states = [{"State": {"Name": "running"}}, {}, {"State": {"Name": "frozen"}}]
    client = Client(describe_instances={"Reservations": [{"Instances": states[:1]}, {"Instances": states[1:]}]})

    assert make("ec2", client).list_phases(["i-1"]) == (phase.ON, phase.OFF, phase.UNKNOWN)
    assert client.asked == [("describe_instances", {"InstanceIds": ["i-1"]})]


def test_lists_in_lists_become_one() -> None:
    found = {"Reservations": [{"Instances": [{"InstanceId": "a"}, {}]}, {}, {"Instances": [{"InstanceId": "b"}]}]}

    assert make("ec2", Client(describe_instances=found)).list_servers() == ["a", None, "b"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, None),
        ({"Reservations": [{}]}, None),
        ({"Reservations": [{"Instances": [{}]}]}, None),
        ({"Reservations": [{"Instances": [{}, {}]}]}, None),
        ({"Reservations": [{"Instances": [{}, {"State": {"Name": "running"}}]}]}, "ON"),
    ],
)
def test_too_short_a_list_means_what_it_is_said_to_mean(answer: dict[str, Any], expected: str | None) -> None:
    client = Client(describe_instances=answer)

    found = make("ec2", client).find_phase("1", client="2", message="3", result="4", logger="5")

    assert found == (load("depot.models").Phase[expected] if expected else None)
    assert client.asked == [("describe_instances", {"InstanceIds": ["1", "2", "3", "4", "5"]})]


def test_parameters_that_hide_names_of_the_module_keep_their_meaning() -> None:
    client = Client(describe_images={"Images": [{"OwnerId": "ann"}, {}]}, describe_volumes={"Volumes": []})
    gateway = make("ec2", client)

    assert gateway.list_owners("me") == {"ann", "nobody"}
    assert gateway.list_disks("v-1") == []
    assert [sent for _, sent in client.asked] == [{"Owners": ["me"]}, {"VolumeIds": ["v-1"]}]


def test_elements_may_need_statements() -> None:
    disk = load("depot.models").Disk
    whole = {"Attachments": [{"VolumeId": "v-1"}], "Size": 8}

    assert make("ec2", Client(describe_volumes={"Volumes": [whole]})).list_disks("v") == [disk("v-1", 8)]
    with pytest.raises(error("NotFound"), match="Attachments"):
        make("ec2", Client(describe_volumes={"Volumes": [whole, {}]})).list_disks("v")


def test_what_is_sent_and_stored_is_what_is_said() -> None:
    made = server()
    client = Client(run_instances={"Instances": [{"InstanceId": "i-1", "PrivateIpAddress": "10.0.0.1"}]})

    assert make("ec2", client, most=3, dry=True).start_server(made) == "i-1"
    assert (made.id, made.address) == ("i-1", "10.0.0.1")
    ((operation, sent),) = client.asked
    assert operation == "run_instances"
    assert sent["ClientToken"] == "make-web"
    assert (sent["MaxCount"], sent["DryRun"], sent["SubnetId"]) == (3, True, "z")


def test_what_is_awaited_may_be_what_was_stored() -> None:
    made = server()
    seen = []
    client = Client(put_object={"ETag": "e", "VersionId": "v"})
    client.get_waiter = lambda name: SimpleNamespace(wait=lambda **_: seen.append((name, made.id)))  # type: ignore[method-assign] # looks at what is stored

    assert make("s3", client).keep(made) == "v"
    assert seen == [("object_exists", "e")]


def test_nothing_is_stored_when_the_answer_is_empty() -> None:
    made = server()

    with pytest.raises(error("UnexpectedAnswer")):
        make("ec2", Client(run_instances={"Instances": []})).start_server(made)

    assert (made.id, made.address) == (None, None)


def test_a_waiter_that_fails_is_an_unexpected_answer_after_the_call() -> None:
    failure = WaiterError(name="object_exists", reason="never", last_response={})
    client = Client(put_object={}, object_exists=failure)

    with pytest.raises(error("UnexpectedAnswer")):
        make("s3", client).write("k", b"x")

    assert client.asked[0] == ("put_object", {"Bucket": "b", "Key": "k", "Body": b"x"})
    assert client.asked[1] == ("object_exists", {"Bucket": "b", "Key": "k"})


def test_a_body_is_read_to_its_end() -> None:
    assert make("s3", Client(get_object={"Body": Body(b"abcd")})).read("k") == b"abcd"
    with pytest.raises(error("UnexpectedAnswer"), match="Body"):
        make("s3", Client(get_object={})).read("k")


def test_a_body_that_breaks_off_while_it_is_read_is_a_failure_of_the_service() -> None:
    body = SimpleNamespace(read=lambda: (_ for _ in ()).throw(IncompleteReadError(actual_bytes=1, expected_bytes=2)))

    with pytest.raises(error("Unavailable")):
        make("s3", Client(get_object={"Body": body})).read("k")


def test_a_body_is_handed_on_in_pieces_and_closed() -> None:
    body = Body()

    assert list(make("s3", Client(get_object={"Body": body})).stream("k")) == [b"ab", b"cd"]
    assert body.closed


def test_a_body_that_breaks_off_while_it_is_handed_on_is_a_failure_of_the_service() -> None:
    body = Body()
    body.breaks = True
    pieces = make("s3", Client(get_object={"Body": body})).stream("k")

    assert next(pieces) == b"ab"
    with pytest.raises(error("Unavailable")):
        next(pieces)
    assert body.closed


def test_events_are_read_and_their_stream_is_closed() -> None:
    events = Events([{"Records": {"Payload": b"1"}}, {"Stats": {}}, {"Records": {"Payload": b"2"}}])

    assert make("s3", Client(select_object_content={"Payload": events})).select("k", "q") == [b"1", b"2"]
    assert events.closed


@pytest.mark.parametrize("failure", [refusal(Code="InternalError"), ProtocolError("broken"), ChecksumMismatch(1, 2)])
def test_a_stream_that_fails_between_events_is_a_failure_of_the_service(failure: Exception) -> None:
    class Broken(Events):
        def __iter__(self) -> Loaded:
            raise failure

    events = Broken()

    with pytest.raises(error("Unavailable")):
        make("s3", Client(select_object_content={"Payload": events})).select("k", "q")
    assert events.closed


def test_a_method_gives_a_code_its_own_meaning() -> None:
    gateway = make("s3", Client(get_object=refusal(Code="NoSuchKey")))

    with pytest.raises(error("Rejected")):
        gateway.read("k")
    with pytest.raises(error("NotFound")):
        gateway.stream("k")
    with pytest.raises(error("Conflict")):
        make("s3", Client(get_object=refusal(Code="InvalidObjectState"))).read("k")


def test_the_code_that_the_model_names_goes_first() -> None:
    failure = refusal(Code="AWS.SimpleQueueService.NonExistentQueue", QueryErrorCode="QueueDoesNotExist")

    with pytest.raises(error("Configuration")):
        make("sqs", Client(get_queue_attributes=failure)).count()


@pytest.mark.parametrize(("answer", "expected"), [({}, 0), ({"ApproximateNumberOfMessages": "7"}, 7)])
def test_numbers_in_texts_are_read(answer: dict[str, str], expected: int) -> None:
    assert make("sqs", Client(get_queue_attributes={"Attributes": answer})).count() == expected


def test_a_text_that_is_no_number_is_an_unexpected_answer() -> None:
    with pytest.raises(error("UnexpectedAnswer")):
        make("sqs", Client(get_queue_attributes={"Attributes": {"ApproximateNumberOfMessages": "x"}})).count()


def test_what_is_given_back_sees_what_was_stored() -> None:
    made = server()
    client = Client(send_message={"MessageId": "m-1", "MD5OfMessageBody": "md5"})

    assert make("sqs", client).send(made) == load("depot.models").Receipt("m-1", "md5")
    assert client.asked == [("send_message", {"QueueUrl": "q", "MessageBody": "web in q"})]


def test_collections_are_of_the_kind_that_is_promised() -> None:
    assert make("sqs", Client(receive_message={"Messages": [{"Body": "a"}, {}]})).receive() == frozenset({"a", None})
    assert make("s3", Client(head_object={})).exists("k") is True


def test_parameters_that_are_keywords_are_sent() -> None:
    client = Client(create_export_task={"taskId": "t"})

    assert make("logs", client).export("g", 1, 2) == "t"
    sent = {"logGroupName": "g", "from": 1, "to": 2, "destination": "bucket"}
    assert client.asked == [("create_export_task", sent)]


def test_waiting_is_logged_as_a_call_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="gateways.s3"):
        make("s3", Client(put_object={}, object_exists=None)).write("k", b"secret")

    assert [record.getMessage() for record in caplog.records] == [
        "Amazon Simple Storage Service: put_object answered (request -)",
        "Amazon Simple Storage Service: waited for object_exists",
    ]


def test_the_environment_gives_numbers_and_flags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARE", "0.25")
    monkeypatch.setenv("MOST_SERVERS", "4")
    monkeypatch.setenv("DRY", "Yes")
    client = Client(run_instances={"Instances": [{}]})

    load("gateways.ec2").Depot.from_environment(zone="z", depot_client=client).start_server(server())

    sent = client.asked[0][1]
    assert (sent["RamdiskId"], sent["MaxCount"], sent["DryRun"]) == ("0.25", 4, True)


def test_the_environment_may_leave_what_has_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHARE", "1")
    monkeypatch.delenv("MOST_SERVERS", raising=False)
    monkeypatch.delenv("DRY", raising=False)
    client = Client(run_instances={"Instances": [{}]})

    load("gateways.ec2").Depot.from_environment(zone="z", depot_client=client).start_server(server())

    assert (client.asked[0][1]["MaxCount"], client.asked[0][1]["DryRun"]) == (1, False)


@pytest.mark.parametrize(("name", "value"), [("SHARE", "much"), ("MOST_SERVERS", "1.5"), ("DRY", "perhaps")])
def test_a_variable_that_can_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("SHARE", "1")
    monkeypatch.setenv(name, value)

    with pytest.raises(error("Configuration"), match=name):
        load("gateways.ec2").Depot.from_environment(zone="z", depot_client=Client())


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({}, None),
        ({"jobs": [{}]}, None),
        ({"jobs": [{"container": {}}]}, ("a", None)),
        ({"jobs": [{"container": {"environment": [{}], "image": "i"}}]}, ("?", "i")),
        ({"jobs": [{"container": {"environment": [{"name": "n"}]}}]}, ("n", None)),
    ],
)
def test_a_model_is_made_only_of_what_is_there(answer: dict[str, Any], expected: tuple[str, str | None] | None) -> None:
    found = make("batch", Client(describe_jobs=answer)).find_setting("j")

    assert found == (load("depot.models").Tag(*expected) if expected else None)


@pytest.mark.parametrize(("answer", "expected"), [({}, "none"), ({"jobs": [{"jobQueue": "q"}]}, "q")])
def test_a_value_stands_in_for_an_empty_list(answer: dict[str, Any], expected: str) -> None:
    assert make("batch", Client(describe_jobs=answer)).find_queue("j") == expected


def test_a_member_that_is_needed_is_needed_even_where_the_list_may_be_empty() -> None:
    with pytest.raises(error("UnexpectedAnswer"), match="jobQueue"):
        make("batch", Client(describe_jobs={"jobs": [{}]})).find_queue("j")


@pytest.mark.parametrize(("tags", "expected"), [({"label": "x"}, "x"), ({"label": ""}, ""), ({}, "?"), (None, "?")])
def test_a_key_that_a_map_lacks_is_the_default(tags: object, expected: str) -> None:
    assert make("batch", Client(describe_jobs={"jobs": [{"tags": tags}]})).find_label("j") == expected


def test_everything_is_read_before_anything_is_stored() -> None:
    made = server()

    with pytest.raises(error("UnexpectedAnswer"), match="jobId"):
        make("batch", Client(submit_job={"jobArn": "arn"})).find_two(made)
    assert (made.id, made.address, made.name) == (None, None, "web")

    receipt = make("batch", Client(submit_job={"jobId": "j"})).find_two(made)
    assert receipt == load("depot.models").Receipt("j")
    assert (made.id, made.address, made.name) == ("j", "?", "web!")


def test_a_structure_that_is_needed_is_read_once() -> None:
    found = make("location", Client(search_place_index_for_text={"Summary": {"Text": "x"}})).search("x")

    assert found == load("depot.models").Receipt("x")
    with pytest.raises(error("UnexpectedAnswer"), match="Summary"):
        make("location", Client(search_place_index_for_text={})).search("x")


@pytest.mark.parametrize(("answer", "expected"), [({}, []), ({"QueueUrls": ["a", "b"]}, ["a", "b"])])
def test_a_list_is_given_as_it_is(answer: dict[str, Any], expected: list[str]) -> None:
    assert make("sqs", Client(list_queues=answer)).list_queues() == expected

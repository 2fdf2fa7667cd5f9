"""What the words of a signature say about a method."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway_builder.model.documentation import MethodDoc
from gateway_builder.model.interface import Method, Parameter, ParameterKind, Signature
from gateway_builder.plan.method_docs import describe_method
from gateway_builder.source.signature import parse_method


def document(signature: str) -> MethodDoc:
    return describe_method(parse_method(signature, pattern=".*"))


def test_a_whole_contract() -> None:
    assert document("describe_run(run: Run) -> RunStatusDetail") == MethodDoc(
        summary="Describe a run.",
        args=(("run", "The run to describe."),),
        returns="The run's status detail.",
        raises=(("ValueError", "If the run is invalid."),),
    )


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("submit_run(run: Run) -> None", "Submit a run."),
        ("send(notification: Notification) -> None", "Send a notification."),
        ("send_email(recipient: str) -> None", "Send an email."),
        ("get_status(run_id: str) -> str", "Get the status of a run."),
        ("get_run_status(run: Run) -> RunStatus", "Get the status of a run."),
        ("set_status(run: Run, status: RunStatus) -> None", "Set the status of a run."),
        ("list_runs(user_id: str) -> list[Run]", "List runs of a user."),
        ("list_runs(status: RunStatus) -> list[Run]", "List runs."),
        ("list() -> tuple[Run, ...]", "List runs."),
        ("list(prefix: str) -> tuple[str, ...]", "List entries."),
        ("upload_file_to_bucket(bucket: str, path: Path) -> None", "Upload a file to a bucket."),
        ("get_user_by_email(email: str) -> User", "Get a user by email."),
        ("log_in() -> None", "Log in."),
        ("wait_for_run(run: Run) -> None", "Wait for a run."),
        ("fetch_pdf(url: str) -> bytes", "Fetch a PDF."),
        ("import_orders(source: str) -> int", "Import orders."),
        ("check_health() -> bool", "Check the health."),
        ("delete(key: str) -> None", "Delete an entry."),
        ("frobnicate_widget(widget: Widget) -> None", "Frobnicate a widget."),
        ("weather_report() -> str", "Weather report."),
        ("ping() -> None", "Ping."),
        ("is_available() -> bool", "Tell whether it is available."),
        ("has_run(run_id: str) -> bool", "Tell whether there is a run."),
        ("can_submit() -> bool", "Tell whether it can submit."),
        ("exists(key: str) -> bool", "Tell whether it exists."),
        ("is_() -> bool", "Is."),
        ("send_xyz_report(report: XYZReport) -> None", "Send an XYZ report."),
        ("_() -> None", "_."),
    ],
)
def test_the_summary(signature: str, expected: str) -> None:
    assert document(signature).summary == expected


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("submit_run(run_id: str) -> None", "Id of the run to submit."),
        ("cancel_runs(run_ids: list[str]) -> None", "Ids of the runs to cancel."),
        ("submit_simulation_run(run: Run) -> None", "The run to submit."),
        ("get_api_key(id: str) -> str", "Id of the API key to get."),
        ("get_status(run: Run) -> str", "The run whose status to get."),
        ("get_status(run_id: str) -> str", "Id of the run whose status to get."),
        ("send_email(recipient: str) -> None", "Who receives the email."),
        ("send_email(subject: str) -> None", "Subject of the email."),
        ("upload_file_to_bucket(bucket: str) -> None", "The bucket to upload to."),
        ("get_user_by_email(email: str) -> User", "The email to look for."),
        ("weather_report(day: date) -> str", "The day."),
        ("exists(key: str) -> bool", "Key of the entry."),
        ("cancel_run(*args: str) -> None", "Further arguments."),
        ("cancel_run(**kwargs: str) -> None", "Further keyword arguments."),
        ("cancel_run(force: bool) -> None", "Whether to force."),
        ("cancel_run(include_children: bool) -> None", "Whether to include children."),
        ("cancel_run(should_wait: bool) -> None", "Whether to wait."),
        ("cancel_run(is_urgent: bool) -> None", "Whether it is urgent."),
        ("cancel_run(with_children: bool) -> None", "Whether children is wanted."),
        ("cancel_run(reason: str) -> None", "Why it is done."),
        ("convert_image(target_format: str) -> bytes", "Format to convert into."),
    ],
)
def test_what_the_first_parameter_means(signature: str, expected: str) -> None:
    assert document(signature).args[0][1] == expected


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("submit_run(run: Run) -> None", ""),
        ("describe_run(run: Run) -> SimulationState", "The simulation state."),
        ("describe_run(run: Run) -> str", "What is known of the run."),
        ("get_status(run: Run) -> RunStatus", "The status of the run."),
        ("get_status(run: Run) -> str", "The status of the run."),
        ("list_runs() -> tuple[Run, ...]", "The runs."),
        ("list_runs() -> Sequence[str]", "The runs."),
        ("list_runs(user_id: str) -> list[Run]", "The runs of the user."),
        ("find_user(name: str) -> User | None", "The user, or None where there is none."),
        ("find_user(name: str) -> Optional[User]", "The user, or None where there is none."),
        ("find_user(name: str) -> None | str", "The user, or None where there is none."),
        ("count_runs() -> int", "How many runs there are."),
        ("cancel_run(run: Run) -> bool", "Whether the run was cancelled."),
        ("cancel_runs(runs: list[Run]) -> bool", "Whether the runs were cancelled."),
        ("validate_address(address: str) -> bool", "Whether the address is valid."),
        ("check_health() -> bool", "Whether the health is good."),
        ("check_order(order: Order) -> bool", "Whether the check passed."),
        ("detect_fraud(content: bytes) -> bool", "Whether fraud was detected."),
        ("is_available() -> bool", "Whether it is available."),
        ("weather_report() -> bool", "Whether it is so."),
        ("weather_report() -> str", "The weather report."),
        ("download_report(report_id: str) -> bytes", "Content of the report."),
        ("create_user(user: User) -> str", "What identifies the user."),
        ("charge_customer(customer_id: str) -> str", "The result."),
        ("translate_text(text: str) -> str", "The translated text."),
        ("run() -> int", "The result."),
        ("resolve_address(address: Address) -> tuple[float, float]", "The result."),
        ("get_models_run() -> app.models.Run", "The run."),
    ],
)
def test_what_comes_back(signature: str, expected: str) -> None:
    assert document(signature).returns == expected


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        ("list_runs() -> list[Run]", []),
        ("send(recipient: str, message: str) -> None", ["If the recipient or the message is empty."]),
        ("update(order: Order, changes: dict[str, str]) -> None", ["If the order or the changes are invalid."]),
        ("f(a: str, b: str, c: str, d: str) -> None", ["If an argument is invalid."]),
        ("plan(start_at: datetime, since: date) -> None", ["If the start time or since is invalid."]),
        ("upload(content: bytes, force: bool, limit: int = 3, tag: str | None = None, *a: int) -> None", []),
    ],
)
def test_invalid_input_is_a_value_error(signature: str, expected: list[str]) -> None:
    assert document(signature).raises == tuple(("ValueError", text) for text in expected)


def test_variadic_parameters_are_shown_with_their_stars() -> None:
    assert [name for name, _ in document("log(a: int, *b: int, **c: int) -> None").args] == ["a", "*b", "**c"]


def test_parameters_without_annotations_are_documented_too() -> None:
    method = Method("send_email", Signature((Parameter("email"),)))
    assert describe_method(method) == MethodDoc("Send an email.", (("email", "The email to send."),))


ANNOTATIONS = st.one_of(
    st.none(), st.sampled_from(["str", "bool", "Run", "list[Run]", "app.Run", "None", "'Run'", "*", ""])
)
PARAMETERS = st.builds(
    Parameter,
    st.from_regex(r"[a-z_][a-z0-9_]{0,12}", fullmatch=True),
    ANNOTATIONS,
    st.none(),
    st.sampled_from(ParameterKind),
)
NAMES = st.from_regex(r"(get|send|list|set|is|log|x)?_?[a-z_][a-z0-9_]{0,20}", fullmatch=True)


@given(NAMES, st.lists(PARAMETERS, max_size=4), ANNOTATIONS)
def test_every_signature_is_documented_in_sentences(
    name: str, parameters: list[Parameter], returns: str | None
) -> None:
    doc = describe_method(Method(name, Signature(tuple(parameters), returns)))
    texts = [doc.summary, *(text for _, text in (*doc.args, *doc.raises)), doc.returns or "None."]
    assert len(doc.args) == len(parameters)
    assert all(text.endswith(".") and "  " not in text and text != "." for text in texts)

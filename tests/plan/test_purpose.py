"""The methods that a purpose suggests when the user names none."""

from __future__ import annotations

import ast
import builtins
import keyword
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway_builder.model.interface import ImportedName
from gateway_builder.plan.purpose import DefaultMethod, default_methods, describe_purpose
from gateway_builder.project.model_classes import ModelClass
from gateway_builder.source.signature import method_text


def model(name: str, *fields: tuple[str, str], is_enum: bool = False, is_frozen: bool = False) -> ModelClass:
    return ModelClass(name, ImportedName("app.models", name), fields, is_enum, is_frozen)


SIMULATION = model("Simulation", ("id", "int"), ("job_id", "str | None"))
WIND_TUNNEL = (model("Report", ("drag", "float"), is_frozen=True), model("SimulationState", is_enum=True), SIMULATION)
PLATFORM = (
    model("Notification"),
    model("RunStatus", is_enum=True),
    model("RunStatusDetail"),
    model("Run", ("id", "int"), ("job_id", "int"), ("aws_batch_job_id", "str | None")),
)


def suggested(purpose: str, *models: ModelClass) -> list[str]:
    return [method_text(each.method) for each in default_methods(purpose, models, is_async=False)]


def first(purpose: str, *models: ModelClass) -> DefaultMethod:
    return default_methods(purpose, models, is_async=False)[0]


def test_a_runner_of_simulations_takes_the_model_and_answers_its_state() -> None:
    assert suggested("SimulationRunner", *WIND_TUNNEL) == [
        "submit_simulation(simulation: Simulation) -> None",
        "describe_simulation(simulation: Simulation) -> SimulationState",
        "cancel_simulation(simulation: Simulation) -> None",
    ]


def test_a_runner_finds_the_model_by_what_running_makes() -> None:
    assert suggested("SimulationRunner", *PLATFORM) == [
        "submit_run(run: Run) -> None",
        "describe_run(run: Run) -> RunStatusDetail",
        "cancel_run(run: Run) -> None",
    ]


def test_the_imports_are_those_of_the_types() -> None:
    describe = default_methods("SimulationRunner", PLATFORM, is_async=False)[1]
    assert describe.imports == (ImportedName("app.models", "Run"), ImportedName("app.models", "RunStatusDetail"))
    assert first("JobScheduler").imports == (ImportedName("datetime", "datetime"),)
    assert first("PaymentGateway").imports == (ImportedName("decimal", "Decimal"),)


def test_a_runner_stores_the_id_that_the_service_gives_and_needs_it_afterwards() -> None:
    submit, describe, cancel = default_methods("SimulationRunner", PLATFORM, is_async=False)
    assert submit.doc.side_effects == ("Stores the id that the service gives in run.aws_batch_job_id.",)
    assert describe.doc.raises == (("ValueError", "If the run has no AWS batch job id yet."),)
    assert cancel.doc.raises == describe.doc.raises
    assert not describe.doc.side_effects


@pytest.mark.parametrize(
    "run",
    [
        model("Run", ("job_id", "str | None"), is_frozen=True),
        model("Run", ("job_id", "str")),
        model("Run", ("job_id", "str | None"), ("task_id", "str | None")),
    ],
)
def test_no_side_effect_is_claimed_where_no_attribute_stands_out(run: ModelClass) -> None:
    assert first("JobRunner", run).doc.side_effects == ()


def test_without_models_identifiers_are_plain() -> None:
    assert suggested("SimulationRunner") == [
        "submit_simulation(simulation_id: str) -> None",
        "describe_simulation(simulation_id: str) -> str",
        "cancel_simulation(simulation_id: str) -> None",
    ]


def test_async_methods_are_asked_for() -> None:
    assert all(each.method.signature.is_async for each in default_methods("Mailer", (), is_async=True))


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("Runner", "submit_job(job_id: str) -> None"),
        ("NotificationService", "send_notification(recipient: str, message: str) -> None"),
        ("NotificationSender", "send_notification(recipient: str, message: str) -> None"),
        ("SMSSender", "send_sms(recipient: str, message: str) -> None"),
        ("UserNotifier", "send_user_notification(recipient: str, message: str) -> None"),
        ("EmailSender", "send_email(recipient: str, subject: str, body: str) -> None"),
        ("Mailer", "send_email(recipient: str, subject: str, body: str) -> None"),
        ("EmailGateway", "send_email(recipient: str, subject: str, body: str) -> None"),
        ("FileStorage", "upload_file(key: str, content: bytes) -> None"),
        ("StorageService", "upload_file(key: str, content: bytes) -> None"),
        ("EventBus", "publish_event(topic: str, payload: bytes) -> None"),
        ("OrdersPublisher", "publish_order(topic: str, payload: bytes) -> None"),
        ("JobScheduler", "schedule_job(job_id: str, start_at: datetime) -> None"),
        ("UserProvider", "get_user(user_id: str) -> str"),
        ("WeatherClient", "get_weather(query: str) -> str"),
        ("JobQueue", "enqueue_job(payload: bytes) -> None"),
        ("PaymentProcessor", "charge_payment(customer_id: str, amount: Decimal, currency: str) -> str"),
        ("SessionCache", "get_session(key: str) -> bytes | None"),
        ("Translator", "translate_text(text: str, target_language: str) -> str"),
        ("TranslationService", "translate_text(text: str, target_language: str) -> str"),
        ("ProductSearch", "search_products(query: str) -> tuple[str, ...]"),
        ("SearchIndex", "index_document(document_id: str, text: str) -> None"),
        ("ImageConverter", "convert_image(content: bytes, target_format: str) -> bytes"),
        ("FaceDetector", "detect_faces(content: bytes) -> tuple[str, ...]"),
        ("FraudDetector", "detect_fraud(content: bytes) -> bool"),
        ("UserAuthenticator", "authenticate_user(username: str, password: str) -> bool"),
        ("AddressValidator", "validate_address(address: str) -> bool"),
        ("HealthChecker", "check_health() -> bool"),
        ("SystemMonitor", "check_system_health() -> bool"),
        ("ServiceRegistry", "register_service(service_id: str, address: str) -> None"),
        ("Locker", "acquire_lock(name: str) -> bool"),
        ("FileUploader", "upload_file(key: str, content: bytes) -> None"),
        ("FileDownloader", "download_file(key: str) -> bytes"),
        ("OrderImporter", "import_orders(source: str) -> int"),
        ("OrderExporter", "export_orders(order_ids: tuple[str, ...], destination: str) -> None"),
        ("InvoiceRenderer", "render_invoice(template: str) -> bytes"),
        ("Geocoder", "geocode_address(address: str) -> tuple[float, float]"),
        ("CallTranscriber", "transcribe_call(content: bytes) -> str"),
        ("LoanApprover", "approve_loan(loan_id: str) -> None"),
        ("Inventory", "get_inventory(inventory_id: str) -> str"),
        ("OrderService", "create_order(order_id: str) -> None"),
        ("SMS", "send_sms(recipient: str, message: str) -> None"),
    ],
)
def test_the_first_method_of_a_purpose(purpose: str, expected: str) -> None:
    assert suggested(purpose)[0] == expected


@pytest.mark.parametrize(
    ("purpose", "names", "expected"),
    [
        ("NotificationService", "Notification", "send_notification(notification: Notification) -> None"),
        ("AlertNotifier", "Message Alert", "send_message(message: Message) -> None"),
        ("UserNotifier", "User", "send_user_notification(recipient: str, message: str) -> None"),
        ("ReportArchive", "Report", "upload_report(report: Report) -> None"),
        ("BatchSimulationRunner", "Simulation Run", "submit_simulation(simulation: Simulation) -> None"),
        (
            "SimulationRunner",
            "Simulation SimulationRun",
            "submit_simulation_run(simulation_run: SimulationRun) -> None",
        ),
        ("OrderPublisher", "OrderEvent Order", "publish_order_event(order_event: OrderEvent) -> None"),
        ("ProductSearch", "Product", "search_products(query: str) -> tuple[Product, ...]"),
        ("SessionCache", "Session", "get_session(key: str) -> Session | None"),
        ("OrderExporter", "Order", "export_orders(orders: tuple[Order, ...], destination: str) -> None"),
        ("Geocoder", "Address Coordinates", "geocode_address(address: Address) -> Coordinates"),
        ("ImportRunner", "Import", "submit_import(import_: Import) -> None"),
        ("TypeRegistry", "Type", "register_type(type_: Type) -> None"),
    ],
)
def test_models_are_used_where_they_fit(purpose: str, names: str, expected: str) -> None:
    assert suggested(purpose, *map(model, names.split()))[0] == expected


def test_an_enumeration_is_never_what_is_submitted() -> None:
    assert suggested("JobRunner", model("Job", is_enum=True))[0] == "submit_job(job_id: str) -> None"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (("id", "int"), "int"), (("report_id", "UUID"), "UUID"), (("id", "ReportId"), "str"), (("title", "str"), "str"),
    ],
)  # fmt: skip
def test_an_id_has_the_type_that_the_model_gives_it(field: tuple[str, str], expected: str) -> None:
    assert suggested("ReportStore", model("Report", field))[1] == f"download_report(report_id: {expected}) -> Report"


def test_parameters_of_one_name_are_told_apart() -> None:
    assert suggested("KeyCache", model("Key"))[1] == "set_key(key: str, new_key: Key) -> None"


def test_the_documentation_says_what_the_types_cannot() -> None:
    doc = first("FileStorage").doc
    assert doc.summary == "Upload a file."
    assert doc.args == (("key", "Key to keep the file under."), ("content", "Content of the file."))
    assert doc.raises == (("ValueError", "If the key is empty."),)
    assert default_methods("JobRunner", (), is_async=False)[1].doc.returns == "Status of the job."
    assert default_methods("SMSQueue", (), is_async=False)[0].doc.summary == "Enqueue SMS."


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("SimulationRunner", "Runs simulations."), ("NotificationSender", "Sends notifications."),
        ("NotificationService", "Sends notifications."), ("PaymentGateway", "Charges and refunds payments."),
        ("PDFGenerator", "Generates PDFs."), ("Runner", "Runs jobs."), ("LoanApprover", "Approves loans."),
        ("OrderService", "What the application asks of an order service."),
        ("WeatherClient", "What the application asks of a weather client."),
        ("HTTPClient", "What the application asks of an HTTP client."), ("HealthChecker", "Checks health."),
        ("OrderServiceClient", "What the application asks of an order service client."),
    ],
)  # fmt: skip
def test_one_sentence_about_an_interface(purpose: str, expected: str) -> None:
    assert describe_purpose(purpose) == expected


WORDS = (
    "AWS", "S3", "Order", "Orders", "Key", "Type", "List", "Class", "Import", "Data", "News", "Status", "Simulation",
    "Runner", "Sender", "Service", "Store", "Queue", "Cache", "Client", "Provider", "Detector", "Searcher", "Index",
    "Monitor", "Checker", "Locker", "Importer", "Exporter", "Gateway", "Scheduler", "A", "I18n",
)  # fmt: skip
PURPOSES = st.one_of(
    st.from_regex(r"[A-Z][A-Za-z0-9]{1,30}", fullmatch=True),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join),
)


@settings(max_examples=300)
@given(purpose=PURPOSES, names=st.lists(PURPOSES, max_size=3), is_async=st.booleans())
def test_any_purpose_gives_methods_that_python_reads(purpose: str, names: list[str], *, is_async: bool) -> None:
    methods = default_methods(purpose, [model(name) for name in names], is_async=is_async)
    found = [each.method.name for each in methods]
    assert found
    assert len(set(found)) == len(found)
    assert describe_purpose(purpose).endswith(".")
    for each in methods:
        definition = method_text(each.method).removeprefix("async def ")
        ast.parse(f"def {definition}: ...")
        assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", each.method.name)
        assert not keyword.iskeyword(each.method.name)
        parameters = [parameter.name for parameter in each.method.signature.parameters]
        assert len(set(parameters)) == len(parameters)
        assert not any(keyword.iskeyword(name) or hasattr(builtins, name) for name in parameters)
        texts = [each.doc.summary, *(text for _, text in (*each.doc.args, *each.doc.raises))]
        assert all(text.endswith(".") and text[0].isupper() for text in texts)
        assert [name for name, _ in each.doc.args] == parameters

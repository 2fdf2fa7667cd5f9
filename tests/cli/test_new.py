"""`new` as a user meets it: what it makes, what it leaves alone, and how it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gateway_builder.render.application_errors import ERROR_CLASSES
from tests.cli.conftest import Cli, snapshot, write_files

NEW = ("new", "ISimulationRunner", "--tech", "AWSBatch", "--no-input")
INTERFACES = "src/shop/gateways/interfaces.py"
SOURCE = (
    "from typing import Protocol\n\n\nclass {0}Source(Protocol):\n    def read(self) -> str: ...\n\n\n"
    "class Web{0}Adapter:\n    def read(self) -> str:\n        return ''\n"
)


def test_an_empty_folder_gets_protocol_gateway_errors_and_test(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW)
    assert result.code == 0, result.err
    assert set(snapshot(tmp_path)) == {
        "gateways/__init__.py",
        "gateways/aws_batch_simulation_runner.py",
        "gateways/errors.py",
        "gateways/interfaces.py",
        "tests/__init__.py",
        "tests/gateways/__init__.py",
        "tests/gateways/test_aws_batch_simulation_runner.py",
    }
    interfaces = (tmp_path / "gateways/interfaces.py").read_text()
    assert "@runtime_checkable\nclass ISimulationRunner(Protocol):" in interfaces


def test_the_summary_names_files_decisions_and_the_next_command(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW)
    assert f"Project: {tmp_path}" in result.out
    assert "  gateways/aws_batch_simulation_runner.py" in result.out
    assert "Decisions left to you:" in result.out
    assert "pip install boto3" in result.out
    assert "python -m pytest tests/gateways/test_aws_batch_simulation_runner.py" in result.out
    assert result.err == ""


def test_a_second_run_has_nothing_to_do_and_touches_no_file(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW)
    before = snapshot(tmp_path)
    result = cli(*NEW)
    assert result.code == 0
    assert "Nothing to do" in result.out
    assert snapshot(tmp_path) == before


def test_check_is_1_while_something_would_be_made_and_0_afterwards(cli: Cli, tmp_path: Path) -> None:
    assert cli(*NEW, "--check").code == 1
    assert snapshot(tmp_path) == {}
    assert not (tmp_path / ".gateway-builder").exists()
    cli(*NEW)
    assert cli(*NEW, "--check").code == 0


def test_a_dry_run_shows_tree_and_diff_and_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW, "--dry-run")
    assert result.code == 0
    assert "aws_batch_simulation_runner.py" in result.out
    assert "+class AWSBatchSimulationRunner:" in result.out
    assert "Nothing was written." in result.out
    assert list(tmp_path.iterdir()) == []


def test_json_is_pure_and_holds_the_contracts_keys(cli: Cli) -> None:
    result = cli(*NEW, "--dry-run", "--output-format", "json")
    data = result.json()
    assert set(data) == {"interface", "gateway", "technology", "service", "changes", "decisions", "unchanged"}
    assert (data["interface"], data["gateway"]) == ("ISimulationRunner", "AWSBatchSimulationRunner")
    assert (data["technology"], data["service"]) == ("AWSBatch", "batch")
    assert {change["kind"] for change in data["changes"]} == {"create"}
    assert all(change["diff"].startswith(("--- ", "diff --git ")) for change in data["changes"])
    assert data["decisions"]


def test_the_dry_run_promises_what_the_run_does(cli: Cli, tmp_path: Path) -> None:
    promised = {change["path"] for change in cli(*NEW, "--dry-run", "--output-format", "json").json()["changes"]}
    done = {change["path"] for change in cli(*NEW, "--output-format", "json").json()["changes"]}
    assert promised == done == set(snapshot(tmp_path))


def test_an_existing_file_gains_the_class_and_loses_nothing(cli: Cli, platform: Path) -> None:
    before = (platform / INTERFACES).read_text()
    result = cli("new", "IRefunder", "--tech", "Stripe", "--method", "refund(order: Order) -> Receipt", "--no-input")
    after = (platform / INTERFACES).read_text()
    assert result.code == 0, result.err
    assert "from shop.models import Order, Receipt" in after
    assert after.replace("import Order, Receipt", "import Order").startswith(before)
    assert '__all__ = ["IMailSender", "IRefunder"]' in (platform / "src/shop/gateways/__init__.py").read_text()


def test_a_protocol_that_is_there_is_the_contract_and_is_left_alone(cli: Cli, platform: Path) -> None:
    before = (platform / INTERFACES).read_bytes()
    result = cli("new", "IMailSender", "--tech", "SendGrid", "--no-input")
    gateway = (platform / "src/shop/gateways/sendgrid_mail_sender.py").read_text()
    assert result.code == 0, result.err
    assert "def send_mail(self, order: Order) -> None:" in gateway
    assert (platform / INTERFACES).read_bytes() == before


def test_a_second_technology_for_one_interface_is_the_normal_case(cli: Cli, platform: Path) -> None:
    cli("new", "IMailSender", "--tech", "SendGrid", "--no-input")
    errors = (platform / "src/shop/gateways/errors.py").read_bytes()
    result = cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert result.code == 0, result.err
    assert (platform / "src/shop/gateways/smtp_mail_sender.py").is_file()
    assert (platform / "src/shop/gateways/errors.py").read_bytes() == errors


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("new", "SimulationRunner", "--tech", "AWSBatch"), "gateway-builder new ISimulationRunner --tech AWSBatch"),
        (("new", "ISimul\u0430tionRunner", "--tech", "AWSBatch"), "CYRILLIC SMALL LETTER A"),
        (("new", "ISimulationRunner", "--tech", "SendGrdi"), "gateway-builder new ISimulationRunner --tech SendGrid"),
        (("new", "ISimulationRunner", "--tech", "AWSBtach"), "--tech AWSBatch"),
        (("new", "ISimulationRunner", "--tech", "../x"), "--tech"),
        (("new", "IAWSBatchRunner", "--tech", "AWSBatch"), "gateway-builder new IRunner --tech AWSBatch"),
        (("new", "ISendGridMailer", "--tech", "SMTP"), "gateway-builder new IMailer --tech SMTP"),
        ((*NEW, "--op", "submit"), "METHOD=OPERATION"),
        ((*NEW, "--op", "fly=submit_job"), "names a method that ISimulationRunner does not have"),
        ((*NEW, "--method", "a(x: int) -> None", "--method", "a(x: int) -> None"), "given twice"),
        ((*NEW, "--method", "submit(run: Nowhere) -> None"), "Nowhere"),
        (("new", "--tech", "AWSBatch", "--no-input"), "the interface is missing"),
        (("new", "ISimulationRunner", "--no-input"), "the technology is missing"),
        ((*NEW, "--in", "../outside.py"), "outside of the project"),
    ],
)
def test_wrong_use_is_2_with_the_next_step_and_writes_nothing(
    cli: Cli, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    result = cli(*arguments)
    assert result.code == 2, result.out
    assert told in result.err
    assert result.out == ""
    assert list(tmp_path.iterdir()) == []


def test_everything_wrong_is_reported_in_one_run(cli: Cli) -> None:
    result = cli("new", "simulation_runner", "--tech", "SendGrdi", "--op", "nonsense")
    assert result.code == 2
    assert result.err.count("error: ") == 3


def test_an_unknown_word_is_a_technology_without_facts(cli: Cli, tmp_path: Path) -> None:
    result = cli("new", "IRouter", "--tech", "AcmeRoutes", "--no-input")
    assert result.code == 0, result.err
    assert (tmp_path / "gateways/acme_routes_router.py").is_file()


def test_a_near_name_is_taken_as_written_when_the_user_insists(cli: Cli, tmp_path: Path) -> None:
    result = cli("new", "IMailer", "--tech", "SendGrdi", "--new-technology", "--no-input")
    assert result.code == 0, result.err
    assert (tmp_path / "gateways/send_grdi_mailer.py").is_file()


def test_a_file_in_the_way_is_a_conflict_and_force_replaces_it(cli: Cli, tmp_path: Path) -> None:
    mine = tmp_path / "gateways/aws_batch_simulation_runner.py"
    mine.parent.mkdir()
    mine.write_text("VALUE = 1\n")
    refused = cli(*NEW)
    assert refused.code == 1
    assert "gateways/aws_batch_simulation_runner.py" in refused.err
    assert mine.read_text() == "VALUE = 1\n"
    assert cli(*NEW, "--force").code == 0
    assert "class AWSBatchSimulationRunner:" in mine.read_text()


def test_a_gateway_that_lacks_methods_is_a_conflict_that_names_them(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW, "--method", "submit(name: str) -> None", "--method", "cancel(name: str) -> None")
    gateway = tmp_path / "gateways/aws_batch_simulation_runner.py"
    gateway.write_text(gateway.read_text().partition("    def cancel")[0])
    result = cli(*NEW)
    assert result.code == 1
    assert "lacks cancel of ISimulationRunner" in result.err


def test_a_hand_edited_gateway_is_there_and_stays(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW)
    gateway = tmp_path / "gateways/aws_batch_simulation_runner.py"
    gateway.write_text(gateway.read_text() + "\n\n# mine\n")
    before = snapshot(tmp_path)
    assert cli(*NEW).code == 0
    assert snapshot(tmp_path) == before


def test_a_deleted_test_is_made_again_alone(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW)
    before = snapshot(tmp_path)
    (tmp_path / "tests/gateways/test_aws_batch_simulation_runner.py").unlink()
    result = cli(*NEW, "--output-format", "json")
    assert [change["path"] for change in result.json()["changes"]] == [
        "tests/gateways/test_aws_batch_simulation_runner.py"
    ]
    assert {path: content for path, (content, _) in snapshot(tmp_path).items()} == {
        path: content for path, (content, _) in before.items()
    }


def test_strict_refuses_where_decisions_are_left(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW, "--strict")
    assert result.code == 1
    assert "decide" in result.err
    assert list(tmp_path.iterdir()) == []


def test_an_operation_is_recorded_in_protocol_gateway_and_decision(cli: Cli, tmp_path: Path) -> None:
    result = cli(*NEW, "--method", "submit(name: str) -> None", "--op", "submit=submit_job")
    assert "submit_job" in (tmp_path / "gateways/interfaces.py").read_text()
    assert "submit_job" in (tmp_path / "gateways/aws_batch_simulation_runner.py").read_text()
    assert "submit_job" in result.out


def test_an_operation_given_later_is_recorded_in_what_is_ours_alone(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW, "--method", "submit(name: str) -> None")
    later = cli(*NEW, "--op", "submit=submit_job")
    assert later.code == 0, later.err
    gateway = tmp_path / "gateways/aws_batch_simulation_runner.py"
    assert "submit_job" in gateway.read_text()
    again = snapshot(tmp_path)
    assert cli(*NEW, "--op", "submit=submit_job").code == 0
    assert cli(*NEW).code == 0
    assert snapshot(tmp_path) == again


def test_an_operation_that_disagrees_is_a_warning(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW, "--method", "submit(name: str) -> None", "--op", "submit=submit_job")
    before = snapshot(tmp_path)
    result = cli(*NEW, "--op", "submit=terminate_job")
    assert result.code == 0
    assert "warning: " in result.err
    assert "submit_job" in result.err
    assert snapshot(tmp_path) == before


def test_an_edited_gateway_is_not_rewritten_for_an_operation(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW, "--method", "submit(name: str) -> None")
    gateway = tmp_path / "gateways/aws_batch_simulation_runner.py"
    gateway.write_text(gateway.read_text() + "\n\n# mine\n")
    result = cli(*NEW, "--op", "submit=submit_job")
    assert result.code == 0
    assert "was not applied" in result.err
    assert gateway.read_text().endswith("# mine\n")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--method", "fly(order: Order) -> None"), "has no method fly"),
        (("--method", "send_mail(order: Order, urgent: bool) -> None"), "has send_mail("),
        (("--async",), "is not async"),
    ],
)
def test_another_contract_than_the_one_that_is_there_is_refused(
    cli: Cli, platform: Path, asked: tuple[str, ...], told: str
) -> None:
    before = snapshot(platform)
    result = cli("new", "IMailSender", "--tech", "SendGrid", "--no-input", *asked)
    assert result.code == 2
    assert told in result.err
    assert snapshot(platform) == before


def test_the_method_that_is_there_may_be_asked_for(cli: Cli, platform: Path) -> None:
    asked = ("--method", "send_mail( order :Order )->None")
    assert cli("new", "IMailSender", "--tech", "SendGrid", "--no-input", *asked).code == 0


def test_async_makes_coroutines(cli: Cli, tmp_path: Path) -> None:
    assert cli(*NEW, "--async", "--method", "submit(name: str) -> None").code == 0
    assert "async def submit(self, name: str) -> None:" in (tmp_path / "gateways/interfaces.py").read_text()


def test_a_name_that_is_bound_to_something_else_stops_the_run(cli: Cli, platform: Path) -> None:
    path = platform / INTERFACES
    path.write_text(path.read_text() + "\n\nIRefunder = IMailSender\n")
    before = snapshot(platform)
    result = cli("new", "IRefunder", "--tech", "Stripe", "--no-input")
    assert result.code == 1
    assert f"{INTERFACES}:" in result.err
    assert snapshot(platform) == before


def test_a_syntax_error_stops_the_run_with_line_and_column(cli: Cli, platform: Path) -> None:
    path = platform / INTERFACES
    path.write_text(path.read_text() + "\ndef broken(:\n")
    before = snapshot(platform)
    result = cli("new", "IRefunder", "--tech", "Stripe", "--no-input")
    assert result.code in {1, 2}
    assert f"{INTERFACES}:" in result.err
    assert snapshot(platform) == before


def test_the_same_project_is_found_from_a_folder_inside_it(
    cli: Cli, platform: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(platform / "src/shop/gateways")
    assert cli("new", "IMailSender", "--tech", "SendGrid", "--no-input").code == 0
    assert (platform / "src/shop/gateways/sendgrid_mail_sender.py").is_file()


def test_the_project_can_be_named(cli: Cli, platform: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    result = cli("new", "IMailSender", "--tech", "SendGrid", "--no-input", "--project", str(platform))
    assert result.code == 0, result.err
    assert (platform / "src/shop/gateways/sendgrid_mail_sender.py").is_file()


def test_errors_that_are_there_are_extended_and_not_touched(cli: Cli, platform: Path) -> None:
    path = platform / "src/shop/gateways/errors.py"
    mine = (
        '"""Errors."""\n\n\nclass GatewayError(Exception):\n    """Mine."""\n\n\n'
        'class ShopError(GatewayError):\n    """Ours."""\n'
    )
    path.write_text(mine)
    assert cli("new", "IMailSender", "--tech", "SendGrid", "--no-input").code == 0
    text = path.read_text()
    assert text.startswith(mine)
    assert "class GatewayDeniedError(GatewayError):" in text
    assert text.count("class GatewayError") == 1


def test_a_nominal_gateway_that_lacks_methods_is_a_conflict_too(cli: Cli, platform: Path) -> None:
    (platform / "src/shop/gateways/smtp_mail_sender.py").write_text(
        "from shop.gateways.interfaces import IMailSender\n\n\nclass SMTPMailSender(IMailSender):\n    pass\n"
    )
    result = cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert result.code == 1
    assert "lacks send_mail of IMailSender" in result.err


def test_what_an_unknown_base_gives_a_gateway_is_not_asked_for(cli: Cli, platform: Path) -> None:
    (platform / "src/shop/gateways/smtp_mail_sender.py").write_text(
        "from acme import MailBase\n\n\nclass SMTPMailSender(MailBase):\n    pass\n"
    )
    assert cli("new", "IMailSender", "--tech", "SMTP", "--no-input").code == 0


def test_a_protocol_in_the_tests_is_not_the_applications(cli: Cli, platform: Path) -> None:
    double = platform / "tests/doubles.py"
    double.write_text(
        "from typing import Protocol\n\n\nclass IRefunder(Protocol):\n    def refund(self) -> None: ...\n"
    )
    before = double.read_bytes()
    assert cli("new", "IRefunder", "--tech", "Stripe", "--no-input").code == 0
    assert "class IRefunder(Protocol):" in (platform / INTERFACES).read_text()
    assert double.read_bytes() == before


def test_a_class_of_that_name_elsewhere_in_the_project_stops_the_run(cli: Cli, platform: Path) -> None:
    path = platform / "src/shop/models/order.py"
    path.write_text(path.read_text() + "\n\nclass IRefunder:\n    pass\n")
    before = snapshot(platform)
    result = cli("new", "IRefunder", "--tech", "Stripe", "--no-input")
    assert result.code == 1
    assert "src/shop/models/order.py:20" in result.err
    assert snapshot(platform) == before


def test_default_methods_follow_the_configured_style_of_names(cli: Cli, platform: Path) -> None:
    pyproject = platform / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + '\n[tool.gateway-builder]\nmethod-pattern = "[a-z][A-Za-z0-9]*"\n')
    assert cli("new", "IOrderRunner", "--tech", "AWSBatch", "--no-input").code == 0
    text = (platform / INTERFACES).read_text()
    assert "def submitOrder(self, order: Order) -> None:" in text
    assert "def submit_order" not in text


def test_models_in_syntax_newer_than_the_running_python_are_found(cli: Cli, platform: Path) -> None:
    models = platform / "src/shop/models/parcel.py"
    models.write_text('"""Parcels."""\n\ntype Weight = int\n\n\nclass Parcel[T]:\n    """A parcel."""\n')
    result = cli("new", "IShipper", "--tech", "DHL", "--method", "ship(parcel: Parcel, weight: Weight) -> None")
    assert result.code == 0, result.err
    assert "from shop.models.parcel import Parcel, Weight" in (platform / INTERFACES).read_text()


def test_a_gateway_that_somebody_wrote_gets_a_test_of_what_is_known(cli: Cli, platform: Path) -> None:
    mine = platform / "src/shop/gateways/smtp_mail_sender.py"
    mine.write_text(
        "import smtplib\n\n\nclass SMTPMailSender:\n    def __init__(self, host: str) -> None:\n"
        "        self.host = host\n\n    def send_mail(self, order: object) -> None:\n        smtplib.SMTP(self.host)\n"
    )
    before = mine.read_bytes()
    result = cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert result.code == 0, result.err
    assert "tests its methods' names alone" in result.out
    assert mine.read_bytes() == before
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=platform,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in tests.stdout
    mine.write_text(mine.read_text().replace("def send_mail", "def send_by_post"))
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=platform,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 failed" in tests.stdout


def test_the_sdk_of_a_foreign_gateway_may_be_absent(cli: Cli, platform: Path) -> None:
    mine = platform / "src/shop/gateways/sendgrid_mail_sender.py"
    mine.write_text(
        "import sendgrid\n\n\nclass SendGridMailSender:\n    def send_mail(self, order: object) -> None: ...\n"
    )
    assert cli("new", "IMailSender", "--tech", "SendGrid", "--no-input").code == 0
    test = (platform / "tests/gateways/test_sendgrid_mail_sender.py").read_text()
    assert 'pytest.importorskip("sendgrid", reason="pip install sendgrid")' in test


def test_a_deleted_gateway_is_made_again_and_its_test_left(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW)
    (tmp_path / "gateways/aws_batch_simulation_runner.py").unlink()
    result = cli(*NEW, "--output-format", "json").json()
    assert [change["path"] for change in result["changes"]] == ["gateways/aws_batch_simulation_runner.py"]
    assert "tests/gateways/test_aws_batch_simulation_runner.py" in result["unchanged"]


def test_concretes_are_exported_only_where_the_project_exports_them(cli: Cli, platform: Path) -> None:
    package = platform / "src/shop/gateways"
    cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert "SMTPMailSender" not in (package / "__init__.py").read_text()
    (package / "__init__.py").write_text(
        '"""Gateways."""\n\nfrom shop.gateways.interfaces import IMailSender\n'
        "from shop.gateways.smtp_mail_sender import SMTPMailSender\n\n"
        '__all__ = ["IMailSender", "SMTPMailSender"]\n'
    )
    result = cli("new", "IMailSender", "--tech", "SendGrid", "--no-input")
    assert result.code == 0, result.err
    exports = (package / "__init__.py").read_text()
    assert "from shop.gateways.sendgrid_mail_sender import SendGridMailSender" in exports
    assert '__all__ = ["IMailSender", "SMTPMailSender", "SendGridMailSender"]' in exports


def test_other_classes_and_broken_files_are_no_gateway(cli: Cli, platform: Path) -> None:
    (platform / "src/shop/base.py").write_text("class SMTPMailSenderBase:\n    pass\n")
    (platform / "src/shop/broken.py").write_text("class SMTPMailSender(:\n")
    result = cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert result.code == 0, result.err
    assert (platform / "src/shop/gateways/smtp_mail_sender.py").is_file()


def test_errors_of_the_projects_own_are_used_and_none_made(cli: Cli, platform: Path) -> None:
    own = "".join(f'{error.key} = "shop.errors.ShopError"\n' for error in ERROR_CLASSES)
    pyproject = platform / "pyproject.toml"
    pyproject.write_text(f"{pyproject.read_text()}\n[tool.gateway-builder.errors]\n{own}")
    (platform / "src/shop/errors.py").write_text('"""Errors."""\n\n\nclass ShopError(Exception):\n    """Ours."""\n')
    before = (platform / "src/shop/errors.py").read_bytes()
    result = cli("new", "IMailSender", "--tech", "SMTP", "--no-input")
    assert result.code == 0, result.err
    assert "from shop.errors import ShopError" in (platform / "src/shop/gateways/smtp_mail_sender.py").read_text()
    assert (platform / "src/shop/errors.py").read_bytes() == before
    assert not (platform / "src/shop/gateways/errors.py").exists()


def test_a_gateway_in_another_encoding_is_read(cli: Cli, tmp_path: Path) -> None:
    cli(*NEW)
    gateway = tmp_path / "gateways/aws_batch_simulation_runner.py"
    gateway.write_bytes(b"# -*- coding: latin-1 -*-\n# \xe9\n" + gateway.read_bytes())
    result = cli(*NEW, "--op", "submit_simulation=submit_job")
    assert result.code == 0
    assert "was not applied" in result.err


def test_where_tests_stand_beside_code_the_gateways_are_a_package_all_the_same(cli: Cli, tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "",
        "shop/__init__.py": "",
        "shop/orders.py": "",
        "shop/test_orders.py": "from shop import orders\n",
        "shop/prices.py": "",
        "shop/test_prices.py": "from shop import prices\n",
    }
    write_files(tmp_path, files)
    result = cli("new", "IMailer", "--tech", "SMTP", "--no-input")
    assert result.code == 0, result.err
    assert (tmp_path / "shop/gateways/test_smtp_mailer.py").is_file()
    assert (tmp_path / "shop/gateways/__init__.py").is_file()


def test_an_interface_that_stands_elsewhere_is_found_again_with_its_gateway(cli: Cli, platform: Path) -> None:
    files = {f"src/shop/rates/{name}_source.py": SOURCE.format(name.capitalize()) for name in ("bank", "stock", "gold")}
    write_files(platform, {"src/shop/rates/__init__.py": "", **files})
    asked = ("new", "IParcelSource", "--tech", "DHL", "--method", "read() -> str", "--no-input")
    first = cli(*asked, "--in", "src/shop/rates/bank_source.py")
    assert first.code == 0, first.err
    before = snapshot(platform)
    again = cli("new", "IParcelSource", "--tech", "DHL", "--no-input")
    assert "Nothing to do" in again.out
    assert snapshot(platform) == before


def test_an_interface_among_the_tests_is_meant_when_it_is_named(cli: Cli, platform: Path) -> None:
    write_files(platform, {"tests/ports.py": "from typing import Protocol\n\n\nclass IOther(Protocol):\n    pass\n"})
    asked = ("new", "IParcelSource", "--tech", "DHL", "--no-input", "--in", "tests/ports.py")
    assert cli(*asked).code == 0
    assert "Nothing to do" in cli(*asked).out

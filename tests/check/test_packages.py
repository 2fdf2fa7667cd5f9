"""Each package has its own layers and its own convention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway_builder.model.interface import InterfaceKind
from tests.check.projects import discover

if TYPE_CHECKING:
    from gateway_builder.check.packages import Package
    from gateway_builder.model.project import Convention

PORTS = """
# src/shop/ports.py
from abc import ABC, abstractmethod

class MailPort(ABC):
    @abstractmethod
    def send_mail(self) -> None: ...

class ChatPort(ABC):
    @abstractmethod
    def post_message(self) -> None: ...

class PaymentPort(ABC):
    @abstractmethod
    def take_payment(self) -> None: ...

# src/shop/adapters/all.py
from shop.ports import ChatPort, MailPort, PaymentPort

class SMTPMailAdapter(MailPort):
    def send_mail(self): ...

class SlackChatAdapter(ChatPort):
    def post_message(self): ...

class StripePaymentAdapter(PaymentPort):
    def take_payment(self): ...
"""
STANDARD = """
# src/lab/gateways/interfaces.py
from typing import Protocol
class IRunner(Protocol):
    def run(self) -> None: ...
"""


def package(text: str, path: str) -> Package:
    return discover(text).package_of(path)


def convention(text: str, path: str) -> Convention:
    return package(text, path).convention


def test_each_package_has_the_convention_that_it_shows() -> None:
    shop = convention(PORTS + STANDARD, "src/shop/ports.py")
    lab = convention(PORTS + STANDARD, "src/lab/gateways/interfaces.py")
    assert (shop.prefix, shop.suffix, shop.kind, shop.nominal) == ("", "Port", InterfaceKind.ABC, True)
    assert shop.gateway_pattern == "{technology}{purpose}Adapter"
    assert (lab.prefix, lab.suffix, lab.kind, lab.nominal) == ("I", "", InterfaceKind.PROTOCOL, False)


def test_where_values_come_from() -> None:
    found = package(PORTS, "src/shop/ports.py")
    assert found.origin("kind") == "detected (3 of 3 interfaces)"
    assert found.origin("method-pattern") == "standard"
    assert found.origin("no such key") == "standard"


def test_the_configuration_wins() -> None:
    text = '\n# pyproject.toml\n[tool.gateway-builder]\nkind = "protocol"\nimplementation = "structural"\n' + PORTS
    found = convention(text, "src/shop/ports.py")
    assert (found.kind, found.nominal) == (InterfaceKind.PROTOCOL, False)


def test_interfaces_of_repositories_and_tests_do_not_vote() -> None:
    repositories = "\n".join(
        f"class I{name}Repository(Protocol):\n    def add(self) -> None: ..."
        for name in ("Run", "Order", "User", "Bill")
    )
    text = f"{PORTS}\n# src/shop/domain.py\nfrom typing import Protocol\n{repositories}\n"
    assert convention(text, "src/shop/ports.py").suffix == "Port"


def test_a_package_where_interfaces_stand_in_several_places() -> None:
    text = (
        PORTS
        + "\n# src/shop/gateways/interfaces.py\n"
        + "\n# src/shop/billing/gateways/interfaces.py\nfrom typing import Protocol\n"
    )
    text += "class IBills(Protocol):\n    def send_bill(self) -> None: ...\n"
    text += "\n# src/shop/chat/gateways/interfaces.py\nfrom typing import Protocol\n"
    text += "class IChats(Protocol):\n    def send_chat(self) -> None: ...\n"
    assert convention(text, "src/shop/ports.py").suffix == "Port"


def test_a_package_without_gateways_has_the_standard() -> None:
    found = package("\n# lib/x.py\nimport boto3\n", "lib/x.py")
    assert not found.has_gateways
    assert found.convention.prefix == "I"


def test_an_empty_layer_of_gateways_is_one() -> None:
    assert package("\n# src/app/gateways/__init__.py\n", "src/app/gateways/__init__.py").has_gateways
    assert not package("\n# src/gateway/__init__.py\n", "src/gateway/__init__.py").has_gateways


def test_a_folder_called_gateway_is_a_layer_only_beside_a_gateway_or_an_interface() -> None:
    other = "\n# src/app/store/gateway/entities.py\nclass Route: ...\n"
    assert not package(other, "src/app/store/gateway/entities.py").has_gateways
    interface = "\n# src/app/store/gateway/interfaces.py\nfrom typing import Protocol\nclass IRoutes(Protocol):\n"
    found = package(other + interface + "    def add(self) -> None: ...\n", "src/app/store/gateway/entities.py")
    assert found.has_gateways

from datetime import date

from models import Issue, Subscriber
from send_issue import send_issue


class FakeMailer:
    def __init__(self) -> None:
        self.sent: list[str] = []

    def send_mail(self, to: str, subject: str, text: str) -> None:
        self.sent.append(to)


def test_every_reader_gets_the_issue() -> None:
    ada = Subscriber("ada@example.org", date(2024, 1, 1))
    bob = Subscriber("bob@example.org", date(2024, 2, 1))
    mailer = FakeMailer()

    sent = send_issue(Issue(7, "June", "Hello", [ada, bob]), mailer)

    assert sent == 2
    assert mailer.sent == ["ada@example.org", "bob@example.org"]

from gateways.interfaces import IMailer
from models import Issue


def send_issue(issue: Issue, mailer: IMailer) -> int:
    """Send an issue to each of its readers and say how many got it."""
    for reader in issue.readers:
        mailer.send_mail(reader.email, issue.title, issue.body)
    return len(issue.readers)

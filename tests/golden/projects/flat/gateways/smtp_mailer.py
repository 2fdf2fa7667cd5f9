"""Mail over SMTP."""

import smtplib
from email.message import EmailMessage


class SMTPMailer:
    def __init__(self, host: str = "localhost", port: int = 25) -> None:
        self._host = host
        self._port = port

    def send_mail(self, to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["To"] = to
        message["Subject"] = subject
        message.set_content(text)
        with smtplib.SMTP(self._host, self._port, timeout=10) as connection:
            connection.send_message(message)

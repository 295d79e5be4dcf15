"""Hands one mail to the mail server (RFC 5321) and says what became of it."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from lotsen.config import MailSettings, Settings
from lotsen.outbox.domain import Fault

_SECONDS = 30.0
_START_MAIL = 354
_SERVICE_READY = 250


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: it left where there is no fault. Only the number of the answer is kept."""

    fault: Fault | None = None
    reply_code: int | None = None


class Post:
    """The way to one mail server."""

    def __init__(self, settings: MailSettings, public_url: str) -> None:
        self._settings = settings
        self.sender = settings.sender
        self.public_url = public_url.rstrip("/")

    def deliver(self, to: str, content: bytes, *, may_hand_over: Callable[[], bool]) -> Outcome | None:
        """Hand a mail over; None where, asked at the last moment, it was no longer ours to send.

        Whatever goes wrong before that moment leaves the mail surely unsent; what breaks after it is LOST.
        """
        try:
            server = self._connect()
        except ssl.SSLError:
            return Outcome(Fault.NO_TLS)
        except smtplib.SMTPResponseException as refusal:
            return Outcome(Fault.NOT_REACHED, refusal.smtp_code)
        except (OSError, smtplib.SMTPException):
            return Outcome(Fault.NOT_REACHED)
        try:
            return self._introduce(server) or self._hand_over(server, to, content, may_hand_over)
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.host, self._settings.port
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=_SECONDS)

    def _introduce(self, server: smtplib.SMTP) -> Outcome | None:
        try:
            password = self._settings.read_password()
        except OSError:
            return Outcome(Fault.SIGN_IN)
        fault = Fault.NO_TLS
        try:
            if self._settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            fault = Fault.SIGN_IN
            if self._settings.user:
                server.login(self._settings.user, password)
            server.ehlo_or_helo_if_needed()
        except smtplib.SMTPResponseException as refusal:
            return Outcome(fault, refusal.smtp_code)
        except (smtplib.SMTPNotSupportedError, ssl.SSLError):
            return Outcome(fault)
        except (OSError, smtplib.SMTPException):
            return Outcome(Fault.NOT_REACHED)
        return None

    def _hand_over(
        self, server: smtplib.SMTP, to: str, content: bytes, may_hand_over: Callable[[], bool]
    ) -> Outcome | None:
        try:
            for (code, _), fault in (
                (server.mail(self.sender), Fault.SENDER),
                (server.rcpt(to), Fault.RECIPIENT),
            ):
                if code >= 400:
                    return _refused(code, fault)
        except (OSError, smtplib.SMTPException):
            return Outcome(Fault.NOT_REACHED)
        if not may_hand_over():
            return None
        try:
            code, _ = server.data(content)
        except smtplib.SMTPDataError as refusal:
            return _refused(refusal.smtp_code, Fault.CONTENT)
        except (OSError, smtplib.SMTPException):
            return Outcome(Fault.LOST)
        if code != _SERVICE_READY:
            return _refused(code, Fault.CONTENT)
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            return Outcome()  # it has the mail; how it says goodbye changes nothing
        return Outcome()


def post_of(settings: Settings) -> Post | None:
    """Return the way to the mail server; None where none is set up or the address of Lotsen is not known."""
    if not settings.mail.is_set_up or not settings.web.public_url:
        return None
    return Post(settings.mail, settings.web.public_url)


def _refused(code: int, fault: Fault) -> Outcome:
    """Read a refusal: 4xx asks to come again, 5xx is for good (RFC 5321, 4.2.1)."""
    return Outcome(Fault.LATER if code < 500 else fault, code)

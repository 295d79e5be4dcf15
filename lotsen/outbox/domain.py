"""How a mail fares on its way, and what is said about it. Pure."""

import re
from datetime import timedelta
from enum import StrEnum

from lotsen.kernel import LotsenError, gettext_noop

LEASE = timedelta(minutes=5)
"""How long one worker has a mail to itself; far longer than the server's time limits together."""
MOST_ATTEMPTS = 8
KEPT = timedelta(days=400)
"""How long the row of a mail stays after its end: longer than any period in which it must not be repeated."""

_LONGEST_WAIT = timedelta(hours=12)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")


class MailState(StrEnum):
    """Where a mail is.

    `handing_over` is written before the server may take the mail. Whoever dies in it leaves the outcome
    unknown: such a mail is not sent again by itself (at most once), a person decides.
    """

    WAITING = "waiting"
    HANDING_OVER = "handing_over"
    SENT = "sent"
    UNKNOWN = "unknown"
    GIVEN_UP = "given_up"


class Fault(StrEnum):
    """Why a mail did not leave; never a text of the server's, since those repeat addresses."""

    NOT_REACHED = "not_reached"
    NO_TLS = "no_tls"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"
    LATER = "later"
    LOST = "lost"
    OUT_OF_DATE = "out_of_date"


STATE_LABELS: dict[MailState, str] = {
    MailState.WAITING: gettext_noop("Waiting"),
    MailState.HANDING_OVER: gettext_noop("Being sent"),
    MailState.SENT: gettext_noop("Sent"),
    MailState.UNKNOWN: gettext_noop("Unclear whether it arrived"),
    MailState.GIVEN_UP: gettext_noop("Not sent"),
}

FAULT_LABELS: dict[Fault, str] = {
    Fault.NOT_REACHED: gettext_noop("The mail server could not be reached."),
    Fault.NO_TLS: gettext_noop("No encrypted connection to the mail server came about."),
    Fault.SIGN_IN: gettext_noop("The mail server did not accept the user name or the password."),
    Fault.SENDER: gettext_noop("The mail server does not accept the sender's address."),
    Fault.RECIPIENT: gettext_noop("The recipient's address does not exist or takes no mail."),
    Fault.CONTENT: gettext_noop("The mail server refused the mail."),
    Fault.LATER: gettext_noop("The mail server asked to try again later."),
    Fault.LOST: gettext_noop("The connection broke while the mail was handed over."),
    Fault.OUT_OF_DATE: gettext_noop("What the mail was about has ended in the meantime."),
}

OF_THE_SERVER = frozenset({Fault.NOT_REACHED, Fault.NO_TLS, Fault.SIGN_IN, Fault.SENDER})
"""Faults that the next mail would meet as well."""

FOR_GOOD = frozenset({Fault.RECIPIENT, Fault.CONTENT, Fault.OUT_OF_DATE})
"""Faults that trying again does not mend."""


class AddressUnusable(LotsenError):
    """What was typed is no address of one mailbox."""

    message = gettext_noop("This is not a complete e-mail address.")


class NotToBeRetried(LotsenError):
    """The mail left, or is under way, or what it was about has ended."""

    status = 409
    message = gettext_noop("This mail cannot be sent again.")


def checked_address(text: str) -> str:
    """Return the address of one mailbox, with its domain in ASCII; no list, no name, no further header.

    Raises AddressUnusable.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise AddressUnusable from None
    if not _ADDRESS.fullmatch(address):
        raise AddressUnusable
    return address


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts; four times as long each time, at most half a day."""
    return min(timedelta(minutes=4 ** min(attempts, 6)), _LONGEST_WAIT)

"""Puts a mail into words when it leaves: plain text, in the recipient's language, headers we alone write."""

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

from pydantic import BaseModel

from lotsen.desk import Desk
from lotsen.links import actions as links
from lotsen.links.domain import LinkClosed
from lotsen.outbox.letters import LETTERS
from lotsen.outbox.tables import Envelope, Mail
from lotsen.web.i18n import format_date, gettext, in_language

Names = Mapping[str, Callable[[Desk, UUID], str | None]]
"""How a kind of public entry is named by its id, such as a service; None where it exists no more."""


def render(
    desk: Desk, mail: Mail, envelope: Envelope, *, sender: str, public_url: str, names: Names
) -> EmailMessage | None:
    """Return the mail as it is sent; None where what it is about has ended or its link was withdrawn."""
    letter = LETTERS[mail.kind].model_validate(envelope.values)
    with in_language(mail.language):
        values = _values(desk, letter, public_url, names)
        if values is None:
            return None
        subject = gettext(letter.subject, **values)
        text = "\n\n".join(gettext(paragraph, **values) for paragraph in letter.paragraphs)
    message = EmailMessage(policy=SMTP)
    message["From"] = f"Lotsen <{sender}>"
    message["To"] = envelope.to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(desk.clock.now())
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in return
    message["Content-Language"] = mail.language
    message.set_content(f"{text}\n")
    return message


def _values(desk: Desk, letter: BaseModel, public_url: str, names: Names) -> dict[str, str] | None:
    """Return what stands in the places of a text; None where an entry or a link has ended."""
    found: dict[str, str] = {}
    for field, value in letter:
        if isinstance(value, tuple):
            lines = [_values(desk, part, public_url, names) for part in value]
            known = [line for line in lines if line is not None]
            if not known:
                return None
            found[field] = "\n\n".join("\n".join(line.values()) for line in known)
        elif field == "link_id":
            try:
                found["link"] = f"{public_url}{links.path_of_link(desk, value)}"
            except LinkClosed:
                return None
        elif isinstance(value, UUID):
            name = names[field.removesuffix("_id")](desk, value)
            if name is None:
                return None
            found[field.removesuffix("_id")] = name
        else:
            found[field] = format_date(value, "long")
    return found

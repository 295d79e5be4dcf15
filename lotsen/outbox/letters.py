"""Every mail that Lotsen sends, on one page.

A mail is a kind and a few values: ids, days and numbers. There is no field for a text, so nothing that
somebody typed about a family can get into one; names of public entries are looked up when the mail leaves.
A field `link_id` gives the text an address `%(link)s`; any other `<thing>_id` the public name `%(<thing>)s`;
a list of both, one paragraph for each.
"""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from lotsen.kernel import gettext_noop


class Letter(BaseModel):
    """Base of all mails: a subject, and paragraphs with places for the values."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    kind: ClassVar[str]
    label: ClassVar[str]
    subject: ClassVar[str]
    paragraphs: ClassVar[tuple[str, ...]]


class TrialLetter(Letter):
    """Shows an administrator that mails leave and arrive."""

    kind: ClassVar[str] = "test"
    label: ClassVar[str] = gettext_noop("Test mail")
    subject: ClassVar[str] = gettext_noop("Test mail from Lotsen")
    paragraphs: ClassVar[tuple[str, ...]] = (
        gettext_noop("This mail shows that Lotsen can send mail. You need not do anything."),
    )


class EntryCheck(Letter):
    """Asks whoever keeps an entry of the directory to look it over, by a link without an account."""

    kind: ClassVar[str] = "entry-check"
    label: ClassVar[str] = gettext_noop("Please check an entry of the directory")
    subject: ClassVar[str] = gettext_noop("Is your entry still right? %(service)s")
    paragraphs: ClassVar[tuple[str, ...]] = (
        gettext_noop("Good day,"),
        gettext_noop(
            "your service “%(service)s” is in the directory that navigators and family offices work with. "
            "Families find their way to you by it."
        ),
        gettext_noop(
            "Please look at the entry and say whether everything is still right and whether you have places. "
            "This takes a minute and needs no account:"
        ),
        "%(link)s",
        gettext_noop(
            "The link holds until %(until)s and is meant for you alone. Please do not pass it on outside "
            "your institution, and please write nothing about families there."
        ),
    )

    service_id: UUID
    link_id: UUID
    until: date


class EntryLink(BaseModel):
    """One entry and the link to it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    service_id: UUID
    link_id: UUID


class EntryReminder(Letter):
    """Says which entries of a provider nobody has looked at for longer than their type allows."""

    kind: ClassVar[str] = "entry-reminder"
    label: ClassVar[str] = gettext_noop("Reminder: entries of the directory are old")
    subject: ClassVar[str] = gettext_noop("Please check your entries in the directory")
    paragraphs: ClassVar[tuple[str, ...]] = (
        gettext_noop("Good day,"),
        gettext_noop(
            "for a while nobody has checked these entries of yours in the directory that navigators and "
            "family offices work with, or said whether there are places. If everything is as it was, one "
            "tap is enough; it needs no account:"
        ),
        "%(entries)s",
        gettext_noop(
            "The links hold until %(until)s and are meant for you alone. Please do not pass them on outside "
            "your institution, and please write nothing about families there."
        ),
    )

    entries: tuple[EntryLink, ...]
    until: date


LETTERS: dict[str, type[Letter]] = {kind.kind: kind for kind in (TrialLetter, EntryCheck, EntryReminder)}

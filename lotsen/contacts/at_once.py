"""Help at once: contacts for a page that may not fail, whatever becomes of the stores.

It reads in a unit of work of its own, so that a failure here leaves the page's own work whole, and there
is no setting that switches it off.
"""

from dataclasses import dataclass

from flask import g
from pydantic import ValidationError
from ruamel.yaml.error import YAMLError
from sqlalchemy.exc import SQLAlchemyError

from lotsen.contacts import actions
from lotsen.contacts.discreet import AT_ONCE, DISCREET_LABELS, LAST_RESORT
from lotsen.contacts.domain import Contact, NationalNumber, Said
from lotsen.contacts.national import national_numbers
from lotsen.desk import at_desk
from lotsen.kernel import LotsenError
from lotsen.logs import log
from lotsen.web.access import current_actor, the_clock, the_office
from lotsen.web.i18n import current_language, gettext


@dataclass(frozen=True)
class HelpLine:
    """One line of help: a number, what a bystander may read, and when it is answered.

    The words are in the reader's language; hours say themselves in which language they were written.
    `is_free` is known of national numbers only; what a call to the house costs nobody can say.
    """

    phone: str
    words: str
    hours: Said | None = None
    is_free: bool = False


def help_lines() -> tuple[HelpLine, ...]:
    """Return the institution's own contacts first, then the national numbers; these always."""
    if "lotsen_own_help" not in g:
        g.lotsen_own_help = _own_contacts()
    return (*(_line(contact) for contact in g.lotsen_own_help), *_national_lines())


def national_or_last() -> tuple[NationalNumber, ...]:
    """Return the national numbers, the few that stand in the code where their file cannot be read."""
    try:
        return national_numbers(current_language())
    except (OSError, YAMLError, ValidationError) as error:
        log.error("national_numbers_unreadable", error=type(error).__name__)
        return tuple(
            NationalNumber(
                one.phone,
                gettext(one.discreet),
                gettext(one.discreet),
                is_at_once=True,
                is_free=one.is_free,
            )
            for one in LAST_RESORT
        )


def _own_contacts() -> tuple[Contact, ...]:
    actor = current_actor()
    if actor.institution_id is None:
        return ()
    try:
        with at_desk(the_office(), actor, writing=False, action="contacts.help", clock=the_clock()) as desk:
            found = actions.contacts_here(desk)
    except (SQLAlchemyError, LotsenError) as error:
        log.error("contacts_unreadable", error=type(error).__name__)
        return ()
    return tuple(contact for contact in found if contact.kind in AT_ONCE)


def _line(contact: Contact) -> HelpLine:
    language = current_language()
    words = contact.discreet_in(language) or gettext(DISCREET_LABELS[contact.kind])
    return HelpLine(contact.phone, words, hours=contact.hours_in(language) or None)


def _national_lines() -> tuple[HelpLine, ...]:
    return tuple(
        HelpLine(one.phone, one.discreet, is_free=one.is_free) for one in national_or_last() if one.is_at_once
    )

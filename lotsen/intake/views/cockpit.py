"""What stands: every purpose and recipient with its state, what proves it, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lotsen.accounts.actions import names_of
from lotsen.desk import Desk
from lotsen.intake import actions, domain
from lotsen.intake.actions import ConsentView, FamilyView, Recipient
from lotsen.intake.consent_texts import ConsentText, Controller, consent_text, summary
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentCustody, ConsentPurpose, ConsentState, MemberKind
from lotsen.intake.domain.labels import PURPOSE_LABELS
from lotsen.intake.labels import GIVER_LABELS
from lotsen.intake.views import people_words, wording
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext

OWN = (ConsentPurpose.NOTICE, ConsentPurpose.DOCUMENTATION, ConsentPurpose.LATER_CALL)
_ABOUT_THE_CHILD = (ConsentPurpose.DOCUMENTATION, ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE)
STATE_KINDS = {
    ConsentState.GIVEN: "success",
    ConsentState.ENDS_SOON: "warning",
    ConsentState.EXPIRED: "warning",
    ConsentState.REFUSED: "info",
    ConsentState.WITHDRAWN: "danger",
    ConsentState.NOT_ASKED: "info",
}


@dataclass(frozen=True)
class ShownText:
    """A consent text in one language, as a page shows it; `summary` says it in one sentence."""

    language: str
    own_name: str
    direction: str
    title: str
    paragraphs: tuple[str, ...]
    summary: str = ""


@dataclass(frozen=True)
class Proof:
    """One recorded statement: the words it was given to, who recorded it, whether it bears a signature."""

    id: UUID
    said: ConsentStatement
    recorded_by: str
    text: ShownText | None
    is_signed: bool


@dataclass(frozen=True)
class Row:
    """One purpose and recipient: what decides, and all that was said before, the newest first.

    `missing` names who has custody of a child and has said nothing about it.
    """

    purpose: ConsentPurpose
    state: ConsentState
    ends_on: date | None
    proofs: tuple[Proof, ...]
    withdraw: UUID | None
    missing: tuple[str, ...]

    @property
    def last(self) -> Proof | None:
        """Return the record that decides."""
        return self.proofs[0] if self.proofs else None


@dataclass(frozen=True)
class Group:
    """The rows of one recipient."""

    recipient: Recipient
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Cockpit:
    """All that stands about a family: the own institution's rows, asked recipients, and those to ask."""

    own: tuple[Row, ...]
    asked: tuple[Group, ...]
    others: tuple[Recipient, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return every row."""
        return (*self.own, *(row for group in self.asked for row in group.rows))

    @property
    def ending(self) -> tuple[tuple[Row, str], ...]:
        """Return the rows that end within two weeks or have ended, each with its recipient's name."""
        due = (ConsentState.ENDS_SOON, ConsentState.EXPIRED)
        return tuple(pair for pair in self._named_rows if pair[0].state in due)

    @property
    def calls_back(self) -> tuple[tuple[Row, str], ...]:
        """Return the rows withdrawn by phone that nobody called back about yet, each with its recipient."""
        return tuple(
            (row, name)
            for row, name in self._named_rows
            if row.state is ConsentState.WITHDRAWN
            and row.last
            and row.last.said.by_phone
            and row.last.said.call_back is None
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Return whose statement about the child is missing, each with what it would be about."""
        about: dict[str, list[str]] = {}
        for row, name in self._named_rows:
            purpose = gettext(PURPOSE_LABELS[row.purpose])
            for who in row.missing:
                about.setdefault(who, []).append(f"{purpose}: {name}" if name else purpose)
        return tuple(f"{who} ({'; '.join(purposes)})" for who, purposes in about.items())

    @property
    def _named_rows(self) -> list[tuple[Row, str]]:
        own = [(row, "") for row in self.own]
        return own + [(row, group.recipient.name) for group in self.asked for row in group.rows]


def cockpit_of(desk: Desk, view: FamilyView) -> Cockpit:
    """Bring together what stands about a family."""
    people = {one.statement.recorded_by for one in view.consents}
    names = names_of(desk, {person for person in people if person is not None})
    signed = actions.signed_consents(desk, view.family.id)
    texts = agreed_texts(desk, view)
    proofs = {
        one.id: Proof(
            id=one.id,
            said=one.statement,
            recorded_by=names.get(one.statement.recorded_by, "") if one.statement.recorded_by else "",
            text=texts.get(one.id),
            is_signed=one.id in signed,
        )
        for one in view.consents
    }
    recipients = actions.possible_recipients(desk, view.consents)
    asked = {one.statement.recipient_id for one in view.consents}
    return Cockpit(
        own=tuple(_row(view, proofs, purpose, None) for purpose in OWN),
        asked=tuple(
            Group(
                recipient,
                tuple(_row(view, proofs, one, recipient.id) for one in ConsentPurpose if one.names_recipient),
            )
            for recipient in recipients
            if recipient.id in asked
        ),
        others=tuple(recipient for recipient in recipients if recipient.id not in asked),
    )


def _row(
    view: FamilyView, proofs: Mapping[UUID, Proof], purpose: ConsentPurpose, recipient: UUID | None
) -> Row:
    facts = view.consent_facts
    fact = domain.deciding(facts, purpose, recipient)
    about = [one for one in view.consents if _is_about(one, purpose, recipient)]
    decides = [one for one in about if one.statement.fact == fact][-1:]
    others = [one for one in reversed(about) if one not in decides]
    state = domain.state_of(facts, purpose, view.as_of, recipient)
    stands = state in {ConsentState.GIVEN, ConsentState.ENDS_SOON}
    can_end = stands and purpose is not ConsentPurpose.NOTICE
    is_shared = stands and purpose in _ABOUT_THE_CHILD
    return Row(
        purpose=purpose,
        state=state,
        ends_on=domain.last_day(facts, purpose, recipient) if stands or state == "expired" else None,
        proofs=tuple(proofs[one.id] for one in [*decides, *others]),
        withdraw=decides[0].id if decides and can_end else None,
        missing=_missing(view, purpose, recipient) if is_shared else (),
    )


def _is_about(one: ConsentView, purpose: ConsentPurpose, recipient: UUID | None) -> bool:
    return one.statement.purpose is purpose and one.statement.recipient_id == recipient


def _missing(view: FamilyView, purpose: ConsentPurpose, recipient: UUID | None) -> tuple[str, ...]:
    """Name who has custody and has not spoken: as it stands with the persons, else as a statement said."""
    if view.has_custody_record:
        labels = wording.member_labels(view.members)
        return people_words.names_of(view.missing_voices(purpose, recipient), labels)
    if not _both_have_custody(view):
        return ()
    giver = domain.missing_voice(view.consent_facts, purpose, recipient)
    return (gettext(GIVER_LABELS[giver]),) if giver else ()


def _both_have_custody(view: FamilyView) -> bool:
    """Say whether the last word on custody is that both parents have it, and there is a child to speak of."""
    said = [one.statement.custody for one in view.consents if one.statement.custody is not None]
    has_child = any(member.person.kind is MemberKind.CHILD for member in view.members)
    return has_child and bool(said) and said[-1] is ConsentCustody.BOTH


def agreed_texts(desk: Desk, view: FamilyView) -> dict[UUID, ShownText]:
    """Return what each consent was given to: its own words, or its text in its version and language."""
    house = actions.house_texts(desk, view.family.institution_id)
    found = {}
    for consent in view.consents:
        said = consent.statement
        if said.words:
            title, *paragraphs = said.words
            found[consent.id] = _shown(said.text_language, title, paragraphs)
            continue
        text = consent_text(said.text_version)
        if text is not None:
            shown = shown_texts(
                text,
                institution=house.controller,
                recipient=said.recipient_name,
                to_family_office=house.names_office(said.recipient_id),
            )
            found[consent.id] = next((one for one in shown if one.language == said.language), shown[0])
    return found


def shown_texts(
    text: ConsentText,
    *,
    institution: str | Controller,
    recipient: str = "",
    to_family_office: bool = False,
    first: str = "",
) -> list[ShownText]:
    """Return a text in all its languages, the family's or the reader's first.

    A recipient nobody has named yet is a gap to read over, the same in every language.
    A text the institution wrote itself speaks for itself: the program's sentence may not say what it says.
    """
    before = first if first in text.languages else current_language()
    home = institution if isinstance(institution, str) else institution.name
    recipient = recipient or "…"
    named = {"institution": home, "recipient": recipient}
    return [
        _shown(
            code,
            text.heading(code, recipient=recipient),
            text.paragraphs(
                code, institution=institution, recipient=recipient, to_family_office=to_family_office
            ),
            "" if text.references else summary(text.purpose, code, named),
        )
        for code in sorted(text.languages, key=lambda code: code != before)
    ]


def _shown(code: str, title: str, paragraphs: Sequence[str], sentence: str = "") -> ShownText:
    language = vocabulary().languages[code]
    direction = "rtl" if language.right_to_left else "ltr"
    return ShownText(code, language.own_name, direction, title, tuple(paragraphs), sentence)

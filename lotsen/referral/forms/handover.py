"""What is asked before a hand-over: the consent for this recipient, and what may go to it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import Field, HiddenField

from lotsen.intake.domain import ConsentForm, ConsentGiver, ConsentPurpose
from lotsen.intake.forms.how import HowForm
from lotsen.kernel import gettext_noop
from lotsen.referral.actions import ConsentAnswers
from lotsen.referral.building import Release
from lotsen.referral.domain import PART_LABELS, ReleasePart
from lotsen.web.forms import (
    LongText,
    ManyOf,
    OneOf,
    Required,
    Tick,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

YES, NO = "yes", "no"
_ANSWERS = choices(
    [(YES, lazy_gettext("The family agrees")), (NO, lazy_gettext("The family does not agree"))]
)
_MISSING = {
    ConsentPurpose.HANDOVER: gettext_noop("Please record what the family said about the hand-over."),
    ConsentPurpose.SECRECY_RELEASE: gettext_noop(
        "Please record what the family said about professional secrecy."
    ),
    ConsentPurpose.FEEDBACK: gettext_noop("Please record what the family said about feedback."),
    ConsentPurpose.LATER_CALL: gettext_noop("Please record what the family said about a later call."),
}
_LABELS = {
    ConsentPurpose.HANDOVER: gettext_noop("May these details go to this recipient?"),
    ConsentPurpose.SECRECY_RELEASE: gettext_noop("Is professional secrecy released towards this recipient?"),
    ConsentPurpose.FEEDBACK: gettext_noop("May the recipient tell us what came of it?"),
    ConsentPurpose.LATER_CALL: gettext_noop("May we call the family later on?"),
}


def _answer(purpose: ConsentPurpose) -> OneOf:
    needed = Required(lazy_gettext(_MISSING[purpose]))
    return OneOf(lazy_gettext(_LABELS[purpose]), [needed], choices=_ANSWERS)


class HandoverForm(HowForm):
    """The parts to be released, separate statements about them, and how these were given.

    What proves a statement is asked for as in the intake: the digest of the shown texts, the signature, the
    reason where church law asks for writing. A message releases itself: it is meant for the recipient.
    """

    recipient = HiddenField()
    parts = ManyOf(lazy_gettext("What may be handed over?"))
    protected_address = Tick(lazy_gettext("Hand over the protected address this one time"))
    message = LongText(
        lazy_gettext("Message to the recipient"),
        limit=2000,
        description=lazy_gettext("What you write here goes to the recipient."),
    )
    handover = _answer(ConsentPurpose.HANDOVER)
    secrecy_release = _answer(ConsentPurpose.SECRECY_RELEASE)
    feedback = _answer(ConsentPurpose.FEEDBACK)
    later_call = _answer(ConsentPurpose.LATER_CALL)

    def __init__(
        self,
        *,
        parts: Iterable[ReleasePart],
        asks_later_call: bool = True,
        has_protected_address: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(asks_custody=False, **more)
        if not has_protected_address:
            del self["protected_address"]
        if not asks_later_call:
            self.leave_out_later_call()
        self.parts.choices = choices(
            [(part, lazy_gettext(PART_LABELS[part])) for part in parts if part is not ReleasePart.MESSAGE]
        )

    def leave_out_later_call(self) -> None:
        """Do not ask about a later call: the family has decided."""
        if "later_call" in self._fields:
            del self["later_call"]

    @property
    def is_agreed(self) -> bool:
        """Say whether anything was agreed to."""
        return any(self._fields[purpose.value].data == YES for purpose in self.asked)

    @property
    def asked(self) -> tuple[ConsentPurpose, ...]:
        """Return the purposes that are asked about."""
        return tuple(purpose for purpose in _LABELS if purpose.value in self._fields)

    def missing(self) -> list[tuple[Field, str]]:
        """Return what is still to be answered, with a sentence each."""
        found = super().missing()
        if self.given_as.data == ConsentForm.INTERPRETED and not self.helped_by.data:
            found.append((self.helped_by, gettext("Please enter who interpreted.")))
        if self.handover.data == YES and self.secrecy_release.data == YES and not self.release.parts:
            sentence = gettext("Please choose at least one part that may be handed over.")
            found.append((self.parts, sentence))
        return found

    @property
    def recipient_id(self) -> UUID | None:
        """Return whom the form is for."""
        try:
            return UUID(str(self.recipient.data))
        except ValueError:
            return None

    @property
    def answers(self) -> ConsentAnswers:
        """Return what the family said."""
        asked = "later_call" in self._fields
        form = ConsentForm(str(self.given_as.data))
        return ConsentAnswers(
            handover=self.handover.data == YES,
            secrecy_release=self.secrecy_release.data == YES,
            feedback=self.feedback.data == YES,
            later_call=self._fields["later_call"].data == YES if asked else None,
            language=str(self.language.data),
            form=form,
            form_reason=self.decided["form_reason"],
            given_by=ConsentGiver(str(self.given_by.data)),
            helped_by=self.helped_by.data or "",
            given_on=self.given_on.data,
            valid_until=self.valid_until.data,
            signature=self.signature_of(form),
        )

    @property
    def release(self) -> Release:
        """Return what the family lets go."""
        message = (self.message.data or "").strip()
        written = {ReleasePart.MESSAGE} if message else set()
        released = "protected_address" in self._fields and bool(self._fields["protected_address"].data)
        parts = frozenset({*map(ReleasePart, self.parts.data or ()), *written})
        return Release(parts, message, protected_address=released)

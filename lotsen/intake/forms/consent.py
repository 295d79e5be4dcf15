"""What a family was told and has decided: separate statements, never bundled."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from lotsen.intake.consent_texts import ConsentText
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import CallBack, ConsentDecision, ConsentGiver, ConsentPurpose
from lotsen.intake.domain import ConsentForm as GivenAs
from lotsen.intake.domain.labels import CALL_BACK_LABELS
from lotsen.intake.forms.how import HowForm, form_choices
from lotsen.intake.labels import GIVER_LABELS
from lotsen.web.forms import (
    LongText,
    LotsenForm,
    OneOf,
    Required,
    RevisedForm,
    Text,
    TextInput,
    Tick,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

_TOLD_AS = (GivenAs.SPOKEN, GivenAs.READ_ALOUD, GivenAs.INTERPRETED)
_DECISIONS = (
    (ConsentDecision.GIVEN, lazy_gettext("The family agrees")),
    (ConsentDecision.REFUSED, lazy_gettext("The family does not agree")),
)
ASKED = (ConsentPurpose.DOCUMENTATION, ConsentPurpose.LATER_CALL)
ASKED_OF_RECIPIENT = (ConsentPurpose.HANDOVER, ConsentPurpose.SECRECY_RELEASE, ConsentPurpose.FEEDBACK)
Texts = Mapping[ConsentPurpose, ConsentText]


def _decision(label: Text) -> OneOf:
    return OneOf(label, choices=choices(_DECISIONS))


class _Decisions(HowForm):
    """One decision for each purpose; what was not asked stays unanswered."""

    asked: tuple[ConsentPurpose, ...] = ()

    @property
    def purposes(self) -> tuple[ConsentPurpose, ...]:
        """Return the purposes the family decided about."""
        return tuple(purpose for purpose in self.asked if self[purpose.value].data)

    @property
    def is_decided(self) -> bool:
        """Say whether anything was decided."""
        return bool(self.purposes)

    @property
    def is_agreed(self) -> bool:
        """Say whether anything was agreed to."""
        return any(self[purpose.value].data == ConsentDecision.GIVEN for purpose in self.asked)

    def _statement(self, purpose: ConsentPurpose, texts: Texts, **more: Any) -> ConsentStatement:
        text, language = texts[purpose], str(self.language.data)
        version = text.reference_in(text.spoken(language))
        return ConsentStatement(purpose=purpose, text_version=version, **more)

    def _valid_until(self, purpose: ConsentPurpose) -> Any:
        return self.valid_until.data if self[purpose.value].data == ConsentDecision.GIVEN else None


class ConsentForm(_Decisions):
    """The notice, and what concerns the own institution alone."""

    asked = ASKED
    notice = Tick(lazy_gettext("The notice was handed over and explained"))
    notice_form = OneOf(lazy_gettext("How was it explained?"), choices=form_choices(_TOLD_AS))
    documentation = _decision(lazy_gettext("Writing down name and talk"))
    later_call = _decision(lazy_gettext("A call later on"))

    def __init__(self, *args: Any, notice_stands: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self._notice_stands = notice_stands

    def validate_notice(self, field: Field) -> None:
        """Ask for at least one statement, and for the notice before anything is agreed to."""
        if self.is_agreed and not field.data and not self._notice_stands:
            raise ValidationError(gettext("Please give the notice first: a consent needs it."))
        if not field.data and not self.is_decided:
            raise ValidationError(gettext("Please record at least one statement."))

    def missing(self) -> list[tuple[Field, str]]:
        """Return what is still to be answered, with a sentence each."""
        found = []
        if self.notice.data and not self.notice_form.data:
            found.append((self.notice_form, gettext("Please choose how the notice was explained.")))
        found += super().missing()
        forms = {
            self.notice_form.data if self.notice.data else None,
            self.given_as.data if self.is_decided else None,
        }
        if GivenAs.INTERPRETED in forms and not self.helped_by.data:
            found.append((self.helped_by, gettext("Please enter who interpreted.")))
        return found

    def statements(self, texts: Texts) -> list[ConsentStatement]:
        """Return one statement for each answer, with the version of the text that was shown."""
        found = []
        if self.notice.data:
            form = GivenAs(str(self.notice_form.data))
            told = {"decision": ConsentDecision.GIVEN, "form": form, **self.said}
            found.append(self._statement(ConsentPurpose.NOTICE, texts, **told))
        for purpose in self.purposes:
            decision = ConsentDecision(self[purpose.value].data)
            until = self._valid_until(purpose) if purpose is ConsentPurpose.LATER_CALL else None
            more = {"decision": decision, "valid_until": until, **self.decided}
            found.append(self._statement(purpose, texts, **more))
        return found


class RecipientForm(_Decisions):
    """What may go to one recipient, and what may come back; one outside this instance is named here."""

    asked = ASKED_OF_RECIPIENT
    name = TextInput(lazy_gettext("Who is it?"), limit=120)
    handover = _decision(lazy_gettext("May details go to this recipient?"))
    secrecy_release = _decision(lazy_gettext("Is professional secrecy released towards this recipient?"))
    feedback = _decision(lazy_gettext("May the recipient tell us what came of it?"))

    def __init__(self, *args: Any, is_new: bool, notice_stands: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self._is_new = is_new
        self._notice_stands = notice_stands

    def missing(self) -> list[tuple[Field, str]]:
        """Return what is still to be answered, with a sentence each."""
        found = []
        if self._is_new and not self.name.data:
            found.append((self.name, gettext("Please enter the name of the recipient.")))
        if not self.is_decided:
            found.append((self.handover, gettext("Please record at least one statement.")))
        elif self.is_agreed and not self._notice_stands:
            found.append((self.handover, gettext("Please give the notice first: a consent needs it.")))
        found += super().missing()
        if self.is_decided and self.given_as.data == GivenAs.INTERPRETED and not self.helped_by.data:
            found.append((self.helped_by, gettext("Please enter who interpreted.")))
        return found

    def statements(
        self, texts: Texts, recipient: UUID, name: str, *, is_outside: bool
    ) -> list[ConsentStatement]:
        """Return one statement for each answer, with the version of the text that was shown."""
        return [
            self._statement(
                purpose,
                texts,
                decision=ConsentDecision(self[purpose.value].data),
                recipient_id=recipient,
                recipient_name=name,
                recipient_is_outside=is_outside,
                valid_until=self._valid_until(purpose),
                **self.decided,
            )
            for purpose in self.purposes
        ]


class WithdrawForm(RevisedForm):
    """That a consent ends, how the family said so, and who said it."""

    how = OneOf(
        lazy_gettext("How did the family say so?"),
        [Required(lazy_gettext("Please choose how the family said so."))],
        choices=choices([("in_person", lazy_gettext("In person")), ("phone", lazy_gettext("By phone"))]),
    )
    given_by = OneOf(
        lazy_gettext("Who withdraws it?"),
        choices=choices([(giver, lazy_gettext(GIVER_LABELS[giver])) for giver in ConsentGiver]),
    )
    note = LongText(lazy_gettext("Note on the call-back"), limit=500)

    @property
    def by_phone(self) -> bool:
        """Say whether the consent was withdrawn by phone."""
        return bool(self.how.data == "phone")

    @property
    def giver(self) -> ConsentGiver | None:
        """Return who withdrew; None where that was not asked."""
        return ConsentGiver(str(self.given_by.data)) if self.given_by.data else None


class CallBackForm(LotsenForm):
    """What calling back on the known number showed; each answer is a button."""

    result = OneOf(
        lazy_gettext("What did the call-back show?"),
        [Required(lazy_gettext("Please choose what the call-back showed."))],
        choices=choices([(result, lazy_gettext(label)) for result, label in CALL_BACK_LABELS.items()]),
    )

    @property
    def showed(self) -> CallBack:
        """Return what the call showed."""
        return CallBack(str(self.result.data))

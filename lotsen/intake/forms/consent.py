"""What a family was told and has decided: separate statements, never bundled."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from lotsen.intake.documents import ConsentGiver, ConsentStatement
from lotsen.intake.domain import ConsentDecision, ConsentPurpose
from lotsen.intake.domain import ConsentForm as GivenAs
from lotsen.intake.domain.labels import FORM_LABELS
from lotsen.intake.forms.parts import RevisedForm, language_choices
from lotsen.intake.labels import GIVER_LABELS
from lotsen.web.forms import Day, LotsenForm, OneOf, Pick, Required, TextInput, Tick, choices
from lotsen.web.i18n import gettext, lazy_gettext

_TOLD_AS = (GivenAs.SPOKEN, GivenAs.READ_ALOUD, GivenAs.INTERPRETED)
_DECIDED_AS = (
    GivenAs.SIGNED_PAPER,
    GivenAs.SPOKEN,
    GivenAs.READ_ALOUD,
    GivenAs.INTERPRETED,
    GivenAs.MARK,
)
_DECISIONS = (
    (ConsentDecision.GIVEN, lazy_gettext("The family agrees")),
    (ConsentDecision.REFUSED, lazy_gettext("The family does not agree")),
)
ASKED = (ConsentPurpose.DOCUMENTATION, ConsentPurpose.LATER_CALL)


def _forms(kinds: tuple[GivenAs, ...]) -> Any:
    return choices([(kind, lazy_gettext(FORM_LABELS[kind])) for kind in kinds])


class ConsentForm(RevisedForm):
    """The notice, and one decision for each purpose; what was not asked stays unanswered."""

    notice = Tick(lazy_gettext("The notice was handed over and explained"))
    notice_form = OneOf(lazy_gettext("How was it explained?"), choices=_forms(_TOLD_AS))
    documentation = OneOf(lazy_gettext("Writing down name and talk"), choices=choices(_DECISIONS))
    later_call = OneOf(lazy_gettext("A call later on"), choices=choices(_DECISIONS))
    given_as = OneOf(lazy_gettext("How did the family say so?"), choices=_forms(_DECIDED_AS))
    given_by = OneOf(
        lazy_gettext("Who decided?"),
        choices=choices([(giver, lazy_gettext(GIVER_LABELS[giver])) for giver in ConsentGiver]),
    )
    language = Pick(lazy_gettext("In which language?"), [Required(lazy_gettext("Please choose a language."))])
    helped_by = TextInput(lazy_gettext("Read aloud or interpreted by"), limit=120)
    given_on = Day(lazy_gettext("On which day?"), [Required(lazy_gettext("Please enter a day."))])

    def __init__(self, *args: Any, notice_stands: bool = False, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = language_choices()
        self._notice_stands = notice_stands
        self._today = today

    @property
    def decided(self) -> tuple[ConsentPurpose, ...]:
        """Return the purposes the family decided about."""
        return tuple(purpose for purpose in ASKED if self[purpose.value].data)

    def validate_notice(self, field: Field) -> None:
        """Ask for at least one statement, and for the notice before anything is agreed to."""
        agreed = any(self[purpose.value].data == ConsentDecision.GIVEN for purpose in ASKED)
        if agreed and not field.data and not self._notice_stands:
            raise ValidationError(gettext("Please give the notice first: a consent needs it."))
        if not field.data and not self.decided:
            raise ValidationError(gettext("Please record at least one statement."))

    def validate_given_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > self._today:
            raise ValidationError(gettext("This day lies in the future."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is needed only together with other answers."""
        fine = bool(super().validate(extra_validators))
        for field, sentence in self._missing():
            field.errors = [*field.errors, sentence]
            fine = False
        return fine

    def _missing(self) -> list[tuple[Field, str]]:
        found = []
        if self.notice.data and not self.notice_form.data:
            found.append((self.notice_form, gettext("Please choose how the notice was explained.")))
        if self.decided and not self.given_as.data:
            found.append((self.given_as, gettext("Please choose how the family decided.")))
        if self.decided and not self.given_by.data:
            found.append((self.given_by, gettext("Please choose who decided.")))
        forms = {
            self.notice_form.data if self.notice.data else None,
            self.given_as.data if self.decided else None,
        }
        if GivenAs.INTERPRETED in forms and not self.helped_by.data:
            found.append((self.helped_by, gettext("Please enter who interpreted.")))
        return found

    def statements(self, references: dict[ConsentPurpose, str]) -> list[ConsentStatement]:
        """Return one statement for each answer, with the version of the text that was shown."""
        common = {
            "language": self.language.data,
            "given_on": self.given_on.data,
            "helped_by": self.helped_by.data or "",
        }
        found = []
        if self.notice.data:
            found.append(
                ConsentStatement(
                    purpose=ConsentPurpose.NOTICE,
                    decision=ConsentDecision.GIVEN,
                    text_version=references[ConsentPurpose.NOTICE],
                    form=GivenAs(str(self.notice_form.data)),
                    **common,
                )
            )
        for purpose in self.decided:
            found.append(
                ConsentStatement(
                    purpose=purpose,
                    decision=ConsentDecision(self[purpose.value].data),
                    text_version=references[purpose],
                    form=GivenAs(str(self.given_as.data)),
                    given_by=ConsentGiver(str(self.given_by.data)),
                    **common,
                )
            )
        return found


class WithdrawForm(LotsenForm):
    """That a consent ends, and how the family said so."""

    how = OneOf(
        lazy_gettext("How did the family say so?"),
        [Required(lazy_gettext("Please choose how the family said so."))],
        choices=choices([("in_person", lazy_gettext("In person")), ("phone", lazy_gettext("By phone"))]),
    )

    @property
    def by_phone(self) -> bool:
        """Say whether the consent was withdrawn by phone."""
        return bool(self.how.data == "phone")

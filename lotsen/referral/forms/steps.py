"""What is asked at each step of the receiver, and when something is taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from lotsen.referral.actions import Said
from lotsen.referral.domain import (
    NEED_STATE_LABELS,
    OUTCOME_LABELS,
    REASON_LABELS,
    REASONS,
    REOPENING_REASONS,
    UNREACHED,
    NeedState,
    Outcome,
    Party,
    ReferralStatus,
    StatusReason,
)
from lotsen.web.forms import Carried, Day, LongText, LotsenForm, OneOf, Required, TextInput, Tick, choices
from lotsen.web.i18n import gettext, lazy_gettext


def _reason_choices(reasons: Iterable[StatusReason]) -> Any:
    return choices([(reason, lazy_gettext(REASON_LABELS[reason])) for reason in reasons])


def _reason(status: ReferralStatus) -> OneOf:
    return OneOf(
        lazy_gettext("Reason"),
        [Required(lazy_gettext("Please choose a reason."))],
        choices=_reason_choices(REASONS[status]),
    )


def _remark() -> LongText:
    """Ask for words that stay in the own file."""
    return LongText(lazy_gettext("Remark"), limit=2000)


def _behalf(*parties: tuple[Party, Any]) -> OneOf:
    return OneOf(
        lazy_gettext("Who says so?"),
        [Required(lazy_gettext("Please choose who says so."))],
        choices=choices(parties),
    )


class StepForm(LotsenForm):
    """A step on a state that somebody else may have changed meanwhile."""

    revision = Carried(default="")

    def __init__(self, today: date | None = None, **more: Any) -> None:
        super().__init__(**more)
        self._today = today

    @property
    def said(self) -> Said:
        """Return the step's id, the state it was written on, and the words that go with it."""
        return Said(
            row_id=self.row_id,
            revision=self.seen_revision,
            note=self._text("note"),
            on_behalf=self._behalf,
            by_phone=bool(self._value("by_phone")),
            said_by=self._text("said_by"),
        )

    @property
    def seen_revision(self) -> int:
        """Return the revision the form was shown with; one that never was where it is unreadable."""
        text = str(self.revision.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1

    @property
    def chosen_reason(self) -> StatusReason | None:
        """Return the reason chosen."""
        value = self._value("reason")
        return StatusReason(str(value)) if value else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for words where no listed reason fits."""
        fine = bool(super().validate(extra_validators))
        if self._value("reason") == StatusReason.OTHER and not self._text("note"):
            field = self._fields["note"]
            field.errors = [*field.errors, gettext("Please say in words what the reason is.")]
            return False
        return fine

    @property
    def _behalf(self) -> Party | None:
        party = Party(str(self._value("on_behalf") or Party.RECEIVER))
        return None if party in {Party.RECEIVER, Party.SENDER} else party

    def _value(self, name: str) -> Any:
        return self._fields[name].data if name in self._fields else None

    def _text(self, name: str) -> str:
        return str(self._value(name) or "")

    def _not_before_today(self, field: Field) -> None:
        if field.data and self._today and field.data < self._today:
            raise ValidationError(gettext("This day lies in the past."))

    def _not_after_today(self, field: Field) -> None:
        if field.data and self._today and field.data > self._today:
            raise ValidationError(gettext("This day lies in the future."))


class TapForm(StepForm):
    """A step that asks nothing."""


class AttemptForm(StepForm):
    """The family was not reached."""

    on = Day(lazy_gettext("When did you try?"), [Required(lazy_gettext("Please enter a day."))])
    by_phone = Tick(lazy_gettext("By telephone"))
    note = _remark()
    next_on = Day(
        lazy_gettext("Next attempt on"),
        description=lazy_gettext("A proposal. Nothing is closed by this."),
    )

    def validate_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        self._not_after_today(field)

    def validate_next_on(self, field: Field) -> None:
        """Refuse a day that is over."""
        self._not_before_today(field)


class ContactForm(StepForm):
    """The family was reached."""

    on = Day(lazy_gettext("When was the contact?"), [Required(lazy_gettext("Please enter a day."))])
    help_begun = Tick(lazy_gettext("Help has begun with it"))
    note = _remark()

    def validate_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        self._not_after_today(field)


class BegunForm(StepForm):
    """Help has begun, some time after the contact."""

    on = Day(lazy_gettext("When did help begin?"), [Required(lazy_gettext("Please enter a day."))])
    note = _remark()

    def validate_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        self._not_after_today(field)


class WaitingForm(StepForm):
    """There is a place only later."""

    on_behalf = _behalf(
        (Party.SERVICE, lazy_gettext("The service has told us")),
        (Party.RECEIVER, lazy_gettext("We ourselves")),
    )
    by_phone = Tick(lazy_gettext("By telephone"))
    said_by = TextInput(lazy_gettext("Who told us?"), limit=120)
    waiting_for = TextInput(
        lazy_gettext("Which service?"), [Required(lazy_gettext("Please enter the service."))], limit=200
    )
    reason = _reason(ReferralStatus.WAITING_LIST)
    until = Day(lazy_gettext("Place expected on"))
    note = _remark()

    def validate_until(self, field: Field) -> None:
        """Refuse a day that is over."""
        self._not_before_today(field)


class FollowUpForm(StepForm):
    """When to look again."""

    on = Day(
        lazy_gettext("Look again on"), description=lazy_gettext("Leave empty to clear the follow-up date.")
    )
    note = _remark()

    def validate_on(self, field: Field) -> None:
        """Refuse a day that is over."""
        self._not_before_today(field)


class NoteForm(StepForm):
    """A note in the own file."""

    note = LongText(lazy_gettext("Note"), [Required(lazy_gettext("Please write a note."))], limit=4000)


class CompleteForm(StepForm):
    """What came of it."""

    outcome = OneOf(
        lazy_gettext("What came out of it?"),
        [Required(lazy_gettext("Please choose what came out of it."))],
        choices=choices([(outcome, lazy_gettext(OUTCOME_LABELS[outcome])) for outcome in Outcome]),
    )
    need_state = OneOf(
        lazy_gettext("Is the need met?"),
        choices=choices([(state, lazy_gettext(NEED_STATE_LABELS[state])) for state in NeedState]),
    )
    note = _remark()

    @property
    def chosen_outcome(self) -> Outcome:
        """Return the outcome of a form that is in order."""
        return Outcome(str(self.outcome.data))

    @property
    def chosen_need_state(self) -> NeedState | None:
        """Return whether the need is met, where it was said."""
        return NeedState(str(self.need_state.data)) if self.need_state.data else None


class FailForm(StepForm):
    """Nothing came about."""

    reason = _reason(ReferralStatus.FAILED)
    note = _remark()

    def before_contact(self) -> None:
        """Offer only what can be said of a family nobody has taken on yet."""
        self.reason.choices = _reason_choices(UNREACHED)


class RejectForm(StepForm):
    """The referral is refused."""

    on_behalf = _behalf(
        (Party.RECEIVER, lazy_gettext("We ourselves")),
        (Party.SERVICE, lazy_gettext("The service has told us")),
    )
    reason = _reason(ReferralStatus.REJECTED)
    note = _remark()


class ErrorForm(StepForm):
    """Something that was never meant."""

    reason = _reason(ReferralStatus.ENTERED_IN_ERROR)
    note = _remark()


class ReopenForm(StepForm):
    """A closed referral is taken up again."""

    reason = OneOf(
        lazy_gettext("Reason"),
        [Required(lazy_gettext("Please choose a reason."))],
        choices=_reason_choices(REOPENING_REASONS),
    )
    note = _remark()


class WithdrawalForm(StepForm):
    """The family has withdrawn towards the receiver."""

    by_phone = Tick(lazy_gettext("By telephone"))
    reason = _reason(ReferralStatus.WITHDRAWN)
    note = LongText(
        lazy_gettext("Remark"), limit=2000, description=lazy_gettext("The sender can read this remark.")
    )


class TakeBackForm(StepForm):
    """The sender takes a hand-over back."""

    on_behalf = _behalf(
        (Party.FAMILY, lazy_gettext("The family wishes it")), (Party.SENDER, lazy_gettext("We ourselves"))
    )
    by_phone = Tick(lazy_gettext("By telephone"))
    reason = _reason(ReferralStatus.WITHDRAWN)
    note = _remark()

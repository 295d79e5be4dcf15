"""What somebody on a ward or in a practice is asked: a minute, no name, nothing to read."""

from datetime import date, timedelta
from typing import Any, cast

from wtforms import Field, ValidationError

from lotsen.intake.documents import HintSheet
from lotsen.intake.domain import HintDismissal, HintKnown, HintNotice, HintUrgency
from lotsen.intake.domain.hints import DISMISSAL_LABELS, KNOWN_LABELS, NOTICE_LABELS, URGENCY_LABELS
from lotsen.intake.forms.parts import language_choices, text_of
from lotsen.web.forms import (
    Day,
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Required,
    TextInput,
    Tick,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

_LONGEST_WAY = timedelta(days=400)


class HintForm(LotsenForm):
    """A hint; the ward is asked only where no link says it."""

    ward = TextInput(lazy_gettext("Ward or place"), limit=40)
    bed = TextInput(
        lazy_gettext("Bed, room or appointment"),
        [Required(lazy_gettext("Please enter how the navigator finds the family."))],
        limit=38,
    )
    noticed = ManyOf(
        lazy_gettext("What was noticed?"),
        choices=choices([(kind, lazy_gettext(NOTICE_LABELS[kind])) for kind in HintNotice]),
    )
    text = LongText(lazy_gettext("In a few words"), limit=300)
    urgency = OneOf(
        lazy_gettext("When should somebody come?"),
        [Required(lazy_gettext("Please choose when somebody should come."))],
        choices=choices([(kind, lazy_gettext(URGENCY_LABELS[kind])) for kind in HintUrgency]),
    )
    known = OneOf(
        lazy_gettext("Does the family know of this hint?"),
        [Required(lazy_gettext("Please choose what the family knows."))],
        choices=choices([(kind, lazy_gettext(KNOWN_LABELS[kind])) for kind in HintKnown]),
    )
    answer_agreed = Tick(lazy_gettext("The family agrees that we learn whether contact was made"))
    language = Pick(lazy_gettext("Language of the family"))
    initials = TextInput(
        lazy_gettext("Your initials"), [Required(lazy_gettext("Please enter your initials."))], limit=40
    )

    def __init__(self, *args: Any, asks_ward: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = language_choices()
        if not asks_ward:
            del self.ward

    def validate_noticed(self, field: Field) -> None:
        """Ask for a tick or a few words."""
        if not field.data and not self.text.data:
            raise ValidationError(gettext("Please tick something or write a few words."))

    @property
    def sheet(self) -> HintSheet:
        """Return what was entered; a family that knows nothing has agreed to nothing."""
        known = HintKnown(str(self.known.data))
        return HintSheet(
            ward=text_of(self, "ward"),
            bed=text_of(self, "bed"),
            noticed=tuple(HintNotice(code) for code in self.noticed.data or ()),
            text=text_of(self, "text"),
            urgency=HintUrgency(str(self.urgency.data)),
            initials=text_of(self, "initials"),
            known=known,
            answer_agreed=bool(self.answer_agreed.data) and known is not HintKnown.NOT_YET,
            language=self.language.data or None,
        )


class ReceiptForm(LotsenForm):
    """The code that came back for a hint."""

    receipt = TextInput(
        lazy_gettext("Receipt code"), [Required(lazy_gettext("Please enter the receipt code."))], limit=40
    )


class TakeHintForm(LotsenForm):
    """A new family from a hint: nothing is asked but the form's own id."""


class JoinHintForm(LotsenForm):
    """Which family a hint belongs to."""

    code = TextInput(
        lazy_gettext("Case code of the family"),
        [Required(lazy_gettext("Please enter the case code."))],
        limit=12,
    )


class DismissHintForm(LotsenForm):
    """Why a hint leads nowhere."""

    dismissal = OneOf(
        lazy_gettext("Why is it laid aside?"),
        [Required(lazy_gettext("Please choose why it is laid aside."))],
        choices=choices([(kind, lazy_gettext(DISMISSAL_LABELS[kind])) for kind in HintDismissal]),
    )

    @property
    def chosen(self) -> HintDismissal:
        """Return the reason that was chosen."""
        return HintDismissal(str(self.dismissal.data))


class HintWayForm(LotsenForm):
    """A new link for a ward."""

    place = TextInput(
        lazy_gettext("Ward or place"), [Required(lazy_gettext("Please enter a ward or place."))], limit=40
    )
    expires_on = Day(lazy_gettext("In use up to"), [Required(lazy_gettext("Please enter a day."))])

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self._today = today

    def validate_expires_on(self, field: Field) -> None:
        """Accept a day from today on, at most some thirteen months away."""
        if field.data and not self._today <= field.data <= self._today + _LONGEST_WAY:
            raise ValidationError(gettext("Please enter a day within the next 13 months."))

    @property
    def last_day(self) -> date:
        """Return the last day of the link."""
        return cast("date", self.expires_on.data)

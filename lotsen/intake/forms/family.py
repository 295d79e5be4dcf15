"""Forms about a family as a whole."""

from typing import Any

from wtforms import Field, ValidationError

from lotsen.intake.documents import ContactSheet, FamilyEnding
from lotsen.intake.domain import NotReachedReason
from lotsen.intake.domain.labels import NOT_REACHED_LABELS
from lotsen.intake.forms.parts import language_choices, text_of, word_choices
from lotsen.intake.labels import ENDING_LABELS
from lotsen.terms import vocabulary
from lotsen.web.forms import (
    Day,
    LongText,
    LotsenForm,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Required,
    RevisedForm,
    TextInput,
    Tick,
    TimeOfDay,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

TALK_HELD = "held"
_TRUTH = {"yes": True, "no": False}


class RegisterForm(LotsenForm):
    """A new family: nothing is asked but the form's own id."""


class SheetForm(RevisedForm):
    """What is known without a name."""

    place = TextInput(lazy_gettext("Bed or appointment"), limit=80)
    due_on = Day(lazy_gettext("Day of discharge or appointment"))
    due_time = TimeOfDay(lazy_gettext("Time of discharge or appointment"))
    language = Pick(lazy_gettext("Language of the family"))
    interpreter = OneOf(
        lazy_gettext("Is an interpreter needed?"),
        choices=choices([("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No"))]),
    )
    postcode = Postcode(lazy_gettext("Postcode"))
    municipality = Pick(lazy_gettext("Municipality"))
    people_at_home = WholeNumber(lazy_gettext("How many people live at home?"), low=1, high=30)
    remark = LongText(lazy_gettext("Remark"), limit=1000)
    be_discreet = Tick(lazy_gettext("Treat with particular discretion"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = language_choices()

    @property
    def needs_interpreter(self) -> bool | None:
        """Return whether an interpreter is needed; nothing where nobody said."""
        return _TRUTH.get(self.interpreter.data or "")


class ContactForm(RevisedForm):
    """Name and contact; shown only once the family may be named."""

    given_name = TextInput(lazy_gettext("Given name"), limit=120)
    surname = TextInput(
        lazy_gettext("Surname"), [Required(lazy_gettext("Please enter a surname."))], limit=120
    )
    phone = TextInput(lazy_gettext("Telephone"), limit=40)
    email = TextInput(lazy_gettext("E-mail"), limit=200)
    street = TextInput(lazy_gettext("Street and number"), limit=120)
    postcode = Postcode(lazy_gettext("Postcode"))
    town = TextInput(lazy_gettext("Town"), limit=120)
    may_write = Tick(lazy_gettext("Letters and messages may be sent to this address"))
    do_not_write = Tick(lazy_gettext("Do not write to this address"))
    is_protected = Tick(lazy_gettext("This address must not be passed on"))
    reach_note = LongText(lazy_gettext("How and when to reach the family"), limit=500)

    def validate_do_not_write(self, field: Field) -> None:
        """Refuse what contradicts itself: it could cost somebody their safety."""
        if field.data and self.may_write.data:
            raise ValidationError(
                gettext("Letters are ticked as allowed above. Please untick one of the two.")
            )

    @property
    def contact(self) -> ContactSheet:
        """Return what was entered."""
        names = ("given_name", "surname", "phone", "email", "street", "postcode", "town", "reach_note")
        texts = {name: text_of(self, name) for name in names}
        ticks = {name: bool(self[name].data) for name in ("may_write", "do_not_write", "is_protected")}
        return ContactSheet.model_validate({**texts, **ticks})


class WalkInForm(RevisedForm):
    """A nameless contact in four fields; its revision is that of the draft it was shown with."""

    topics = ManyOf(
        lazy_gettext("What was it about?"), [Required(lazy_gettext("Please choose at least one topic."))]
    )
    youngest = OneOf(
        lazy_gettext("How old is the youngest child?"), [Required(lazy_gettext("Please choose an age."))]
    )
    language = Pick(
        lazy_gettext("In which language did you talk?"),
        [Required(lazy_gettext("Please choose a language."))],
    )
    done = LongText(
        lazy_gettext("What was done, and what comes next?"),
        [Required(lazy_gettext("Please write down what was done."))],
        limit=1000,
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        words = vocabulary()
        self.topics.choices = word_choices(words.need_groups.values())
        self.youngest.choices = word_choices(words.age_groups.values())
        self.language.choices = language_choices()


class TalkForm(RevisedForm):
    """Whether the talk took place, and if not, why."""

    result = OneOf(
        lazy_gettext("Did the talk take place?"),
        [Required(lazy_gettext("Please choose what happened."))],
        choices=choices(
            [
                (TALK_HELD, lazy_gettext("Talk held")),
                *((reason, lazy_gettext(NOT_REACHED_LABELS[reason])) for reason in NotReachedReason),
            ]
        ),
    )

    contact_made = Tick(lazy_gettext("Whoever gave the hint may learn “contact made”"))

    @property
    def reason(self) -> NotReachedReason | None:
        """Return why the talk did not take place; nothing where it did."""
        return None if self.result.data == TALK_HELD else NotReachedReason(str(self.result.data))


class CloseForm(RevisedForm):
    """What had become of the family."""

    ending = OneOf(
        lazy_gettext("How did it end?"),
        [Required(lazy_gettext("Please choose how it ended."))],
        choices=choices([(ending, lazy_gettext(ENDING_LABELS[ending])) for ending in FamilyEnding]),
    )
    note = LongText(lazy_gettext("Remark"), limit=1000)

    @property
    def chosen(self) -> FamilyEnding:
        """Return the ending that was chosen."""
        return FamilyEnding(str(self.ending.data))

"""Somebody who cares for the children: relation, age, language, and how to reach them."""

from typing import Any

from wtforms import Field

from lotsen.intake.documents import MemberPerson, ReachSheet, Relation
from lotsen.intake.domain import MemberKind, ReachTime, ReachWay
from lotsen.intake.forms.parts import language_choices, text_of
from lotsen.intake.forms.person import OLDEST, PersonForm
from lotsen.intake.labels import RELATION_LABELS, TIME_LABELS, WAY_LABELS
from lotsen.web.forms import (
    Day,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Required,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import lazy_gettext

REACH = (
    "phone",
    "email",
    "lives_apart",
    "street",
    "postcode",
    "town",
    "ways",
    "times",
    "reach_note",
    "do_not_write",
    "is_protected",
)
"""The fields about contact, which come only after the consent to documentation."""

_TRUTH = {"yes": True, "no": False}


class CaregiverForm(PersonForm):
    """Somebody who cares for the children."""

    only_with_consent = ("given_name", *REACH)
    relation = OneOf(
        lazy_gettext("Relation to the child"),
        [Required(lazy_gettext("Please choose a relation."))],
        choices=choices([(relation, lazy_gettext(RELATION_LABELS[relation])) for relation in Relation]),
    )
    age_years = WholeNumber(lazy_gettext("Age in years"), low=10, high=OLDEST)
    birth_date = Day(lazy_gettext("Or: date of birth"))
    language = Pick(lazy_gettext("Own language"))
    interpreter = OneOf(
        lazy_gettext("Is an interpreter needed?"),
        choices=choices([("yes", lazy_gettext("Yes")), ("no", lazy_gettext("No"))]),
    )
    phone = TextInput(lazy_gettext("Own telephone"), limit=40)
    email = TextInput(lazy_gettext("Own e-mail"), limit=200)
    lives_apart = Tick(lazy_gettext("Lives at another address than the family"))
    street = TextInput(lazy_gettext("Street and number"), limit=120)
    postcode = Postcode(lazy_gettext("Postcode"))
    town = TextInput(lazy_gettext("Town"), limit=120)
    ways = ManyOf(
        lazy_gettext("How to reach"),
        choices=choices([(way, lazy_gettext(WAY_LABELS[way])) for way in ReachWay]),
    )
    times = ManyOf(
        lazy_gettext("When"),
        choices=choices([(time, lazy_gettext(TIME_LABELS[time])) for time in ReachTime]),
    )
    reach_note = LongText(lazy_gettext("More about reaching this person"), limit=300)
    do_not_write = Tick(lazy_gettext("Do not write to this address"))
    is_protected = Tick(lazy_gettext("This address must not be passed on"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.language.choices = language_choices()

    def validate_birth_date(self, field: Field) -> None:
        """Refuse a birth that has not come yet or lies too long ago."""
        self.check_birth(field, oldest=OLDEST)

    @property
    def person(self) -> MemberPerson:
        """Return what was entered; a birth date says more than an age."""
        stored = self.stored or MemberPerson(kind=MemberKind.CAREGIVER)
        birth = self.birth_date.data
        return stored.model_copy(
            update={
                "given_name": text_of(self, "given_name"),
                "relation": Relation(str(self.relation.data)),
                "birth_date": birth,
                "age_years": None if birth else self.age_years.data,
                "household": self.home,
                "language": self.language.data or None,
                "interpreter": _TRUTH.get(self.interpreter.data or ""),
                "reach": self._reach(),
            }
        )

    def _reach(self) -> ReachSheet | None:
        if "phone" not in self:
            return None
        apart = bool(self.lives_apart.data)
        street, postcode, town = (text_of(self, name) for name in ("street", "postcode", "town"))
        sheet = ReachSheet(
            lives_apart=apart,
            phone=text_of(self, "phone"),
            email=text_of(self, "email"),
            street=street if apart else "",
            postcode=postcode if apart else "",
            town=town if apart else "",
            ways=tuple(ReachWay(way) for way in self.ways.data or ()),
            times=tuple(ReachTime(time) for time in self.times.data or ()),
            note=text_of(self, "reach_note"),
            do_not_write=bool(self.do_not_write.data),
            is_protected=bool(self.is_protected.data),
        )
        return None if sheet == ReachSheet() else sheet


def caregiver_data(person: MemberPerson) -> dict[str, object]:
    """Return what is stored the way the form shows it."""
    reach = person.reach or ReachSheet()
    truth = {True: "yes", False: "no", None: None}[person.interpreter]
    kept = {**person.model_dump(exclude={"reach"}), **reach.model_dump(exclude={"note"})}
    words = {"ways": [way.value for way in reach.ways], "times": [time.value for time in reach.times]}
    return {**kept, **words, "reach_note": reach.note, "interpreter": truth}

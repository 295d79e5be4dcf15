"""The fields of an entry, in the parts in which the page shows them."""

from wtforms import FormField

from lotsen.directory.domain import ACCESS_LABELS, COST_LABELS, STATUS_LABELS, AreaLevel, ServiceStatus
from lotsen.directory.forms.belonging import BelongingPart
from lotsen.directory.forms.hours import HoursForm
from lotsen.directory.forms.shared import ANSWERS, NOT_STATED, WebAddress
from lotsen.directory.forms.wish import translated
from lotsen.web.forms import (
    Day,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    Required,
    Text,
    TextInput,
    Tick,
    WholeNumber,
    choices,
)
from lotsen.web.i18n import lazy_gettext

AREAS = {
    AreaLevel.COUNTRY: lazy_gettext("Everywhere"),
    AreaLevel.KREIS: lazy_gettext("Counties (Kreise)"),
    AreaLevel.MUNICIPALITY: lazy_gettext("Municipalities"),
    AreaLevel.DISTRICT: lazy_gettext("Districts"),
    AreaLevel.POSTCODE: lazy_gettext("Postcodes"),
    AreaLevel.RADIUS: lazy_gettext("Within a distance of the main location"),
}


def _answer(label: Text) -> OneOf:
    return OneOf(label, choices=choices(ANSWERS))


class ServicePart(BelongingPart):
    """What it is."""

    service_type = Pick(
        lazy_gettext("Type of service"), [Required(lazy_gettext("Please choose a type of service."))]
    )
    term_id = Pick(lazy_gettext("Own type"))
    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))])
    alternate_name = TextInput(
        lazy_gettext("Other name"), limit=300, description=lazy_gettext("A short name or what people call it")
    )
    description = LongText(lazy_gettext("Description"))
    status = OneOf(
        lazy_gettext("State of the entry"),
        [Required(lazy_gettext("Please say whether the entry is in use."))],
        choices=choices(translated(STATUS_LABELS)),
        default=ServiceStatus.ACTIVE.value,
    )
    needs_from = OneOf(
        lazy_gettext("Which needs is it for?"),
        choices=choices(
            [("type", lazy_gettext("As usual for the type")), ("own", lazy_gettext("For these needs:"))]
        ),
        default="type",
    )
    needs = ManyOf(lazy_gettext("Needs"))


class ContactPart:
    """How families reach it."""

    alert = TextInput(
        lazy_gettext("Important at present"),
        limit=300,
        description=lazy_gettext("Stands at the top of the entry, for example: closed until 10 January"),
    )
    phone = TextInput(lazy_gettext("Phone for families"), limit=300)
    email = TextInput(lazy_gettext("E-mail for families"), limit=300)
    website = WebAddress(lazy_gettext("Web site"))
    hours = FormField(HoursForm, lazy_gettext("Opening hours"))
    hours_note = TextInput(
        lazy_gettext("Note on the hours"),
        limit=300,
        description=lazy_gettext("For example: not during school holidays"),
    )
    how_to_apply = TextInput(
        lazy_gettext("How to apply"),
        limit=300,
        description=lazy_gettext("For example: by phone, bring the child's booklet"),
    )


class WherePart:
    """Where it is given."""

    protected_address = Tick(lazy_gettext("The address is protected: no location is kept or shown."))
    locations = ManyOf(lazy_gettext("Locations of the organization"))


class PeoplePart:
    """Whom it is for."""

    min_weeks = WholeNumber(lazy_gettext("From week of pregnancy"), low=0, high=45)
    max_weeks = WholeNumber(lazy_gettext("Up to week of pregnancy"), low=0, high=45)
    min_months = WholeNumber(lazy_gettext("From age of the child in months"), low=0, high=400)
    max_months = WholeNumber(lazy_gettext("Up to age of the child in months"), low=0, high=400)
    area_level = OneOf(
        lazy_gettext("Where do the families live whom it is for?"),
        choices=choices([*AREAS.items(), NOT_STATED]),
    )
    kreise = ManyOf(lazy_gettext("Counties (Kreise)"))
    municipalities = ManyOf(lazy_gettext("Municipalities"))
    districts = ManyOf(lazy_gettext("Districts"))
    postcodes = TextInput(
        lazy_gettext("Postcodes"), limit=300, description=lazy_gettext("With spaces between them")
    )
    radius_km = WholeNumber(
        lazy_gettext("Distance in kilometres"),
        low=1,
        high=500,
        description=lazy_gettext("As the crow flies, from the first location of the service"),
    )
    residence_required = _answer(lazy_gettext("Only for people who live there"))
    target_groups = ManyOf(lazy_gettext("Meant for"))
    excluded_groups = ManyOf(lazy_gettext("Not meant for"))
    insurance_required = _answer(lazy_gettext("Health insurance needed"))


class WayPart:
    """How it works."""

    languages = ManyOf(lazy_gettext("Languages"))
    interpreter = _answer(lazy_gettext("With interpreters"))
    access = OneOf(
        lazy_gettext("How do families get in?"), choices=choices([*translated(ACCESS_LABELS), NOT_STATED])
    )
    cost = OneOf(lazy_gettext("What does it cost?"), choices=choices([*translated(COST_LABELS), NOT_STATED]))
    cost_note = TextInput(
        lazy_gettext("More about the cost and reductions"),
        limit=300,
        description=lazy_gettext("For example: half the price with a family pass"),
    )
    on_site = _answer(lazy_gettext("On site"))
    home_visit = _answer(lazy_gettext("Comes to the home"))
    by_phone = _answer(lazy_gettext("By phone"))
    online = _answer(lazy_gettext("Online"))
    anonymous_possible = _answer(lazy_gettext("Possible without a name"))
    childcare = _answer(lazy_gettext("Childcare on site"))


class StaffPart:
    """What only professionals see."""

    professional_contact = TextInput(lazy_gettext("Contact person for professionals"), limit=300)
    professional_phone = TextInput(lazy_gettext("Phone for professionals"), limit=300)
    professional_email = TextInput(lazy_gettext("E-mail for professionals"), limit=300)


class TextPart:
    """The same in easy language; the other languages are added by their codes."""

    easy_text = LongText(
        lazy_gettext("Description in easy language (Leichte Sprache)"),
        description=lazy_gettext("Short sentences, one thought in each"),
    )


class SourcePart:
    """How far the entry can be relied on."""

    checked_on = Day(lazy_gettext("Last checked on"))
    source = TextInput(
        lazy_gettext("Where this comes from"),
        limit=300,
        description=lazy_gettext("For example: phone call, flyer, web site"),
    )
    valid_until = Day(
        lazy_gettext("Valid until"), description=lazy_gettext("After this day the entry asks to be checked.")
    )


PARTS: dict[str, tuple[str, ...]] = {
    "contact": (
        "alert", "phone", "email", "website", "hours", "hours_note", "how_to_apply",
    ),
    "where": ("protected_address", "locations"),
    "people": (
        "min_weeks", "max_weeks", "min_months", "max_months", "area_level", "residence_required",
        "target_groups", "excluded_groups", "insurance_required",
    ),
    "way": (
        "languages", "interpreter", "access", "cost", "cost_note", "on_site", "home_visit", "by_phone",
        "online", "anonymous_possible", "childcare",
    ),
    "staff": ("professional_contact", "professional_phone", "professional_email"),
    "source": ("checked_on", "source", "valid_until"),
}  # fmt: skip
"""The parts of the page that open on demand, with the fields of which they tell how many are stated."""

"""Fields of an entry and what stands in them, in words for people who never saw a database."""

from collections.abc import Mapping
from datetime import date

from lotsen.directory.domain import (
    ACCESS_LABELS,
    ACCESSIBILITY_LABELS,
    CAPACITY_LABELS,
    COST_LABELS,
    STATUS_LABELS,
    Accessibility,
    AccessRoute,
    AreaLevel,
    Capacity,
    Cost,
    ObjectKind,
    ServiceStatus,
)
from lotsen.directory.hours import sort_out
from lotsen.directory.wording import hours_line
from lotsen.kernel import gettext_noop
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_date, format_number, gettext, listed

FIELD_LABELS: dict[str, str] = {
    "organization_id": gettext_noop("Organization"),
    "service_type": gettext_noop("Type of service"),
    "term_id": gettext_noop("Own type of the municipality"),
    "name": gettext_noop("Name"),
    "alternate_name": gettext_noop("Also known as"),
    "description": gettext_noop("Description"),
    "status": gettext_noop("State of the entry"),
    "phone": gettext_noop("Phone for families"),
    "email": gettext_noop("E-mail for families"),
    "website": gettext_noop("Web site"),
    "professional_phone": gettext_noop("Phone for professionals"),
    "professional_email": gettext_noop("E-mail for professionals"),
    "professional_contact": gettext_noop("Whom professionals ask for"),
    "opening_hours": gettext_noop("Opening hours"),
    "hours_note": gettext_noop("More about the opening hours"),
    "how_to_apply": gettext_noop("How to apply"),
    "alert": gettext_noop("Notice for all readers"),
    "easy_text": gettext_noop("Description in easy language"),
    "translations": gettext_noop("Texts in other languages"),
    "needs": gettext_noop("Helps with"),
    "min_weeks": gettext_noop("From week of pregnancy"),
    "max_weeks": gettext_noop("Up to week of pregnancy"),
    "min_months": gettext_noop("From age of the child in months"),
    "max_months": gettext_noop("Up to age of the child in months"),
    "area_level": gettext_noop("Area served"),
    "area_codes": gettext_noop("Places it serves"),
    "radius_km": gettext_noop("Kilometres around"),
    "residence_required": gettext_noop("Only for people who live there"),
    "languages": gettext_noop("Languages"),
    "interpreter": gettext_noop("With interpreters"),
    "home_visit": gettext_noop("Comes to the home"),
    "on_site": gettext_noop("On site"),
    "by_phone": gettext_noop("By phone"),
    "online": gettext_noop("Online"),
    "access": gettext_noop("How families get in"),
    "cost": gettext_noop("Cost"),
    "cost_note": gettext_noop("More about the cost"),
    "insurance_required": gettext_noop("Health insurance needed"),
    "target_groups": gettext_noop("Meant for"),
    "excluded_groups": gettext_noop("Not meant for"),
    "anonymous_possible": gettext_noop("Possible without a name"),
    "childcare": gettext_noop("Childcare on site"),
    "protected_address": gettext_noop("Protected address"),
    "location_ids": gettext_noop("Locations"),
    "location_parts": gettext_noop("More about the locations"),
    "capacity": gettext_noop("Places available"),
    "waiting_weeks": gettext_noop("Weeks to wait, about"),
    "capacity_checked_on": gettext_noop("Places asked about on"),
    "capacity_source": gettext_noop("Who says so?"),
    "checked_on": gettext_noop("Entry checked on"),
    "valid_until": gettext_noop("Valid until"),
    "source": gettext_noop("Where the entry comes from"),
    "parts": gettext_noop("Further details"),
}
"""Every field of an entry; a test holds this against the entry itself."""

ORGANIZATION_LABELS: dict[str, str] = {
    "phone": gettext_noop("Phone"),
    "email": gettext_noop("E-mail"),
}
"""Fields that an organization shares with a service, and calls otherwise."""

PLACE_LABELS: dict[str, str] = {
    "street": gettext_noop("Street and number"),
    "postcode": gettext_noop("Postcode"),
    "city": gettext_noop("Town"),
    "district": gettext_noop("District"),
    "latitude": gettext_noop("Latitude"),
    "longitude": gettext_noop("Longitude"),
    "wheelchair": gettext_noop("Accessible by wheelchair"),
    "accessibility": gettext_noop("Barrier-free in detail"),
    "access_note": gettext_noop("More about access"),
    "transportation": gettext_noop("How to get there"),
}
"""Every field that only a location has; a test holds this against the entry itself."""

_AREAS = {
    AreaLevel.POSTCODE.value: gettext_noop("Postcodes"),
    AreaLevel.MUNICIPALITY.value: gettext_noop("Municipalities"),
    AreaLevel.DISTRICT.value: gettext_noop("Districts"),
    AreaLevel.KREIS.value: gettext_noop("Whole counties"),
    AreaLevel.RADIUS.value: gettext_noop("A radius around it"),
    AreaLevel.COUNTRY.value: gettext_noop("Everywhere"),
}
_WORDS: dict[str, Mapping[str, str]] = {
    "status": {ServiceStatus(kind).value: label for kind, label in STATUS_LABELS.items()},
    "access": {AccessRoute(kind).value: label for kind, label in ACCESS_LABELS.items()},
    "cost": {Cost(kind).value: label for kind, label in COST_LABELS.items()},
    "capacity": {Capacity(kind).value: label for kind, label in CAPACITY_LABELS.items()},
    "area_level": _AREAS,
    "accessibility": {Accessibility(kind).value: label for kind, label in ACCESSIBILITY_LABELS.items()},
}
_LISTS = {
    "needs": "needs",
    "languages": "languages",
    "target_groups": "target_groups",
    "excluded_groups": "target_groups",
}
_DAYS = frozenset({"capacity_checked_on", "checked_on", "valid_until"})


def field_label(name: str, kind: ObjectKind = ObjectKind.SERVICE) -> str:
    """Return what a field of a service, an organization or a location is called."""
    own = ORGANIZATION_LABELS if kind is ObjectKind.ORGANIZATION else {}
    return gettext((FIELD_LABELS | PLACE_LABELS | own)[name])


def value_words(name: str, value: object, names: Mapping[str, str]) -> str:
    """Put what stands in a field into words; `names` holds organizations and places by id or code."""
    if value is None or value == [] or value == {}:
        return gettext("not stated")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, list):
        return listed(_item(name, str(item), names) for item in value)
    if isinstance(value, dict):
        return listed(_item(name, str(key), names) for key in value)
    return _item(name, str(value), names)


def _item(name: str, code: str, names: Mapping[str, str]) -> str:
    language = current_language()
    if name in _WORDS and code in _WORDS[name]:
        return gettext(_WORDS[name][code])
    if name == "service_type" and code in vocabulary().service_types:
        return vocabulary().service_types[code].label.get(language)
    if name in _LISTS:
        known = getattr(vocabulary(), _LISTS[name])
        return str(known[code].label.get(language)) if code in known else code
    if name == "opening_hours":
        opening = sort_out(code)
        return hours_line(opening.hours) if opening.hours else opening.note
    if name in _DAYS:
        return format_date(date.fromisoformat(code))
    return names.get(code, code)

"""The window in words: what an entry says in the family's language, and our own plain words around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel import Locale
from babel.lists import format_list

from lotsen.directory.actions import ServiceSheet
from lotsen.directory.domain import RADII, AccessRoute, Capacity, Cost
from lotsen.directory.hours import sort_out
from lotsen.directory.tables import Service
from lotsen.directory.wording import hours_view
from lotsen.kernel import gettext_noop
from lotsen.terms import vocabulary
from lotsen.web.i18n import EASY_LANGUAGE, current_language, gettext, isolate, locale
from lotsen.window.domain import Aspect, Price, Wish

GERMAN = "de"

COST_LABELS: dict[Cost, str] = {
    Cost.FREE: gettext_noop("It costs nothing."),
    Cost.REDUCED: gettext_noop("It costs a little. Those who have little money pay less."),
    Cost.FEE: gettext_noop("It costs money."),
    Cost.INSURANCE: gettext_noop("The health insurance pays."),
}
ACCESS_LABELS: dict[AccessRoute, str] = {
    AccessRoute.OPEN: gettext_noop("Just go there, or call."),
    AccessRoute.APPOINTMENT: gettext_noop("Call first and arrange an appointment."),
    AccessRoute.APPLICATION: gettext_noop("You have to apply for it. Call and ask how."),
    AccessRoute.PRESCRIPTION: gettext_noop("You need a paper from your doctor. Ask at the practice."),
    AccessRoute.FAMILY_OFFICE_ONLY: gettext_noop("The family office helps you to get it. Call there."),
}
CAPACITY_LABELS: dict[Capacity, str] = {
    Capacity.FREE: gettext_noop("There is room now."),
    Capacity.WAITING_LIST: gettext_noop("You have to wait for a place."),
    Capacity.CLOSED: gettext_noop("Nobody can be taken at present."),
}
ASPECT_LABELS: dict[Aspect, str] = {
    Aspect.WORDS: gettext_noop("your words"),
    Aspect.SITUATION: gettext_noop("the subject"),
    Aspect.PLACE: gettext_noop("the place"),
    Aspect.LANGUAGE: gettext_noop("the language"),
    Aspect.HOME_VISIT: gettext_noop("visits at home"),
    Aspect.PRICE: gettext_noop("the cost"),
    Aspect.ROOM: gettext_noop("free places"),
    Aspect.OPEN: gettext_noop("open now"),
    Aspect.DISTANCE: gettext_noop("the distance"),
    Aspect.OPEN_ACCESS: gettext_noop("without an appointment"),
    Aspect.BY_PHONE: gettext_noop("by phone"),
    Aspect.ONLINE: gettext_noop("over the internet"),
    Aspect.ANONYMOUS: gettext_noop("without a name"),
    Aspect.BARRIER_FREE: gettext_noop("accessible by wheelchair"),
}
READ_LABELS: dict[str, str] = {
    "home_visit": gettext_noop("visits at home"),
    "free": gettext_noop("no cost"),
    "insurance": gettext_noop("paid by the health insurance"),
    "room": gettext_noop("free places"),
    **{
        str(aspect): ASPECT_LABELS[aspect]
        for aspect in (
            Aspect.OPEN,
            Aspect.OPEN_ACCESS,
            Aspect.BY_PHONE,
            Aspect.ONLINE,
            Aspect.ANONYMOUS,
            Aspect.BARRIER_FREE,
        )
    },
}
PRICE_LABELS: dict[Price, str] = {
    Price.NOTHING: gettext_noop("It should cost nothing"),
    Price.LITTLE: gettext_noop("It may cost a little"),
}


@dataclass(frozen=True)
class Words:
    """A text and the language it is in; an empty one is nothing."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """Which way it runs, as the `dir` attribute wants it."""
        return Locale.parse(self.language.partition("-")[0]).text_direction

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the page."""
        return self.language != current_language()

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Opening:
    """When somebody is there: a sentence about now where it is known, and the times; remarks are German."""

    now: str
    times: tuple[Words, ...]


def name_of(service: Service) -> Words:
    """Return a service's name in the reader's language, else in German."""
    return _translated(service, "name") or Words(service.name, GERMAN)


def about(service: Service) -> Words:
    """Return what a service says of itself: in easy language where that is read, else German."""
    if current_language() == EASY_LANGUAGE and service.easy_text:
        return Words(service.easy_text, EASY_LANGUAGE)
    return _translated(service, "description") or Words(service.description or "", GERMAN)


def kind_of(service: Service) -> Words:
    """Return what kind of support it is, in the reader's language, where the entry says nothing in it."""
    label, here = vocabulary().service_types[service.service_type].label, current_language()
    return Words(label[here] if about(service).is_foreign and here in label else "", here)


def harder(words: Words) -> str:
    """Return what is said before a text that is in other words than the page; nothing where it is not."""
    if not words or not words.is_foreign:
        return ""
    if current_language() == EASY_LANGUAGE:
        return gettext("This text is in harder language. The people there explain it to you. Just ask.")
    return gettext("This text is there in German only. The people there explain it to you. Just ask.")


def german_only() -> str:
    """Return the word before a short German remark, on a page that is in other words."""
    match current_language():
        case "de":
            return ""
        case code if code == EASY_LANGUAGE:
            return gettext("In harder language:")
        case _:
            return gettext("In German:")


def wishes_line(wishes: frozenset[str], language: str | None = None) -> str:
    """Name wishes, and a language, that were read out of the words, in one line."""
    names = [gettext(label) for name, label in READ_LABELS.items() if name in wishes]
    names += [locale().languages.get(language, language)] if language else []
    return str(format_list(names, locale=locale()))


def german_name(service: Service) -> str:
    """Return the name to ask for at the door, where the page shows another one."""
    return service.name if name_of(service).text != service.name else ""


def opening_of(service: Service, at: datetime) -> Opening:
    """Return when a service is open, at a moment."""
    text, note = sort_out(service.opening_hours or "", service.hours_note or "")
    view = hours_view(text, None, at)
    here = current_language()
    lines = [f"{days}: {times}" if days else times for days, times in view.rows]
    times = [Words(line, here) for line in (*lines, *view.remarks)]
    return Opening(view.now if view else "", (*times, *([Words(note, GERMAN)] if note else ())))


def language_line(codes: list[str]) -> str:
    """Name languages in the reader's language, by alphabet, in one line."""
    known = locale().languages
    names = sorted(known.get(code, code) for code in codes if code != "und")
    return str(format_list(names, locale=locale()))


def language_choices() -> list[tuple[str, str]]:
    """Return (code, name) of the languages a family can ask for."""
    known = locale().languages
    codes = [code for code in vocabulary().languages if code != "und"]
    return sorted(((code, known.get(code, code)) for code in codes), key=lambda one: one[1].casefold())


def distance_choices() -> list[tuple[str, str]]:
    """Return (kilometres, words) of the distances a family can ask for."""
    return [(str(km), gettext("up to %(km)s km", km=km)) for km in RADII]


def chosen(wish: Wish, districts: Sequence[tuple[str, str]]) -> str:
    """Say in one line which points of a wish the folded part of the form holds, if any."""
    km = wish.radius_km
    points = (
        isolate(wish.postcode) if wish.postcode else "",
        gettext("up to %(km)s km", km=isolate(str(km))) if km else "",
        dict(districts).get(wish.district, ""),
        locale().languages.get(wish.language, wish.language),
        gettext(PRICE_LABELS[wish.price]) if wish.price else "",
        gettext(ASPECT_LABELS[Aspect.HOME_VISIT]) if wish.home_visit else "",
        gettext(ASPECT_LABELS[Aspect.ROOM]) if wish.room else "",
        gettext(ASPECT_LABELS[Aspect.OPEN]) if wish.open_now else "",
    )
    return " · ".join(filter(None, points))


def aspect_names(points: tuple[Aspect, ...]) -> str:
    """Name points of a wish in one line."""
    names = [gettext(ASPECT_LABELS[point]) for point in points]
    return str(format_list(names, locale=locale()))


def phone_of(sheet: ServiceSheet) -> str:
    """Return the number for families; of what only the family office opens, none."""
    if sheet.service.access is AccessRoute.FAMILY_OFFICE_ONLY:
        return ""
    return sheet.service.phone or sheet.organization.phone or ""


def _translated(service: Service, field: str) -> Words | None:
    told = (service.translations or {}).get(current_language(), {})
    return Words(told[field], current_language()) if told.get(field) else None

"""The directory on paper: an extract for days without a network, by district and type, as a PDF."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import unescape
from pathlib import Path

from flask import Response, get_template_attribute

from lotsen.directory.actions import ServiceSheet
from lotsen.directory.domain import ACCESS_LABELS, CAPACITY_LABELS, COST_LABELS
from lotsen.directory.tables import Location, Service
from lotsen.directory.wording import hours_view
from lotsen.kernel import LOCAL_ZONE
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_date, gettext, isolate, listed, ngettext
from lotsen.web.pdf import pdf_answer, render_pdf

_PAPER = Path(__file__).parent / "papers" / "extract.typ"


def extract(
    sheets: Iterable[ServiceSheet], districts: Mapping[str, str], filters: Iterable[str], at: datetime
) -> Response:
    """Print services; of a protected address no location was even read, so none can be printed."""
    today = format_date(at.astimezone(LOCAL_ZONE).date())
    asked = listed(filters)
    about = [gettext("As of %(day)s. Free places may have changed since.", day=isolate(today))]
    if asked:
        about.append(gettext("Chosen: %(filters)s", filters=asked))
    data = {
        "title": gettext("List of services"),
        "about": about,
        "footer": gettext("As of %(day)s", day=isolate(today)),
        "nothing": gettext("Nothing was found. Try fewer words or other filters."),
        "labels": {
            "window": gettext("For:"),
            "hours": gettext("Open:"),
            "languages": gettext("Languages:"),
            "places": gettext("Places:"),
            "way": gettext("How it works:"),
            "checked": gettext("Checked:"),
        },
        "districts": _by_district(list(sheets), districts, at),
    }
    return pdf_answer(render_pdf(_PAPER, data), "services")


def _by_district(
    sheets: list[ServiceSheet], districts: Mapping[str, str], at: datetime
) -> list[dict[str, object]]:
    """Put every service under the district of its main location; the rest stands at the end."""
    language, kinds = current_language(), vocabulary().service_types
    grouped: dict[str, dict[str, list[dict[str, object]]]] = {}
    for sheet in sheets:
        place = sheet.locations[0].district if sheet.locations else None
        name = districts.get(place or "", place or "")
        types = grouped.setdefault(name, {})
        types.setdefault(kinds[sheet.service.service_type].label.get(language), []).append(
            _service(sheet, at)
        )
    return [
        {
            "name": name or gettext("Everywhere, or without a place that is shown"),
            "types": [{"name": kind, "services": services} for kind, services in types.items()],
        }
        for name, types in sorted(grouped.items(), key=lambda item: (not item[0], item[0]))
    ]


def _service(sheet: ServiceSheet, at: datetime) -> dict[str, object]:
    service = sheet.service
    hours = hours_view(service.opening_hours, service.hours_note, at)
    return {
        "name": isolate(service.name),
        "organization": isolate(sheet.organization.name),
        "addresses": [_address(location) for location in sheet.locations],
        "warning": gettext("The address is protected.") if service.protected_address else "",
        "phone": isolate(service.phone or sheet.organization.phone or ""),
        "hours": hours.line,
        "languages": _languages(service),
        "places": _places(service),
        "window": _window(service),
        "way": _way(service),
        "checked": isolate(format_date(service.checked_on)) if service.checked_on else "",
    }


def _address(location: Location) -> str:
    address = location.address.replace(f"{location.postcode} ", f"{location.postcode}\u00a0")
    return isolate(", ".join(filter(None, (location.name, address))))


def _languages(service: Service) -> str:
    known, language = vocabulary().languages, current_language()
    spoken = [known[code].label.get(language) if code in known else code for code in service.languages]
    if service.interpreter:
        spoken.append(gettext("with interpreters"))
    return listed(spoken) or gettext("not stated")


def _places(service: Service) -> str:
    if service.capacity is None:
        return gettext("Places: please ask").partition(":")[2].strip()
    if service.waiting_weeks:
        said = ngettext(
            "Waiting list, about %(num)s week", "Waiting list, about %(num)s weeks", service.waiting_weeks
        )
    else:
        said = gettext(CAPACITY_LABELS[service.capacity])
    if service.capacity_checked_on is None:
        return said
    return f"{said}, " + gettext("as of %(day)s", day=isolate(format_date(service.capacity_checked_on)))


def _way(service: Service) -> str:
    """Say how families get in, what it costs, and whether somebody comes to the home."""
    said = [gettext("comes to the home")] if service.home_visit else []
    if service.access is not None:
        said.append(gettext(ACCESS_LABELS[service.access]))
    if service.cost is not None:
        said.append(gettext(COST_LABELS[service.cost]))
    return " · ".join(said)


def _window(service: Service) -> str:
    """Say whom a service is for in the words of its page."""
    words = get_template_attribute("directory/_fit.html", "window")(service)
    return " ".join(unescape(words).split())

"""The columns of the flat list: heading, the field of an entry it holds, how it is read and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from lotsen.directory.domain import (
    Accessibility,
    AccessRoute,
    AreaLevel,
    Capacity,
    Cost,
    ServiceStatus,
)
from lotsen.directory.flat.words import fold
from lotsen.terms import vocabulary

Words = Callable[[], Mapping[str, str]]
"""Gives the German word of each code."""
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}|[0-9]{2})")
_OTHER_WORDS = {
    "kostenlos": "kostenfrei",
    "aufnahmestopp": "kein Platz",
    "voll": "kein Platz",
    "ohne anmeldung": "offen",
}
"""What people write for a word of the lists, folded."""
_POSTCODE_DIGITS = 5


@dataclass(frozen=True)
class Column:
    """One column. `part` is the entry it belongs to; reading raises ValueError where a cell says nothing."""

    heading: str
    part: str
    field: str
    help: str
    example: str = ""
    read: Callable[[str], Any] = str.strip
    write: Callable[[Any], str] = str


def _yes(cell: str) -> bool:
    word = fold(cell.strip())
    if word in ("ja", "j", "x", "yes", "true", "1"):
        return True
    if word in ("nein", "n", "no", "false", "0"):
        return False
    raise ValueError(f"“{cell.strip()[:40]}” is neither “ja” nor “nein”")


def _whole(cell: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", cell.strip()):
        raise ValueError(f"“{cell.strip()[:40]}” is no whole number")
    return int(cell)


def _degrees(cell: str) -> float:
    text = cell.strip().replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,20})?(e-[0-9]{1,2})?", text):
        raise ValueError("a number of degrees is expected, such as 50.9375")
    return float(text)


def _day(cell: str) -> date:
    text = cell.strip()[:10]
    german = _GERMAN_DAY.fullmatch(text)
    try:
        if german is None:
            return date.fromisoformat(text)
        century = "20" if len(german[3]) == len("26") else ""
        return date(int(century + german[3]), int(german[2]), int(german[1]))
    except ValueError:
        raise ValueError(f"“{cell.strip()[:40]}” is no date such as 31.12.2026") from None


def _postcode(cell: str) -> str:
    """Read a postcode; a spreadsheet takes the zero off the front of those of the east."""
    text = cell.strip()
    if not re.fullmatch(r"[0-9]{4,5}", text):
        raise ValueError("a postcode of five digits is expected")
    return text.zfill(_POSTCODE_DIGITS)


def _code(words: Words) -> Callable[[str], str]:
    def read(cell: str) -> str:
        text = cell.strip()
        known = _by_word(words)
        for candidate in (_OTHER_WORDS.get(fold(text), text), text.split(" ", 1)[0]):
            if fold(candidate) in known:
                return known[fold(candidate)]
        raise ValueError(f"“{text[:40]}” is none of: {', '.join(words().values())}"[:600])

    return read


def _type(cell: str) -> str:
    """Read a type of service: its code, its name, or both."""
    text = cell.strip()
    known = _type_by_word()
    for candidate in (text, text.split(" ", 1)[0]):
        if fold(candidate) in known:
            return known[fold(candidate)]
    cause = f"“{text[:80]}” is no type of ours: not sorted yet; “lotsen directory template” names the types"
    raise ValueError(cause)


@cache
def _type_by_word() -> dict[str, str]:
    names = {fold(kind.label.get("de")): code for code, kind in vocabulary().service_types.items()}
    return names | _by_word(_types)


def _codes(words: Words | None) -> Callable[[str], frozenset[str]]:
    def read(cell: str) -> frozenset[str]:
        signs = r"[,;\n]" if words is None else r"[,;/\n]"
        found = [one.strip() for one in re.split(signs, cell) if one.strip()]
        return frozenset(found if words is None else map(_code(words), found))

    return read


def _said(words: Words) -> Callable[[Any], str]:
    return lambda value: words()[str(value)]


def _listed(words: Words | None) -> Callable[[Any], str]:
    return lambda values: ", ".join(
        sorted(str(one) if words is None else words()[str(one)] for one in values)
    )


@cache
def _by_word(words: Words) -> dict[str, str]:
    return {fold(word): code for code, word in words().items()} | {fold(code): code for code in words()}


def _german(kind: type[StrEnum], *words: str) -> Words:
    pairs = dict(zip((str(one) for one in kind), words, strict=True))
    return lambda: pairs


@cache
def _types() -> Mapping[str, str]:
    return {code: f"{code} {kind.label.get('de')}" for code, kind in vocabulary().service_types.items()}


@cache
def _needs() -> Mapping[str, str]:
    return {code: code for code in vocabulary().needs}


@cache
def _languages() -> Mapping[str, str]:
    return {code: language.label.get("de") for code, language in vocabulary().languages.items()}


@cache
def _groups() -> Mapping[str, str]:
    return {code: group.label.get("de") for code, group in vocabulary().target_groups.items()}


_STATUS = _german(ServiceStatus, "aktiv", "ruht", "beendet", "vorübergehend geschlossen")
_ACCESS = _german(
    AccessRoute, "offen", "nach Termin", "auf Antrag", "auf Verordnung", "nur über das Familienbüro"
)
_COST = _german(Cost, "kostenfrei", "ermäßigt", "kostenpflichtig", "Krankenkasse")
_CAPACITY = _german(Capacity, "frei", "Warteliste", "kein Platz")
_LEVEL = _german(AreaLevel, "Postleitzahl", "Gemeinde", "Sozialraum", "Kreis", "Umkreis", "Deutschland")
_BARRIER = _german(
    Accessibility,
    "stufenlos",
    "Aufzug",
    "Rollstuhl-WC",
    "Behindertenparkplatz",
    "Kinderwagen",
    "Induktionsschleife",
    "Gebärdensprache",
    "Leitsystem",
    "Leichte Sprache",
    "ruhiger Raum",
)


def _text(heading: str, part: str, field: str, help_: str, example: str = "") -> Column:
    return Column(heading, part, field, help_, example)


def _flag(heading: str, part: str, field: str, help_: str, example: str = "") -> Column:
    return Column(heading, part, field, help_, example, _yes, lambda value: "ja" if value else "nein")


def _number(heading: str, field: str, help_: str, example: str = "") -> Column:
    return Column(heading, "service", field, help_, example, _whole)


def _date(heading: str, field: str, help_: str, example: str = "") -> Column:
    return Column(heading, "service", field, help_, example, _day, lambda value: f"{value:%d.%m.%Y}")


def _word(heading: str, field: str, words: Words, kind: Callable[[str], Any], example: str = "") -> Column:
    read = _code(words)
    help_ = "eines von: " + ", ".join(words().values())
    return Column(heading, "service", field, help_, example, lambda cell: kind(read(cell)), _said(words))


def _list(
    heading: str, part: str, field: str, help_: str, example: str = "", words: Words | None = None
) -> Column:
    return Column(heading, part, field, help_, example, _codes(words), _listed(words))


_S, _O, _L = "service", "organization", "location"
_ID = "leer lassen oder die eigene, bleibende Kennung; an ihr wird der Eintrag beim nächsten Mal erkannt"
_YES = "ja oder nein; leer heißt: nicht bekannt"
TYPE_HEADING = "Art"
REST = "Weitere Angaben (nicht ändern)"
MORE = "Weitere Standorte"

COLUMNS: tuple[Column, ...] = (
    _text("Angebot", _S, "name", "Name des Angebots, Pflicht", "Elterncafé Südstadt"),
    replace(_word(TYPE_HEADING, "service_type", _types, str, "D1"), read=_type),
    _text("Träger", _O, "name", "Name des Trägers, Pflicht", "Familienverein Musterstadt e. V."),
    _text("Beschreibung", _S, "description", "in ganzen Sätzen", "Offener Treff mit Frühstück."),
    _word("Status", "status", _STATUS, ServiceStatus, "aktiv"),
    _text("Telefon", _S, "phone", "mit Vorwahl", "+49 221 0000000"),
    _text("E-Mail", _S, "email", "für Familien", "cafe@verein.example"),
    _text("Internet", _S, "website", "vollständig, mit https://", "https://verein.example/cafe"),
    _text("Standort", _L, "name", "Name des Ortes", "Haus der Familie"),
    _text("Straße und Hausnummer", _L, "street", "", "Musterstraße 1"),
    Column("PLZ", _L, "postcode", "fünf Ziffern", "50667", _postcode),
    _text("Ort", _L, "city", "", "Musterstadt"),
    _text("Sozialraum", _L, "district", "Kürzel aus der Ortsliste"),
    _text("Öffnungszeiten", _S, "opening_hours", "wie in OpenStreetMap", "Mo-Fr 09:00-12:00"),
    _text("Hinweis zu den Zeiten", _S, "hours_note", "was sonst dazu zu sagen ist", "nicht in den Ferien"),
    _list("Bedarfe", _S, "needs", "Kürzel der Bedarfe; leer: die der Art", "", _needs),
    _number("Ab Schwangerschaftswoche", "min_weeks", "0 bis 45"),
    _number("Bis Schwangerschaftswoche", "max_weeks", "0 bis 45"),
    _number("Ab Monat", "min_months", "Alter des Kindes in vollendeten Monaten", "0"),
    _number("Bis Monat", "max_months", "einschließlich; „unter drei Jahren“ ist 35", "35"),
    _word("Einzugsgebiet nach", "area_level", _LEVEL, AreaLevel, "Postleitzahl"),
    _list("Einzugsgebiet", _S, "area_codes", "mit Komma getrennt", "50667, 50668"),
    _number("Umkreis in km", "radius_km", "nur bei „Umkreis“"),
    _flag("Wohnsitz nötig", _S, "residence_required", _YES),
    _list("Sprachen", _S, "languages", "mit Komma getrennt", "Deutsch, Türkisch", _languages),
    _flag("Sprachmittlung", _S, "interpreter", _YES),
    _flag("Hausbesuch", _S, "home_visit", _YES, "nein"),
    _flag("Vor Ort", _S, "on_site", _YES, "ja"),
    _flag("Am Telefon", _S, "by_phone", _YES),
    _flag("Online", _S, "online", _YES),
    _word("Zugang", "access", _ACCESS, AccessRoute, "offen"),
    _text("Anmeldung", _S, "how_to_apply", "was eine Familie tun muss", "Einfach kommen."),
    _word("Kosten", "cost", _COST, Cost, "kostenfrei"),
    _text("Hinweis zu den Kosten", _S, "cost_note", ""),
    _flag("Krankenversicherung nötig", _S, "insurance_required", _YES),
    _list("Zielgruppen", _S, "target_groups", "mit Komma getrennt", "", _groups),
    _list("Nicht für", _S, "excluded_groups", "mit Komma getrennt", "", _groups),
    _flag("Anonym möglich", _S, "anonymous_possible", _YES),
    _flag("Kinderbetreuung", _S, "childcare", _YES),
    _word("Freie Plätze", "capacity", _CAPACITY, Capacity, "frei"),
    _number("Wartezeit in Wochen", "waiting_weeks", "nur bei „Warteliste“"),
    _date("Stand der Plätze", "capacity_checked_on", "Datum", "15.11.2026"),
    _text("Quelle der Plätze", _S, "capacity_source", "wer es gesagt hat"),
    _text("Telefon für Fachkräfte", _S, "professional_phone", "wird Familien nicht gezeigt"),
    _text("E-Mail für Fachkräfte", _S, "professional_email", "wird Familien nicht gezeigt"),
    _text("Ansprechperson für Fachkräfte", _S, "professional_contact", "wird Familien nicht gezeigt"),
    _text("Aktueller Hinweis", _S, "alert", "was vorübergehend gilt"),
    _text("Text in Leichter Sprache", _S, "easy_text", ""),
    _text("Anderer Name", _S, "alternate_name", ""),
    _flag("Anschrift geschützt", _S, "protected_address", "bei „ja“ wird keine Anschrift gespeichert"),
    _date("Geprüft am", "checked_on", "Datum der letzten Prüfung", "15.11.2026"),
    _date("Gültig bis", "valid_until", "Datum, ab dem neu zu prüfen ist"),
    _text("Quelle", _S, "source", "woher der Eintrag kommt"),
    _text("Beschreibung des Trägers", _O, "description", ""),
    _text("Telefon des Trägers", _O, "phone", ""),
    _text("E-Mail des Trägers", _O, "email", ""),
    _text("Internet des Trägers", _O, "website", "vollständig, mit https://"),
    _text("Anderer Name des Trägers", _O, "alternate_name", ""),
    Column("Breite", _L, "latitude", "Grad, mit Punkt", "50.9375", _degrees, repr),
    Column("Länge", _L, "longitude", "Grad, mit Punkt", "6.9603", _degrees, repr),
    _flag("Rollstuhlgerecht", _L, "wheelchair", _YES),
    _list("Barrierefreiheit", _L, "accessibility", ", ".join(_BARRIER().values()), "",
          _BARRIER),
    _text("Hinweis zum Zugang", _L, "access_note", ""),
    _text("Anfahrt", _L, "transportation", ""),
    _text("Kennung", _S, "id", _ID),
    _text("Kennung des Trägers", _O, "id", _ID),
    _text("Kennung des Standorts", _L, "id", _ID),
)  # fmt: skip
HEADINGS: tuple[str, ...] = (*(one.heading for one in COLUMNS), MORE, REST)
EXAMPLE: Mapping[str, str] = {one.heading: one.example for one in COLUMNS if one.example}
BY_HEADING: Mapping[str, Column] = {fold(one.heading): one for one in COLUMNS}

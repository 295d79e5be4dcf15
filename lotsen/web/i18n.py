"""Languages, plain Babel: which one a reader gets, how texts, dates and numbers are written in it.

One request can hold more than one language (a German staff page with a part for the family):
`in_language("en")` changes it for a block. Message ids are %-formats everywhere, so a percent sign is `%%`.
"""

import gettext as gettext_module
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import cast

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy
from flask import Flask, current_app, g, has_request_context, request
from markupsafe import Markup, escape

from lotsen.kernel import LOCAL_ZONE, LotsenError, Reason
from lotsen.web.i18n_catalogues import po_path
from lotsen.web.i18n_pseudo import PSEUDO_LANGUAGE, PseudoTranslations

DEFAULT_LANGUAGE = "de"
LANGUAGES = {"de": "Deutsch", "en": "English", "ar": "العربية"}
FAMILY_LANGUAGES = LANGUAGES | {"tr": "Türkçe", "uk": "Українська"}
"""What pages for families speak; the catalogues of the last two hold the texts for families only."""

EASY_LANGUAGE = "de-simple"
"""Leichte Sprache, under the subtag that BCP 47 has for it; what is not written in it is said in German."""

WINDOW_LANGUAGES = {"de": "Deutsch", EASY_LANGUAGE: "Leichte Sprache", **FAMILY_LANGUAGES}
"""What the public window speaks; the language of a page there stands in its address."""

_LOCALES = {
    "de": "de_DE",
    EASY_LANGUAGE: "de_DE",
    "en": "en_GB",
    "tr": "tr_TR",
    "uk": "uk_UA",
    PSEUDO_LANGUAGE: "ar",
}
_forced: ContextVar[str | None] = ContextVar("lotsen_language", default=None)
LanguageChooser = Callable[[], str | None]


def available_languages() -> dict[str, str]:
    """Return code → own name of the languages offered here; the pseudo-language only where switched on."""
    extra: dict[str, str] = current_app.extensions["lotsen.i18n"]["extra"]
    return LANGUAGES | extra


def family_languages() -> dict[str, str]:
    """Return code → own name of the languages that the pages for families speak."""
    extra: dict[str, str] = current_app.extensions["lotsen.i18n"]["extra"]
    return FAMILY_LANGUAGES | extra


def choose_language(app: Flask, chooser: LanguageChooser) -> None:
    """Let `chooser` (the session) decide first; it may answer None."""
    app.extensions["lotsen.i18n"]["chooser"] = chooser


def current_language() -> str:
    """Return the language of this block, else of this request, else German."""
    forced = _forced.get()
    if forced is not None:
        return forced
    if not has_request_context():
        return DEFAULT_LANGUAGE
    if "language" not in g:
        g.language = _choose()
    return cast("str", g.language)


def _choose() -> str:
    offered = available_languages()
    chooser: LanguageChooser | None = current_app.extensions["lotsen.i18n"]["chooser"]
    wish = chooser() if chooser is not None else None
    wishes = [wish or "", *(code for code, weight in request.accept_languages if weight > 0)]
    known = {code.lower(): code for code in offered}
    for code in wishes:
        found = known.get(code.lower()) or known.get(code.lower().partition("-")[0])
        if found:
            return found
    return DEFAULT_LANGUAGE


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak another language inside this block."""
    token = _forced.set(code)
    try:
        yield
    finally:
        _forced.reset(token)


@cache
def translations_for(language: str) -> gettext_module.NullTranslations:
    """Return the catalogue of a language, read once from its .po file (nothing compiled is stored)."""
    if language == PSEUDO_LANGUAGE:
        return PseudoTranslations()
    compiled = BytesIO()
    with po_path(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.partition("-")[0], abort_invalid=True))
    compiled.seek(0)
    spoken = gettext_module.GNUTranslations(compiled)
    if language == EASY_LANGUAGE:
        spoken.add_fallback(translations_for(DEFAULT_LANGUAGE))
    return spoken


def _here() -> gettext_module.NullTranslations:
    return translations_for(current_language())


def gettext(message: str, **params: object) -> str:
    """Translate a message and fill its %(name)s places."""
    return _here().gettext(message) % params


def ngettext(singular: str, plural: str, num: int, **params: object) -> str:
    """Translate with the right plural form; %(num)s is the number as the language writes it."""
    return _here().ngettext(singular, plural, num) % {"num": format_number(num), **params}


def pgettext(context: str, message: str, **params: object) -> str:
    """Translate a message that means different things in different places."""
    return _here().pgettext(context, message) % params


def lazy_gettext(message: str, **params: object) -> LazyProxy:
    """Translate when the text is shown, for labels that are made at import time."""
    return LazyProxy(gettext, message, enable_cache=False, **params)


def render_error_text(error: LotsenError) -> str:
    """Say an expected refusal in the reader's language."""
    return gettext(error.message, **error.params)


def render_reason(reason: Reason) -> str:
    """Say why something was found, fits or is missing, in the reader's language."""
    return gettext(reason.message, **reason.params)


def locale() -> Locale:
    """Return the Babel locale of the current language (the pseudo-language borrows Arabic's)."""
    return Locale.parse(_LOCALES.get(current_language(), current_language()))


def text_direction() -> str:
    """Return `ltr` or `rtl`, as the `dir` attribute wants it."""
    return locale().text_direction


def format_date(value: date | None, width: str = "medium") -> str:
    """Write a calendar day (24.11.2026); of an instant, its day in Germany.

    Arabic dates come with right-to-left marks between the numbers (CLDR); isolated, as we show dates, the
    numbers would change places, so the marks go.
    """
    if value is None:
        return ""
    day = _local(value) if isinstance(value, datetime) else value
    return dates.format_date(day, width, locale=locale()).replace("\u200f", "")


def format_time(value: datetime | None) -> str:
    """Write the time of day in Germany (14:03)."""
    return "" if value is None else dates.format_time(_local(value), "short", locale=locale())


def format_datetime(value: datetime | None) -> str:
    """Write day and time in Germany (24.11.2026, 14:03)."""
    return "" if value is None else listed((format_date(value), format_time(value)))


_ARABIC_MARKS = {",": "،", ";": "؛"}


def comma(mark: str = ",") -> str:
    """Return what stands between two things told in a row: Arabic has a comma and a semicolon of its own."""
    return f"{_ARABIC_MARKS[mark]} " if locale().language == "ar" else f"{mark} "


def listed(words: Iterable[object], mark: str = ",") -> str:
    """Tell several things in a row, in a cell or behind a colon; markup stays markup.

    In a sentence Babel's `format_list` puts "and" before the last; behind labels that hold an "and"
    themselves ("Money and housing") the comma alone keeps them apart.
    """
    told = list(words)
    is_markup = any(hasattr(word, "__html__") for word in told)
    if is_markup:
        return escape(comma(mark)).join(map(escape, told))
    return comma(mark).join(map(str, told))


def format_number(value: int | float | Decimal | None) -> str:
    """Write a number with the separators of the language (1.234,5)."""
    return "" if value is None else numbers.format_decimal(value, locale=locale())


def decimal_sign() -> str:
    """Return what stands before the decimals in an input: the comma where the language writes one."""
    return "," if numbers.get_decimal_symbol(locale()) == "," else "."


def bdi(value: object, direction: str = "ltr") -> Markup:
    """Isolate a number, phone, address, URL or name: in Arabic text `0123 45670` turns round otherwise."""
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, escape("" if value is None else value))


def isolate(value: object) -> str:
    """Do the same in plain text (mails, PDF data): U+2066 LEFT-TO-RIGHT ISOLATE … U+2069."""
    return f"\u2066{value}\u2069"


def _local(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return value.astimezone(LOCAL_ZONE)


def init_i18n(app: Flask, *, pseudo_language: bool = False) -> None:
    """Give templates the languages of the application."""
    extra = {PSEUDO_LANGUAGE: "\u202ePseudo\u202c"} if pseudo_language else {}
    app.extensions["lotsen.i18n"] = {"extra": extra, "chooser": None}
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension above
        lambda message: _here().gettext(message),
        lambda singular, plural, num: _here().ngettext(singular, plural, num),
        newstyle=True,
        pgettext=lambda context, message: _here().pgettext(context, message),
        npgettext=lambda context, one, many, num: _here().npgettext(context, one, many, num),
    )
    app.jinja_env.globals.update(
        available_languages=available_languages,
        comma=comma,
        current_language=current_language,
        in_language=in_language,
        text_direction=text_direction,
        render_error_text=render_error_text,
        render_reason=render_reason,
    )
    app.jinja_env.filters.update(
        date=format_date,
        time=format_time,
        datetime=format_datetime,
        number=format_number,
        bdi=bdi,
        listed=listed,
    )

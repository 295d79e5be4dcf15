"""The catalogues of the languages: where they lie, how they are brought up to date, what is wrong with them.

`translations/messages.pot` lists every marked message; German and Arabic must be complete, English may stay
empty (the message ids are English). The catalogues of the families' further languages hold the texts that
families read, all of them, and no others; that of Leichte Sprache those of the public window and of the list
of consents. No locations, no dates, no wrapping: a change of a text is one changed line.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1]
CHECKOUT = PACKAGE.parent
WRITTEN_LANGUAGES = ("de", "en", "ar")
FAMILY_LANGUAGES = ("tr", "uk")
EASY_LANGUAGES = ("de-simple",)
COMPLETE_LANGUAGES = ("de", "ar", *FAMILY_LANGUAGES, *EASY_LANGUAGES)
ALL_LANGUAGES = (*WRITTEN_LANGUAGES, *FAMILY_LANGUAGES, *EASY_LANGUAGES)
WINDOW_SOURCES = re.compile(r"window/.+|directory/wording\.py|intake/views/consent_list\.py")
FAMILY_SOURCES = re.compile(
    r"intake/(templates/intake/family_mode/.+|forms/family_mode\.py|views/(one_question|consent_list)\.py)|window/.+"
    r"|contacts/(templates/contacts/_bits\.html|discreet\.py)|referral/templates/referral/_hand_out\.html"
    r"|directory/(wording\.py|domain/words\.py|templates/directory/_fit\.html)"
    r"|upkeep/(templates/upkeep/(provider_.+|_change_fields\.html)|(forms|views)/providing\.py)"
    r"|links/domain\.py|web/(templates/(base|_fields|_parts)\.html|forms/.+\.py)"
)
"""Where the texts are written that families read, and providers behind a link; below the package."""

_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}
_PLACE = re.compile(r"%\((\w+)\)[-#0-9.+ ]*([a-zA-Z])|%%")


def catalogue_root() -> Path:
    """Return the catalogues inside the installed package, else those of the checkout."""
    packaged = PACKAGE / "translations"
    return packaged if packaged.is_dir() else CHECKOUT / "translations"


def po_path(language: str, root: Path | None = None) -> Path:
    """Return the catalogue file of a language."""
    return (root or catalogue_root()) / language / "LC_MESSAGES" / "messages.po"


def extract(root: Path | None = None) -> list[str]:
    """Write the template and merge it into every language; return what was written."""
    root = root or catalogue_root()
    template = _marked_messages()
    written = [_write(root / "messages.pot", template)]
    for language in ALL_LANGUAGES:
        path = po_path(language, root)
        written.append(_brought_up_to_date(path, language, _messages_for(language)))
    return written


def _brought_up_to_date(path: Path, language: str, template: Catalog) -> str:
    catalogue = _read(path, language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return _write(path, catalogue)


def compile_(target: Path, root: Path | None = None) -> list[str]:
    """Write .mo files for other tools; Lotsen itself reads the .po files directly."""
    written = []
    for language in ALL_LANGUAGES:
        compiled = BytesIO()
        write_mo(compiled, _read(po_path(language, root), language))
        path = target / language / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled.getvalue())
        written.append(f"{path}: {len(compiled.getvalue())} bytes")
    return written


def check(root: Path | None = None) -> list[str]:
    """Return every fault of the catalogues: drift from the sources, missing German, fuzzy or broken texts."""
    root = root or catalogue_root()
    template = _marked_messages()
    faults = [
        f"stray percent sign (write %%): {one!r}"
        for message in template
        for one in _forms(message.id)
        if _stray_percent(one)
    ]
    if _ids(_read(root / "messages.pot", None)) != _ids(template):
        faults.append("messages.pot: not up to date, run `lotsen i18n extract`")
    for language in ALL_LANGUAGES:
        catalogue = _read(po_path(language, root), language)
        if _ids(catalogue) != _ids(_messages_for(language)):
            faults.append(f"{language}: not up to date, run `lotsen i18n extract`")
        faults.extend(f"{language}: {fault}" for fault in _catalogue_faults(catalogue, language))
    return faults


def _catalogue_faults(catalogue: Catalog, language: str) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        original, translated = _forms(message.id), _forms(message.string)
        if message.fuzzy:
            yield f"fuzzy: {original[0]!r}"
        if not all(translated):
            if language in COMPLETE_LANGUAGES or any(translated):
                yield f"not translated: {original[0]!r}"
            continue
        for form in translated:
            if _stray_percent(form):
                yield f"stray percent sign (write %%): {form!r}"
            elif _places(form) not in [_places(one) for one in original]:
                yield f"placeholders differ: {original[0]!r} → {form!r}"


@cache
def _marked_messages() -> Catalog:
    """Read every marked message of the sources, once: it takes a second, and they do not change meanwhile."""
    return _catalogue_of(re.compile(""))


@cache
def _family_messages() -> Catalog:
    """Read the marked messages that families read, without those for staff."""
    return _catalogue_of(FAMILY_SOURCES)


def _messages_for(language: str) -> Catalog:
    """Return what a language's catalogue holds: everything, what families read, or the window's own texts."""
    if language in EASY_LANGUAGES:
        return _window_messages()
    return _family_messages() if language in FAMILY_LANGUAGES else _marked_messages()


@cache
def _window_messages() -> Catalog:
    """Read the marked messages of the public window and of the list of consents."""
    return _catalogue_of(WINDOW_SOURCES)


@cache
def _found() -> tuple[Any, ...]:
    return tuple(extract_from_dir(PACKAGE, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",)))


def _catalogue_of(sources: re.Pattern[str]) -> Catalog:
    catalogue = _empty(None)
    for file, _line, message, comments, context in _found():
        if sources.match(Path(file).as_posix()):
            catalogue.add(message, None, auto_comments=comments, context=context)
    return catalogue


def _empty(language: str | None) -> Catalog:
    return Catalog(
        locale=language and language.partition("-")[0], project="Lotsen", fuzzy=False, charset="utf-8"
    )


def _read(path: Path, language: str | None) -> Catalog:
    if not path.exists():
        return _empty(language)
    with path.open("rb") as source:
        return read_po(source, locale=language and language.partition("-")[0], abort_invalid=True)


def _write(path: Path, catalogue: Catalog) -> str:
    header = {"Project-Id-Version": "Lotsen", "Content-Type": "text/plain; charset=utf-8"}
    if catalogue.locale is not None:
        header |= {"Language": str(catalogue.locale), "Plural-Forms": catalogue.plural_forms}
    text = BytesIO()
    write_po(text, catalogue, 0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    lines = ["# Lotsen: texts. Message ids are English; every one is a %-format, so a percent sign is %%."]
    lines += ['msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in header.items())]
    path.parent.mkdir(parents=True, exist_ok=True)
    body = text.getvalue().decode("utf-8").strip()
    path.write_text("\n".join(lines) + f"\n\n{body}\n", encoding="utf-8")
    if catalogue.locale is None:
        return f"{path.name}: {len(catalogue)} messages"
    done = sum(1 for message in catalogue if message.id and "" not in _forms(message.string))
    return f"{catalogue.locale}: {done} of {len(catalogue)} translated"


def _ids(catalogue: Catalog) -> set[tuple[str | None, tuple[str, ...]]]:
    return {(message.context, _forms(message.id)) for message in catalogue if message.id}


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _places(text: str) -> Counter[tuple[str, str]]:
    return Counter((m[1], m[2]) for m in _PLACE.finditer(text) if m[1])


def _stray_percent(text: str) -> bool:
    return "%" in _PLACE.sub("", text)

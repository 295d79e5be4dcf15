"""What an institution writes itself: a text in one language, and how long it keeps personal data."""

from wtforms import Field, ValidationError

from lotsen.intake.consent_texts import PLACES, places_in
from lotsen.web.forms import Carried, LongText, LotsenForm, Required, RevisedForm, TextInput, Tick
from lotsen.web.i18n import gettext, lazy_gettext

STORAGE_LANGUAGES = ("de", "en", "ar", "tr", "uk")


class WordingForm(LotsenForm):
    """One text: a title, and paragraphs one a line."""

    title = TextInput(lazy_gettext("Title"), [Required(lazy_gettext("Please enter a title."))], limit=200)
    body = LongText(
        lazy_gettext("Text, a paragraph a line"),
        [Required(lazy_gettext("Please enter the text."))],
        limit=12000,
    )

    def validate_title(self, field: Field) -> None:
        """Refuse a place that nothing is put into."""
        _check_places(field)

    def validate_body(self, field: Field) -> None:
        """Refuse a place that nothing is put into."""
        _check_places(field)


class PublishForm(LotsenForm):
    """The draft as it was seen: nothing else is published."""

    title = Carried()
    body = Carried()


class StorageForm(RevisedForm):
    """How long data are kept, language by language, and whether the data protection officer confirmed it."""

    text_de = LongText(
        lazy_gettext("In German"), [Required(lazy_gettext("Please enter how long data are kept."))], limit=400
    )
    text_en = LongText(lazy_gettext("In English"), limit=400)
    text_ar = LongText(lazy_gettext("In Arabic"), limit=400)
    text_tr = LongText(lazy_gettext("In Turkish"), limit=400)
    text_uk = LongText(lazy_gettext("In Ukrainian"), limit=400)
    is_confirmed = Tick(lazy_gettext("Our data protection officer has confirmed this period."))

    @property
    def texts(self) -> dict[str, str]:
        """Return what was written, by language."""
        return {code: str(self[f"text_{code}"].data or "") for code in STORAGE_LANGUAGES}


def _check_places(field: Field) -> None:
    unknown = places_in(str(field.data or "")) - set(PLACES)
    if unknown:
        name = min(unknown)
        raise ValidationError(gettext("Nothing is put in for “%(name)s”.", name=name))

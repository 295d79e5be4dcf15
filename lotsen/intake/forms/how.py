"""How a statement was made: who decided, in which form, with whose help, in which language, on which day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from lotsen.accounts.domain import LegalRegime
from lotsen.intake.consent_texts import WRITTEN_LAW
from lotsen.intake.domain import BadSignature, ConsentCustody, ConsentGiver, Signature, read_signature
from lotsen.intake.domain import ConsentForm as GivenAs
from lotsen.intake.domain.labels import CONSENT_CUSTODY_LABELS, FORM_LABELS
from lotsen.intake.forms.parts import language_choices
from lotsen.intake.labels import GIVER_LABELS
from lotsen.web.forms import Carried, Day, OneOf, Pick, Required, RevisedForm, TextInput, choices
from lotsen.web.i18n import gettext, lazy_gettext

IN_WRITING = frozenset({GivenAs.SIGNED_PAPER, GivenAs.SIGNED_TABLET, GivenAs.MARK})
DECIDED_AS = (
    GivenAs.SIGNED_PAPER,
    GivenAs.SIGNED_TABLET,
    GivenAs.MARK,
    GivenAs.SPOKEN,
    GivenAs.READ_ALOUD,
    GivenAs.INTERPRETED,
    GivenAs.PHONE,
)


def form_choices(kinds: Sequence[GivenAs]) -> Any:
    """Offer ways of saying so."""
    return choices([(kind, lazy_gettext(FORM_LABELS[kind])) for kind in kinds])


class HowForm(RevisedForm):
    """What proves a statement, asked once for all that is decided in the same moment.

    `shown` is the digest of the texts the page showed: what was not shown cannot be agreed to. `signature`
    comes from the field on the tablet, as numbers. Custody is asked only while it does not stand with
    the persons.
    """

    shown = Carried()
    signature = Carried()
    given_as = OneOf(lazy_gettext("How did the family say so?"), choices=form_choices(DECIDED_AS))
    form_reason = TextInput(lazy_gettext("Why is it not in writing?"), limit=300)
    given_by = OneOf(
        lazy_gettext("Who decided?"),
        choices=choices([(giver, lazy_gettext(GIVER_LABELS[giver])) for giver in ConsentGiver]),
    )
    custody = OneOf(
        lazy_gettext("Who has custody of the child?"),
        choices=choices([(one, lazy_gettext(CONSENT_CUSTODY_LABELS[one])) for one in ConsentCustody]),
    )
    language = Pick(lazy_gettext("In which language?"), [Required(lazy_gettext("Please choose a language."))])
    helped_by = TextInput(lazy_gettext("Read aloud, interpreted or witnessed by"), limit=120)
    given_on = Day(lazy_gettext("On which day?"), [Required(lazy_gettext("Please enter a day."))])
    valid_until = Day(lazy_gettext("Valid until"))

    def __init__(
        self, *args: Any, today: date, texts: str, regime: LegalRegime, asks_custody: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if not asks_custody:
            del self["custody"]
        self.language.choices = language_choices()
        self._today = today
        self._texts = texts
        self._regime = regime
        self.read: Signature | None = None

    @property
    def needs_writing(self) -> bool:
        """Say whether the law asks for a consent in writing."""
        return self._regime in WRITTEN_LAW

    @property
    def is_decided(self) -> bool:
        """Say whether anything was decided; forms of their own know what."""
        return True

    @property
    def is_agreed(self) -> bool:
        """Say whether anything was agreed to."""
        return True

    def validate_given_on(self, field: Field) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > self._today:
            raise ValidationError(gettext("This day lies in the future."))

    def validate_valid_until(self, field: Field) -> None:
        """Refuse an end before the beginning."""
        if field.data and field.data < self._today:
            raise ValidationError(gettext("This day lies in the past."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check what is needed only together with other answers."""
        fine = bool(super().validate(extra_validators))
        self._read_signature()
        if fine and self.shown.data != self._texts:
            self.shown.data = self._texts
            sentence = gettext("The texts were changed in the meantime. Please go through them once more.")
            self.shown.errors = [sentence]
            fine = False
        for field, sentence in self.missing():
            field.errors = [*field.errors, sentence]
            fine = False
        return fine

    def missing(self) -> list[tuple[Field, str]]:
        """Return what is still to be answered, with a sentence each."""
        found: list[tuple[Field, str]] = []
        if not self.is_decided:
            return found
        if not self.given_as.data:
            found.append((self.given_as, gettext("Please choose how the family decided.")))
        if not self.given_by.data:
            found.append((self.given_by, gettext("Please choose who decided.")))
        if self.given_as.data == GivenAs.MARK and not self.helped_by.data:
            found.append((self.helped_by, gettext("Please enter who witnessed the mark.")))
        if self.given_as.data == GivenAs.SIGNED_TABLET:
            found += self._missing_signature()
        spoken = self.given_as.data and self.given_as.data not in IN_WRITING
        if self.needs_writing and self.is_agreed and spoken and not self.form_reason.data:
            sentence = gettext("Please say why the consent was not given in writing.")
            found.append((self.form_reason, sentence))
        return found

    def _missing_signature(self) -> list[tuple[Field, str]]:
        if self.read is None or self.read.is_empty:
            sentence = gettext("Please sign in the field, or choose paper or a mark instead.")
            return [(self.signature, sentence)]
        return []

    def _read_signature(self) -> None:
        """Read what was drawn; what is no signature does not come back to the page."""
        try:
            self.read = read_signature(str(self.signature.data or ""))
        except BadSignature:
            self.signature.data = ""

    @property
    def said(self) -> dict[str, Any]:
        """Return the part of a statement that is about how it was made."""
        return {
            "language": self.language.data,
            "given_on": self.given_on.data,
            "helped_by": self.helped_by.data or "",
        }

    @property
    def decided(self) -> dict[str, Any]:
        """Return the part of a statement that is about who decided, and how."""
        form = GivenAs(str(self.given_as.data))
        custody = self._fields["custody"].data if "custody" in self._fields else None
        return {
            **self.said,
            "form": form,
            "by_phone": form is GivenAs.PHONE,
            "given_by": ConsentGiver(str(self.given_by.data)),
            "custody": ConsentCustody(str(custody)) if custody else None,
            "form_reason": (self.form_reason.data or "") if form not in IN_WRITING else "",
        }

    def signature_of(self, form: GivenAs) -> Signature | None:
        """Return the signature under a statement of this form."""
        return self.read if form is GivenAs.SIGNED_TABLET else None

"""What is asked about a draft as a whole."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from wtforms import Field, FileField, ValidationError

from lotsen.referral.rules import RuleSet, RuleSetStatus
from lotsen.terms import Texts
from lotsen.terms.marked import LARGEST_DOCUMENT
from lotsen.web.forms import (
    Carried,
    Day,
    LongText,
    LotsenForm,
    OneOf,
    Required,
    RevisedForm,
    TextInput,
    choices,
)
from lotsen.web.i18n import gettext, lazy_gettext

STATUSES = {
    RuleSetStatus.NEEDS_SIGN_OFF: lazy_gettext("Professionals still have to sign these rules off"),
    RuleSetStatus.PUBLISHED: lazy_gettext("Professionals have signed these rules off"),
}
SHIPPED = "shipped"
"""Stands for the rules that came with the release wherever a published version is named by its id."""

CHANGE_HINT = lazy_gettext(
    "For example: Schreiambulanz up to six months. Everybody in the coordination reads it: please write"
    " nothing about a family."
)


class BeginForm(LotsenForm):
    """What a new draft is to change, and a file where it begins as one."""

    title = TextInput(
        lazy_gettext("What is to change?"),
        [Required(lazy_gettext("Please say in a few words what is to change."))],
        limit=200,
        description=CHANGE_HINT,
    )
    version_id = Carried()
    file = FileField(lazy_gettext("A rule set from a file"))

    def validate_file(self, field: Field) -> None:
        """Refuse what is no text before anything is kept of it."""
        self.text = None
        sent = field.data
        if not sent or isinstance(sent, str) or not sent.filename:
            return
        content = sent.read(LARGEST_DOCUMENT * 4 + 1)
        try:
            self.text = content.decode("utf-8-sig")
        except UnicodeDecodeError as unreadable:
            raise ValidationError(gettext("The file is no text in UTF-8.")) from unreadable
        if len(self.text) > LARGEST_DOCUMENT or "\x00" in self.text:
            raise ValidationError(gettext("This file is too long or holds no rules."))

    text: str | None = None
    """What the file says; None without one."""

    @property
    def is_shipped(self) -> bool:
        """Say whether it begins with the rules that came with the release."""
        return self.version_id.data == SHIPPED

    @property
    def version(self) -> UUID | None:
        """Return the published version to begin from; None for the rules in force."""
        try:
            return UUID(str(self.version_id.data))
        except ValueError:
            return None


class TextForm(RevisedForm):
    """The whole rule set as text, for everything the forms do not show."""

    text = LongText(
        lazy_gettext("The rule set as text (YAML)"),
        [Required(lazy_gettext("Please enter the rules."))],
        limit=LARGEST_DOCUMENT,
    )


class HeadForm(RevisedForm):
    """What a rule set says of itself."""

    change = TextInput(
        lazy_gettext("What is to change?"),
        [Required(lazy_gettext("Please say in a few words what is to change."))],
        limit=200,
        description=CHANGE_HINT,
    )
    title_de = TextInput(
        lazy_gettext("Title in German"), [Required(lazy_gettext("Please enter a title."))], limit=200
    )
    title_en = TextInput(lazy_gettext("Title in English"), limit=200)
    valid_from = Day(lazy_gettext("Valid from"), [Required(lazy_gettext("Please enter a day."))])
    status = OneOf(
        lazy_gettext("Sign-off"),
        [Required(lazy_gettext("Please say whether the rules are signed off."))],
        choices=choices(STATUSES.items()),
    )

    def show(self, change: str, rules: RuleSet) -> None:
        """Put what is known into the fields."""
        fields: Any = self
        is_signed_off = rules.status is RuleSetStatus.PUBLISHED
        fields.change.data = change
        fields.title_de.data = rules.title.get("de")
        fields.title_en.data = dict(rules.title.pairs).get("en", "")
        fields.valid_from.data = rules.valid_from
        fields.status.data = (
            RuleSetStatus.PUBLISHED if is_signed_off else RuleSetStatus.NEEDS_SIGN_OFF
        ).value

    def changed(self, rules: RuleSet) -> RuleSet:
        """Return a rule set with what the fields say about it."""
        fields: Any = self
        titles = dict(rules.title.pairs) | {"de": fields.title_de.data, "en": fields.title_en.data or ""}
        return replace(
            rules,
            title=Texts.of({code: text for code, text in titles.items() if text}),
            valid_from=fields.valid_from.data,
            status=RuleSetStatus(fields.status.data),
        )

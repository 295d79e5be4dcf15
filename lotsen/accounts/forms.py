"""What is asked when signing in and when looking after people."""

from uuid import UUID

from lotsen.accounts.domain import PIN_DIGITS, SHORTEST_PASSWORD, LegalRegime
from lotsen.kernel import gettext_noop
from lotsen.policy import ROLE_LABELS, Role
from lotsen.web.forms import (
    Day,
    LotsenForm,
    OneOf,
    Pick,
    Postcode,
    Required,
    Secret,
    TextInput,
    Tick,
    choices,
)
from lotsen.web.i18n import lazy_gettext


class SignInForm(LotsenForm):
    """User name and password."""

    login = TextInput(
        lazy_gettext("User name"), [Required(lazy_gettext("Please enter your user name."))], limit=120
    )
    password = Secret(lazy_gettext("Password"), [Required(lazy_gettext("Please enter your password."))])


class WorkplaceForm(LotsenForm):
    """Which role in which institution this sign-in is for."""

    membership = OneOf(
        lazy_gettext("Where do you work now?"), [Required(lazy_gettext("Please choose a workplace."))]
    )


class PasswordForm(LotsenForm):
    """A new password for oneself."""

    old = Secret(
        lazy_gettext("Present password"), [Required(lazy_gettext("Please enter your present password."))]
    )
    new = Secret(
        lazy_gettext("New password"),
        [Required(lazy_gettext("Please enter a new password."))],
        description=lazy_gettext(
            "At least %(count)s characters; a sentence is fine.", count=SHORTEST_PASSWORD
        ),
    )


class PinForm(LotsenForm):
    """The PIN that takes a tablet back from a family."""

    password = Secret(lazy_gettext("Password"), [Required(lazy_gettext("Please enter your password."))])
    pin = Secret(
        lazy_gettext("PIN"),
        [Required(lazy_gettext("Please enter a PIN."))],
        description=lazy_gettext(
            "%(count)s digits; no row of digits, no repeats, no date or year.", count=PIN_DIGITS
        ),
    )


class ColleagueForm(LotsenForm):
    """A new colleague."""

    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))], limit=120)
    login = TextInput(
        lazy_gettext("User name"), [Required(lazy_gettext("Please enter a user name."))], limit=120
    )
    institution = Pick(lazy_gettext("Institution"), [Required(lazy_gettext("Please choose an institution."))])
    role = OneOf(
        lazy_gettext("Role"),
        [Required(lazy_gettext("Please choose a role."))],
        choices=choices(
            [(role, lazy_gettext(ROLE_LABELS[role])) for role in Role if role is not Role.MACHINE]
        ),
    )


class FurtherWorkplaceForm(LotsenForm):
    """A further workplace for somebody who signs in already."""

    login = TextInput(
        lazy_gettext("User name"),
        [Required(lazy_gettext("Please enter a user name."))],
        limit=120,
        description=lazy_gettext("The name this person signs in with already."),
    )
    institution = Pick(lazy_gettext("Institution"), [Required(lazy_gettext("Please choose an institution."))])
    role = OneOf(
        lazy_gettext("Role"),
        [Required(lazy_gettext("Please choose a role."))],
        choices=choices(
            [(role, lazy_gettext(ROLE_LABELS[role])) for role in Role if role is not Role.MACHINE]
        ),
    )


REGIMES: dict[LegalRegime, str] = {
    LegalRegime.DSGVO: gettext_noop("GDPR (public and private institutions)"),
    LegalRegime.KDG: gettext_noop("KDG (Catholic Church)"),
    LegalRegime.DSG_EKD: gettext_noop("DSG-EKD (Protestant Church)"),
}


class InstitutionForm(LotsenForm):
    """An institution; a page takes away what its reader does not decide."""

    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))], limit=120)
    kind = OneOf(lazy_gettext("Kind"), [Required(lazy_gettext("Please choose a kind."))])
    town = Pick(
        lazy_gettext("Municipality"),
        [Required(lazy_gettext("Please choose a municipality."))],
        description=lazy_gettext("The network the institution takes part in."),
    )
    street = TextInput(lazy_gettext("Street and number"), limit=120)
    postcode = Postcode(lazy_gettext("Postcode"), [Required(lazy_gettext("Please enter a postcode."))])
    phone = TextInput(lazy_gettext("Telephone"), limit=40)
    carrier = Pick(
        lazy_gettext("Carrier"),
        description=lazy_gettext("The carrier's administration looks after the institution as well."),
    )
    legal_regime = OneOf(
        lazy_gettext("Data protection law"),
        [Required(lazy_gettext("Please choose a data protection law."))],
        description=lazy_gettext("It decides the wording of notices and consents."),
    )

    @property
    def chosen_carrier(self) -> UUID | None:
        """The carrier's id; None where there is none or the page does not ask."""
        return UUID(self.carrier.data) if self.carrier is not None and self.carrier.data else None


class KindNameForm(LotsenForm):
    """What a kind of institution is called, and whether it is offered."""

    label_de = TextInput(
        lazy_gettext("Name in German"), [Required(lazy_gettext("Please enter a name."))], limit=80
    )
    label_en = TextInput(lazy_gettext("Name in English"), limit=80)
    label_ar = TextInput(lazy_gettext("Name in Arabic"), limit=80)
    is_offered = Tick(lazy_gettext("Offer this kind for institutions"))


class KindForm(LotsenForm):
    """A new kind of institution."""

    label_de = TextInput(
        lazy_gettext("Name in German"), [Required(lazy_gettext("Please enter a name."))], limit=80
    )
    label_en = TextInput(lazy_gettext("Name in English"), limit=80)
    label_ar = TextInput(lazy_gettext("Name in Arabic"), limit=80)
    works_as = OneOf(
        lazy_gettext("Works as"),
        [Required(lazy_gettext("Please choose as what it works."))],
        description=lazy_gettext("Decides roles, sheets and texts; the figures count it there."),
    )


class DeputyForm(LotsenForm):
    """Who stands in for whom, and when."""

    absent = Pick(lazy_gettext("Who is away?"), [Required(lazy_gettext("Please choose a person."))])
    deputy = Pick(lazy_gettext("Who stands in?"), [Required(lazy_gettext("Please choose a colleague."))])
    first_day = Day(lazy_gettext("First day"), [Required(lazy_gettext("Please enter the first day."))])
    last_day = Day(
        lazy_gettext("Last day"),
        [Required(lazy_gettext("Please enter the last day."))],
        description=lazy_gettext("This day included."),
    )

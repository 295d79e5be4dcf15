"""What is asked when signing in and when looking after people."""

from lotsen.accounts.domain import PIN_DIGITS, SHORTEST_PASSWORD
from lotsen.policy import INSTITUTION_LABELS, ROLE_LABELS, InstitutionKind, Role
from lotsen.web.forms import LotsenForm, OneOf, Pick, Postcode, Required, Secret, TextInput, choices
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


class InstitutionForm(LotsenForm):
    """A new institution."""

    name = TextInput(lazy_gettext("Name"), [Required(lazy_gettext("Please enter a name."))], limit=120)
    kind = OneOf(
        lazy_gettext("Kind"),
        [Required(lazy_gettext("Please choose a kind."))],
        choices=choices([(kind, lazy_gettext(INSTITUTION_LABELS[kind])) for kind in InstitutionKind]),
    )
    street = TextInput(lazy_gettext("Street and number"), limit=120)
    postcode = Postcode(lazy_gettext("Postcode"), [Required(lazy_gettext("Please enter a postcode."))])
    phone = TextInput(lazy_gettext("Telephone"), limit=40)
    carrier = TextInput(lazy_gettext("Carrier"), limit=120)

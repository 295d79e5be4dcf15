"""What staff are asked when the tablet changes hands."""

from lotsen.web.forms import LotsenForm, OneOf, Required, Secret, Tick
from lotsen.web.i18n import lazy_gettext


class HandOverForm(LotsenForm):
    """In which language the family reads, and whether confidential questions may be offered at the end."""

    language = OneOf(
        lazy_gettext("In which language does the family read?"),
        [Required(lazy_gettext("Please choose a language."))],
    )
    private = Tick(
        lazy_gettext("Offer the confidential questions at the end"),
        description=lazy_gettext("Only if the person is alone and wishes it."),
    )


class BackForm(LotsenForm):
    """Who takes the tablet back."""

    secret = Secret(
        lazy_gettext("Your PIN or your password"),
        [Required(lazy_gettext("Please enter your PIN or your password."))],
    )

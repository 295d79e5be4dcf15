"""What the screen says in German, looked up where the screen looks it up."""

from lotsen.web.i18n import gettext, in_language, ngettext


def de(message: str, **params: object) -> str:
    """Return a message as a German page shows it."""
    with in_language("de"):
        return gettext(message, **params)


def de_count(one: str, many: str, count: int) -> str:
    """Return a message with a number in it as a German page shows it."""
    with in_language("de"):
        return ngettext(one, many, count)

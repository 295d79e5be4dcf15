"""Rules of signing in. Pure."""

import secrets
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

from lotsen.kernel import LotsenError, gettext_noop

SHORTEST_PASSWORD = 12
FREE_ATTEMPTS = 5
_LONGEST_WAIT = timedelta(minutes=15)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class LegalRegime(StrEnum):
    """Which data protection law an institution works under; it changes texts and supervision."""

    DSGVO = "dsgvo"
    KDG = "kdg"
    DSG_EKD = "dsg_ekd"


class SignInRefused(LotsenError):
    """Name or password is wrong, or the account is closed: the answer is the same."""

    status = 401
    message = gettext_noop("The user name or the password is not right.")


class SignInPaused(LotsenError):
    """Too many attempts in a row."""

    status = 429
    message = gettext_noop("Too many attempts. Please wait %(minutes)s minutes and try again.")


class PasswordRefused(LotsenError):
    """The new password does not do."""

    message = gettext_noop("The new password needs at least %(count)s characters.")


class LoginTaken(LotsenError):
    """Another person signs in with this name."""

    message = gettext_noop("Somebody already signs in with this user name.")


def normal_login(text: str) -> str:
    """Return a sign-in name as it is compared: trimmed, NFKC, without case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts; doubles from one minute to fifteen."""
    if attempts < FREE_ATTEMPTS:
        return timedelta(0)
    return min(timedelta(minutes=2 ** (attempts - FREE_ATTEMPTS)), _LONGEST_WAIT)


def minutes_until(moment: datetime, now: datetime) -> int:
    """Return the whole minutes until a moment, at least one."""
    return max(1, -(-int((moment - now).total_seconds()) // 60))


def starting_password() -> str:
    """Return a password for the first sign-in: 80 bits in groups that can be read out."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))

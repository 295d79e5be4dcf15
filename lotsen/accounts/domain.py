"""Rules of signing in, of institutions and of standing in. Pure."""

import re
import secrets
import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from lotsen.kernel import LotsenError, gettext_noop

SHORTEST_PASSWORD = 12
FREE_ATTEMPTS = 5
_LONGEST_WAIT = timedelta(minutes=15)
PIN_DIGITS = 6
_PIN = re.compile(r"[0-9]{6}")
_DAY, _MONTH, _YEAR = "(0[1-9]|[12][0-9]|3[01])", "(0[1-9]|1[0-2])", "(19[0-9]{2}|20[0-3][0-9])"
_DATE = re.compile(f"{_DAY}{_MONTH}[0-9]{{2}}|[0-9]{{2}}{_MONTH}{_DAY}|{_YEAR}[0-9]{{2}}|[0-9]{{2}}{_YEAR}")
"""What reads as a day or holds a year: the first thing people choose, and the first that others try."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class LegalRegime(StrEnum):
    """Which data protection law an institution works under; it changes texts and supervision."""

    DSGVO = "dsgvo"
    KDG = "kdg"
    DSG_EKD = "dsg_ekd"


class InvitationState(StrEnum):
    """What became of an offered workplace."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SignInRefused(LotsenError):
    """Name or password is wrong, or the account is closed: the answer is the same."""

    status = 401
    message = gettext_noop("The user name or the password is not right.")


class SignInPaused(LotsenError):
    """Too many attempts in a row."""

    status = 429
    message = gettext_noop("Too many attempts. Please try again in %(minutes)s min.")


class PasswordRefused(LotsenError):
    """The new password does not do."""

    message = gettext_noop("The new password needs at least %(count)s characters.")


class PasswordKept(LotsenError):
    """The new password is the old one, which somebody else may know."""

    message = gettext_noop("This is your present password. Please choose another one.")


class UnlockRefused(LotsenError):
    """Neither the PIN nor the password of the person who handed the tablet over."""

    status = 401
    message = gettext_noop("This PIN or password is not right.")


class PinRefused(LotsenError):
    """The PIN is no six digits, or one that others would guess first."""

    message = gettext_noop(
        "Please choose %(count)s digits that nobody guesses: no row of digits, no repeats, no date or year."
    )


class LoginTaken(LotsenError):
    """Another person signs in with this name."""

    message = gettext_noop("Somebody already signs in with this user name.")


class NotOfThisHouse(LotsenError):
    """Nobody signs in with this name, or somebody of another home: the answer is the same."""

    message = gettext_noop("Nobody you look after signs in with this user name.")


class RolesApart(LotsenError):
    """Who sees families could find them again in the figures, which are to be anonymous."""

    status = 409
    message = gettext_noop(
        "Network coordination and work with families need two separate accounts, even for the same person: "
        "the figures stay anonymous only so. Please use an account of its own for this role."
    )


class WorksHereAlready(LotsenError):
    """The person has this role in this institution."""

    message = gettext_noop("This person has this role here already. If her access is closed, reopen it.")


class HomeElsewhere(LotsenError):
    """One password opens all workplaces of a person; only the institution that made the account sets it."""

    status = 409
    message = gettext_noop(
        "The account of this person was made by another institution. The administration there can give a new "
        "password."
    )


class LastAdministrator(LotsenError):
    """Nobody would be left to look after the institution."""

    status = 409
    message = gettext_noop(
        "You are the only person who administers this institution. Please give somebody else the role first."
    )


class OwnInstitution(LotsenError):
    """Closing it would close the actor's own access as well."""

    status = 409
    message = gettext_noop("You cannot close the institution you are working for at this moment.")


class KindFixed(LotsenError):
    """The kind decides which roles there are, and somebody has one that the new kind does not know."""

    status = 409
    message = gettext_noop(
        "People work here in roles that the new kind does not have. The kind was not changed."
    )


class KindTaken(LotsenError):
    """There is a kind of this name."""

    message = gettext_noop("There is a kind of this name already.")


class OwnDeputy(LotsenError):
    """Nobody stands in for herself."""

    message = gettext_noop("Nobody can stand in for herself. Please choose a colleague.")


class DaysWrong(LotsenError):
    """The last day lies before the first."""

    message = gettext_noop("The last day lies before the first one.")


class DaysOver(LotsenError):
    """The first day has passed."""

    message = gettext_noop("These days have begun already. The first day can be today at the earliest.")


class StoodInFor(LotsenError):
    """Somebody stands in on some of these days."""

    message = gettext_noop("On some of these days %(name)s stands in already.")


class DeputyAway(LotsenError):
    """The deputy has named somebody to stand in for her on some of these days."""

    message = gettext_noop("%(name)s is away on some of these days and cannot stand in.")


class NotYoursToEnd(LotsenError):
    """Only the two concerned and a lead end it."""

    status = 409
    message = gettext_noop("Only the two colleagues concerned and a lead can end this.")


def code_of(label: str) -> str:
    """Return a label as a code: "Kita-Sozialarbeit" gives "kita_sozialarbeit"."""
    plain = label.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    letters = "".join(c if c.isalnum() else "_" for c in unicodedata.normalize("NFKC", plain))
    return "_".join(filter(None, letters.split("_")))[:60]


def check_new_password(password: str) -> None:
    """Refuse a password that is too short. Raises PasswordRefused."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordRefused(count=SHORTEST_PASSWORD)


def normal_login(text: str) -> str:
    """Return a sign-in name as it is compared: trimmed, NFKC, without case."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts; doubles from one minute to fifteen."""
    if attempts < FREE_ATTEMPTS:
        return timedelta(0)
    return min(timedelta(minutes=2 ** (attempts - FREE_ATTEMPTS)), _LONGEST_WAIT)


def is_pin(text: str) -> bool:
    """Say whether a text has the shape of a PIN."""
    return _PIN.fullmatch(text) is not None


def is_easy_pin(pin: str) -> bool:
    """Say whether a PIN would be guessed first: repeats, rows up or down, dates and years."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeats = len(set(pin)) < 3 or pin[:3] == pin[3:]
    return repeats or steps in ({1}, {9}) or _DATE.fullmatch(pin) is not None


def minutes_until(moment: datetime, now: datetime) -> int:
    """Return the whole minutes until a moment, at least one."""
    return max(1, -(-int((moment - now).total_seconds()) // 60))


def starting_password() -> str:
    """Return a password for the first sign-in: 80 bits in groups that can be read out."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(letters[i : i + 4] for i in range(0, 16, 4))

"""What the intake refuses, and what it says then."""

from lotsen.kernel import LotsenError, gettext_noop


class ConsentMissing(LotsenError):
    """A name or contact before the notice was given and the documentation agreed to."""

    status = 409
    message = gettext_noop(
        "Name and contact can be recorded only after the notice was given and the family has agreed to the"
        " documentation. Everything else works without a name."
    )


class RecipientMissing(LotsenError):
    """The consent holds for one recipient only, and none was named."""

    message = gettext_noop("This consent needs a recipient.")


class SignatureMissing(LotsenError):
    """The consent is said to be signed on the tablet, and nothing was written there."""

    message = gettext_noop("A consent signed on the tablet needs the signature.")


class CaseClosed(LotsenError):
    """The file is closed; only a consent can still be withdrawn."""

    status = 409
    message = gettext_noop("This family's file is closed.")


class AssessmentCompleted(LotsenError):
    """The assessment was completed; what it said stays as it was said."""

    status = 409
    message = gettext_noop("This assessment is already completed and stays as it is.")


class DocumentationEnded(LotsenError):
    """The family has taken back its consent to the documentation: no further answer is written down."""

    status = 409
    message = gettext_noop(
        "The family has withdrawn its consent to the documentation. No further answer is written down."
    )


class SheetInProgress(LotsenError):
    """A newer sheet is being filled in: its answers would hide one that is added to an older sheet."""

    status = 409
    message = gettext_noop("A sheet of this family is being filled in right now. Please answer there.")


class VersionTaken(LotsenError):
    """A sheet with this code and version is there already and says something else."""

    status = 409
    message = gettext_noop(
        "“%(code)s” version %(version)s is already there and stays as it is. Please give the changed sheet"
        " a new version number."
    )


class NotInTheTeam(LotsenError):
    """A family is given only to somebody who looks after families here at present."""

    status = 409
    message = gettext_noop("This person does not look after families here any more. Nothing was changed.")


class HintTaken(LotsenError):
    """A colleague was faster."""

    status = 409
    message = gettext_noop("Somebody else has already taken care of this hint.")


class HintWayClosed(LotsenError):
    """A link that never was, has ended or has expired: the answer is the same."""

    status = 404
    message = gettext_noop(
        "This link is not in use. Please tell the navigator directly, or ask for a new poster."
    )


class TooManyHints(LotsenError):
    """One link gave more hints in an hour than a ward would."""

    status = 429
    message = gettext_noop(
        "Too many hints came through this link within an hour. Your entries are still here. Please send them"
        " again later, or call the navigator."
    )


class UnknownCode(LotsenError):
    """No family of this institution has the case code that was typed."""

    status = 422
    message = gettext_noop("There is no open family with this case code here.")


class CodeNotReserved(LotsenError):
    """A case code that was printed for nobody here, or is in use by now."""

    status = 422
    message = gettext_noop("This case code was not printed here, or it is already in use.")


class DayOutOfRange(LotsenError):
    """A true date that lies in the future or too far back."""

    status = 422
    message = gettext_noop("A later entry is possible for today and the 60 days before.")


class DayToCome(LotsenError):
    """What is recorded cannot have happened in the future."""

    status = 422
    message = gettext_noop("This day lies in the future.")

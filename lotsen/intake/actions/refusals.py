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

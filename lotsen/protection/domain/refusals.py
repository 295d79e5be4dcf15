"""What the protection path refuses. Pure."""

from lotsen.kernel import LotsenError, gettext_noop


class CaseIsClosed(LotsenError):
    """The case was closed; notes and feedback can still be added, and nothing else."""

    status = 409
    message = gettext_noop("This case is closed. Notes and feedback can still be added.")


class NotAReader(LotsenError):
    """Somebody was named who cannot read protection cases in this institution."""

    status = 422
    message = gettext_noop("This person does not work on cases in your institution.")


class LastReader(LotsenError):
    """Nobody at work could read the case any more."""

    status = 409
    message = gettext_noop("Nobody else at work can read this case. Please name a further reader first.")


class SecondPersonNeeded(LotsenError):
    """A reader is appointed by two people, and one of them answers for the institution."""

    status = 403
    message = gettext_noop(
        "A second person has to confirm this. One of the two leads the team or administers the institution."
    )


class PaperRefused(LotsenError):
    """A text holds a sign that no font of the papers has."""

    status = 422
    message = gettext_noop(
        "The paper cannot be set: a text holds a sign that cannot be printed. Nothing is lost; "
        "please write the entry once more without it."
    )


class NamesLeft(LotsenError):
    """A sheet that must be nameless still holds what would name the family; `fields` says where."""

    status = 422
    message = gettext_noop("This text could name the family.")

    def __init__(self, fields: dict[str, tuple[str, ...]]) -> None:
        super().__init__()
        self.fields = fields

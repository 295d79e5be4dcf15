"""What the referral refuses, and what it says then."""

from lotsen.kernel import LotsenError, gettext_noop


class TransitionRefused(LotsenError):
    """The table of transitions does not know this step, or not for this party."""

    status = 409
    message = gettext_noop("This step is not possible in the present state. Please look at the newest state.")


class ReasonMissing(LotsenError):
    """The step needs one of its reasons."""

    status = 422
    message = gettext_noop("Please choose a reason.")


class OutcomeMissing(LotsenError):
    """Closing needs an outcome."""

    status = 422
    message = gettext_noop("Please choose what came out of it.")


class AnswerMissing(LotsenError):
    """A question is answered with words."""

    status = 422
    message = gettext_noop("Please write the answer to the question.")


class ConsentMissing(LotsenError):
    """Nothing goes to a recipient without the family's consent for this recipient."""

    status = 409
    message = gettext_noop(
        "Nothing was sent: the consent of the family for this recipient is missing. Help does not depend on"
        " it: you can also print the contacts for the family."
    )


class ContentChanged(LotsenError):
    """What would be sent is no longer what the sender has seen."""

    status = 409
    message = gettext_noop(
        "The content has changed in the meantime. Please look at it again before you send it."
    )


class NothingReleased(LotsenError):
    """A hand-over without a single part would say nothing."""

    status = 422
    message = gettext_noop("Please choose at least one part that may be handed over.")


class UnknownRecipient(LotsenError):
    """Only an active family office other than one's own can receive."""

    status = 422
    message = gettext_noop("Please choose a family office.")


class NothingChosen(LotsenError):
    """A plan without any service."""

    status = 422
    message = gettext_noop("Please choose at least one service, or enter one of your own.")


class CommentMissing(LotsenError):
    """A service that does not fit by the rules needs a professional's reason."""

    status = 422
    message = gettext_noop("Please write why you choose a service that does not fit by the rules.")


class RulesNotGreen(LotsenError):
    """A rule set whose own cases do not come out as expected is not published."""

    message = gettext_noop(
        "These rules were not published: the example case “%(case)s” came out differently."
    )


class VersionTaken(LotsenError):
    """A published version never changes."""

    status = 409
    message = gettext_noop("This version was already published with another text. Please raise the version.")


class HandoverClosed(LotsenError):
    """The family has withdrawn its consent: there is nothing more to do with this hand-over."""

    status = 409
    message = gettext_noop("This hand-over was withdrawn and is closed.")

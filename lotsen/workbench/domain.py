"""What a draft of the rules can be, and what the workbench refuses."""

from enum import StrEnum

from lotsen.kernel import LotsenError, gettext_noop


class DraftState(StrEnum):
    """How far a draft has come; an ended one never changes again."""

    OPEN = "open"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class DraftOrigin(StrEnum):
    """What a draft began as."""

    IN_FORCE = "in_force"
    EARLIER = "earlier"
    SHIPPED = "shipped"
    IMPORTED = "imported"


STATE_LABELS: dict[DraftState, str] = {
    DraftState.OPEN: gettext_noop("being written"),
    DraftState.SUBMITTED: gettext_noop("waits for a second person"),
    DraftState.PUBLISHED: gettext_noop("published"),
    DraftState.DISCARDED: gettext_noop("discarded"),
}

STATE_KINDS: dict[DraftState, str] = {
    DraftState.OPEN: "info",
    DraftState.SUBMITTED: "warning",
    DraftState.PUBLISHED: "success",
    DraftState.DISCARDED: "info",
}

ORIGIN_LABELS: dict[DraftOrigin, str] = {
    DraftOrigin.IN_FORCE: gettext_noop("from the rules in force"),
    DraftOrigin.EARLIER: gettext_noop("from an earlier version"),
    DraftOrigin.SHIPPED: gettext_noop("from the rules delivered with Lotsen"),
    DraftOrigin.IMPORTED: gettext_noop("from a file"),
}


class DraftClosed(LotsenError):
    """A draft that was handed in, published or discarded is not written any more."""

    status = 409
    message = gettext_noop("This draft is not open for changes. Take it back first if it was handed in.")


class DraftNotReady(LotsenError):
    """Faults or red examples keep a draft from being handed in and published."""

    status = 409
    message = gettext_noop("The draft still has faults or examples that come out differently.")


class SecondPersonNeeded(LotsenError):
    """Nobody publishes what she wrote or handed in herself."""

    status = 409
    message = gettext_noop(
        "You have worked on this draft yourself. A second person of the coordination has to look at it and"
        " publish it."
    )


class RulesMovedOn(LotsenError):
    """The rules in force are no longer those the comparison was shown with."""

    status = 409
    message = gettext_noop(
        "Other rules have come into force in the meantime. Please look at the comparison again before you"
        " publish."
    )


class RuleIdTaken(LotsenError):
    """Two rules of a set would have one id."""

    status = 422
    message = gettext_noop("There is already a rule with this id.")


class ExampleNameTaken(LotsenError):
    """Two examples of a set would have one name."""

    status = 422
    message = gettext_noop("There is already an example with this name.")


class LastRule(LotsenError):
    """A set without any rule would say nothing."""

    status = 409
    message = gettext_noop("A rule set needs at least one rule.")

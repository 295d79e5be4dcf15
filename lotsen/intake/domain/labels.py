"""What the words of the intake are called on the screen: message ids, translated where they are shown."""

from lotsen.intake.domain.assessment import Trigger
from lotsen.intake.domain.consent import (
    CallBack,
    ConsentCustody,
    ConsentDecision,
    ConsentForm,
    ConsentPurpose,
    ConsentState,
)
from lotsen.intake.domain.item import Source
from lotsen.intake.domain.people import ChildStatus, MemberKind
from lotsen.intake.domain.stages import CaseStage, NotReachedReason
from lotsen.kernel import gettext_noop
from lotsen.terms import Presence

STAGE_LABELS: dict[CaseStage, str] = {
    CaseStage.REGISTERED: gettext_noop("Registered"),
    CaseStage.INFORMED: gettext_noop("Informed"),
    CaseStage.ASSESSED: gettext_noop("Assessed"),
    CaseStage.TALK_OFFERED: gettext_noop("Talk offered"),
    CaseStage.TALK_HELD: gettext_noop("Talk held"),
    CaseStage.NOT_REACHED: gettext_noop("Not reached"),
    CaseStage.AGREED: gettext_noop("Next steps agreed"),
    CaseStage.HANDED_OVER: gettext_noop("Handed over"),
    CaseStage.FOLLOWED_UP: gettext_noop("Followed up"),
    CaseStage.CLOSED: gettext_noop("Closed"),
}

NOT_REACHED_LABELS: dict[NotReachedReason, str] = {
    NotReachedReason.DISCHARGED: gettext_noop("Discharged before the talk"),
    NotReachedReason.NO_CAPACITY: gettext_noop("No time for the talk"),
    NotReachedReason.LANGUAGE: gettext_noop("No common language"),
    NotReachedReason.DECLINED: gettext_noop("Talk not wanted"),
    NotReachedReason.NOT_REACHED: gettext_noop("Not found or not available"),
}

CALL_BACK_LABELS: dict[CallBack, str] = {
    CallBack.CONFIRMED: gettext_noop("The family has confirmed it"),
    CallBack.SOMEBODY_ELSE: gettext_noop("Somebody else had called"),
}

PRESENCE_LABELS: dict[Presence, str] = {
    Presence.PRESENT: gettext_noop("Yes"),
    Presence.NOT_PRESENT: gettext_noop("No"),
    Presence.UNKNOWN: gettext_noop("Unknown"),
    Presence.NOT_ASKED: gettext_noop("Not asked"),
    Presence.NOT_NOW: gettext_noop("Not possible now"),
}

SOURCE_LABELS: dict[Source, str] = {
    Source.FAMILY: gettext_noop("Said by the family"),
    Source.STAFF: gettext_noop("Observed by staff"),
    Source.RECORD: gettext_noop("From the record"),
}

TRIGGER_LABELS: dict[Trigger, str] = {
    Trigger.SCORE: gettext_noop("Answers"),
    Trigger.STAFF_HINT: gettext_noop("Hint from staff"),
    Trigger.OWN_WISH: gettext_noop("Wish of the family"),
}

MEMBER_LABELS: dict[MemberKind, str] = {
    MemberKind.CHILD: gettext_noop("Child"),
    MemberKind.CAREGIVER: gettext_noop("Caregiver"),
}

CHILD_STATUS_LABELS: dict[ChildStatus, str] = {
    ChildStatus.UNBORN: gettext_noop("Expected"),
    ChildStatus.BORN: gettext_noop("Born"),
    ChildStatus.DIED: gettext_noop("Has died"),
}

PURPOSE_LABELS: dict[ConsentPurpose, str] = {
    ConsentPurpose.NOTICE: gettext_noop("Notice on data protection given"),
    ConsentPurpose.DOCUMENTATION: gettext_noop("Documentation"),
    ConsentPurpose.HANDOVER: gettext_noop("Handing over to this recipient"),
    ConsentPurpose.SECRECY_RELEASE: gettext_noop("Release from professional secrecy"),
    ConsentPurpose.FEEDBACK: gettext_noop("Feedback to the sender"),
    ConsentPurpose.LATER_CALL: gettext_noop("A call later on"),
}

DECISION_LABELS: dict[ConsentDecision, str] = {
    ConsentDecision.GIVEN: gettext_noop("Given"),
    ConsentDecision.REFUSED: gettext_noop("Refused"),
    ConsentDecision.WITHDRAWN: gettext_noop("Withdrawn"),
}

FORM_LABELS: dict[ConsentForm, str] = {
    ConsentForm.SIGNED_PAPER: gettext_noop("Signed on paper"),
    ConsentForm.SIGNED_TABLET: gettext_noop("Signed on the tablet"),
    ConsentForm.SPOKEN: gettext_noop("Spoken"),
    ConsentForm.READ_ALOUD: gettext_noop("Read aloud"),
    ConsentForm.INTERPRETED: gettext_noop("Interpreted"),
    ConsentForm.MARK: gettext_noop("Mark instead of a signature"),
    ConsentForm.PHONE: gettext_noop("By phone"),
}

STATE_LABELS: dict[ConsentState, str] = {
    ConsentState.NOT_ASKED: gettext_noop("Not asked"),
    ConsentState.GIVEN: gettext_noop("Given"),
    ConsentState.ENDS_SOON: gettext_noop("Ends soon"),
    ConsentState.EXPIRED: gettext_noop("Expired"),
    ConsentState.REFUSED: gettext_noop("Refused"),
    ConsentState.WITHDRAWN: gettext_noop("Withdrawn"),
}

CONSENT_CUSTODY_LABELS: dict[ConsentCustody, str] = {
    ConsentCustody.ALONE: gettext_noop("The person who decided, alone"),
    ConsentCustody.BOTH: gettext_noop("Both parents together"),
    ConsentCustody.UNKNOWN: gettext_noop("Not known yet"),
}

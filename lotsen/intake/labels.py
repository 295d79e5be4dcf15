"""What the words of the intake's documents are called on the screen."""

from lotsen.intake.documents import FamilyEnding, FamilyOrigin, Relation
from lotsen.intake.domain import ChildPlace, ConsentGiver, Custody, Guardian, Household, ReachTime, ReachWay
from lotsen.intake.domain.editing import FormName
from lotsen.kernel import gettext_noop

ORIGIN_LABELS: dict[FamilyOrigin, str] = {
    FamilyOrigin.WARD: gettext_noop("Ward"),
    FamilyOrigin.PRACTICE: gettext_noop("Practice"),
    FamilyOrigin.SCHOOL: gettext_noop("School"),
    FamilyOrigin.DAY_CARE: gettext_noop("Day care"),
    FamilyOrigin.WALK_IN: gettext_noop("Walk-in"),
}

ENDING_LABELS: dict[FamilyEnding, str] = {
    FamilyEnding.NO_NEED: gettext_noop("No need for support"),
    FamilyEnding.INFORMATION_ENOUGH: gettext_noop("Information was enough"),
    FamilyEnding.ADVICE_ENOUGH: gettext_noop("The talk was enough"),
    FamilyEnding.ARRIVED: gettext_noop("Support has arrived"),
    FamilyEnding.PARTLY_ARRIVED: gettext_noop("Support has arrived in part"),
    FamilyEnding.NOT_ARRIVED: gettext_noop("Support has not arrived"),
    FamilyEnding.DECLINED: gettext_noop("The family does not want support"),
    FamilyEnding.MOVED: gettext_noop("The family has moved away"),
    FamilyEnding.CONTACT_LOST: gettext_noop("Contact was lost"),
    FamilyEnding.CONSENT_WITHDRAWN: gettext_noop("Consent was withdrawn"),
    FamilyEnding.TO_SOCIAL_SERVICE: gettext_noop("The family went to the social service of its own accord"),
}

RELATION_LABELS: dict[Relation, str] = {
    Relation.MOTHER: gettext_noop("Mother"),
    Relation.FATHER: gettext_noop("Father"),
    Relation.PARTNER: gettext_noop("Partner"),
    Relation.GRANDPARENT: gettext_noop("Grandparent"),
    Relation.FOSTER_PARENT: gettext_noop("Foster parent"),
    Relation.OTHER: gettext_noop("Another caregiver"),
}

GIVER_LABELS: dict[ConsentGiver, str] = {
    ConsentGiver.MOTHER: gettext_noop("Mother"),
    ConsentGiver.FATHER: gettext_noop("Father"),
    ConsentGiver.BOTH_PARENTS: gettext_noop("Both parents"),
    ConsentGiver.GUARDIAN: gettext_noop("Another person with custody"),
}

CUSTODY_LABELS: dict[Custody, str] = {
    Custody.SOLE: gettext_noop("sole custody"),
    Custody.JOINT: gettext_noop("joint custody"),
    Custody.GUARDIAN: gettext_noop("is guardian"),
    Custody.NONE: gettext_noop("no custody"),
    Custody.NOT_KNOWN: gettext_noop("not known"),
}

GUARDIAN_LABELS: dict[Guardian, str] = {
    Guardian.NOBODY: gettext_noop("No"),
    Guardian.PERSON: gettext_noop("Yes, another person as guardian"),
    Guardian.YOUTH_OFFICE: gettext_noop("Yes, the youth welfare office (Jugendamt) as guardian"),
}

HOUSEHOLD_LABELS: dict[Household, str] = {
    Household.FIRST: gettext_noop("Household A"),
    Household.SECOND: gettext_noop("Household B"),
    Household.BOTH: gettext_noop("both in turn"),
}

PLACE_LABELS: dict[ChildPlace, str] = {
    ChildPlace.WITH_PARENT: gettext_noop("with its mother or its parents"),
    ChildPlace.NEONATAL_WARD: gettext_noop("in the neonatal ward"),
    ChildPlace.FOSTER_CARE: gettext_noop("in foster care"),
    ChildPlace.ELSEWHERE: gettext_noop("elsewhere"),
}

WAY_LABELS: dict[ReachWay, str] = {
    ReachWay.CALL: gettext_noop("Call"),
    ReachWay.MESSAGE: gettext_noop("Text message"),
    ReachWay.EMAIL: gettext_noop("E-mail"),
    ReachWay.LETTER: gettext_noop("Letter"),
    ReachWay.THROUGH: gettext_noop("Through somebody else, please say whom below"),
}

TIME_LABELS: dict[ReachTime, str] = {
    ReachTime.MORNING: gettext_noop("in the morning"),
    ReachTime.MIDDAY: gettext_noop("at midday"),
    ReachTime.AFTERNOON: gettext_noop("in the afternoon"),
    ReachTime.EVENING: gettext_noop("in the evening"),
}

FORM_NAME_LABELS: dict[FormName, str] = {
    FormName.SHEET: gettext_noop("Sheet"),
    FormName.CONTACT: gettext_noop("Name and contact"),
    FormName.CHILD: gettext_noop("New child"),
    FormName.CAREGIVER: gettext_noop("New caregiver"),
    FormName.PERSON: gettext_noop("Persons"),
    FormName.CONSENTS: gettext_noop("Information and consent"),
    FormName.TALK: gettext_noop("Record the talk"),
    FormName.CLOSE: gettext_noop("Close the file"),
    FormName.ASSESSMENT: gettext_noop("Assessment"),
    FormName.BORN: gettext_noop("The child was born"),
    FormName.CUSTODY: gettext_noop("Custody"),
    FormName.RECIPIENT: gettext_noop("Consent about a recipient"),
    FormName.WITHDRAW: gettext_noop("Withdraw a consent"),
}

"""What is sealed about a family, and the words of these documents."""

from lotsen.intake.documents.consents import ConsentSignature, ConsentStatement
from lotsen.intake.documents.family import ClosedFile, ContactSheet, FamilySheet, MissedTalk, address_line
from lotsen.intake.documents.filled import AddedAnswer, AssessmentSheet, DraftSheet, comes_late, is_overtaken
from lotsen.intake.documents.hints import HintPoster, HintSheet
from lotsen.intake.documents.persons import CustodyOf, MemberPerson, ReachSheet
from lotsen.intake.documents.words import AssessmentState, FamilyEnding, FamilyOrigin, Relation

__all__ = [
    "AddedAnswer",
    "AssessmentSheet",
    "AssessmentState",
    "ClosedFile",
    "ConsentSignature",
    "ConsentStatement",
    "ContactSheet",
    "CustodyOf",
    "DraftSheet",
    "FamilyEnding",
    "FamilyOrigin",
    "FamilySheet",
    "HintPoster",
    "HintSheet",
    "MemberPerson",
    "MissedTalk",
    "ReachSheet",
    "Relation",
    "address_line",
    "comes_late",
    "is_overtaken",
]

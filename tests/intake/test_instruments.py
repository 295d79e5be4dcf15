"""A sheet is data, read with care: what is wrong with it is named with line and cause."""

import random

import pytest

from lotsen.intake.domain import (
    Answer,
    CaseStage,
    ChildStatus,
    ConsentDecision,
    ConsentForm,
    ConsentPurpose,
    ImmediatePath,
    Instrument,
    MemberKind,
    NotReachedReason,
    Source,
    Trigger,
    instruments_for,
    load_instrument,
    shipped_instrument,
    shipped_instruments,
)
from lotsen.intake.domain.labels import (
    CHILD_STATUS_LABELS,
    DECISION_LABELS,
    FORM_LABELS,
    MEMBER_LABELS,
    NOT_REACHED_LABELS,
    PRESENCE_LABELS,
    PURPOSE_LABELS,
    SOURCE_LABELS,
    STAGE_LABELS,
    TRIGGER_LABELS,
)
from lotsen.policy import InstitutionKind
from lotsen.terms import Presence, vocabulary
from lotsen.terms.marked import InvalidDocument
from tests.intake.sheets import MOTHER, SHEET, TWIN_ONE, TWIN_TWO, changed
from tests.scale import scaled

TWINS = (TWIN_ONE, TWIN_TWO, MOTHER)
YES, NO = Answer(Presence.PRESENT), Answer(Presence.NOT_PRESENT)
UNKNOWN, NOT_NOW = Answer(Presence.UNKNOWN), Answer(Presence.NOT_NOW)


# --- the sheets that come with the release


def test_the_short_sheet_covers_every_need_and_every_strength_and_fits_a_bedside_talk() -> None:
    sheet = shipped_instrument("anhaltsbogen_kurz")
    assert sheet is not None
    assert {item.need for item in sheet.items} - {None} == set(vocabulary().needs)
    assert {item.resource for item in sheet.items} - {None} == set(vocabulary().resources)
    assert sheet.minutes <= 5
    assert len(list(sheet.items)) <= 25
    assert all(len(item.text[language]) <= 80 for item in sheet.items for language in ("de", "en"))


@pytest.mark.parametrize("sheet", shipped_instruments(), ids=lambda sheet: str(sheet.code))
def test_a_shipped_sheet_speaks_german_and_english_and_asks_violence_in_private(sheet: Instrument) -> None:
    for item in sheet.items:
        assert item.text["de"], item.code
        assert item.text["en"], item.code
    private = next(section for section in sheet.sections if section.code == "protected")
    assert {item.code for item in sheet.items if item.is_sensitive} == {item.code for item in private.items}
    shown = {item.immediate for item in private.items} - {None}
    assert shown == {ImmediatePath.VIOLENCE, ImmediatePath.SELF_HARM}


def test_every_kind_of_institution_with_families_has_a_sheet() -> None:
    first = {kind: [sheet.code for sheet in instruments_for(kind)] for kind in InstitutionKind}
    assert first[InstitutionKind.BIRTH_CLINIC] == ["anhaltsbogen_kurz", "anhaltsbogen_schwangerschaft"]
    assert first[InstitutionKind.PAEDIATRIC_PRACTICE] == ["anhaltsbogen_praxis"]
    assert first[InstitutionKind.GYNAECOLOGICAL_PRACTICE] == ["anhaltsbogen_schwangerschaft"]
    assert first[InstitutionKind.FAMILY_OFFICE] == ["anhaltsbogen_praxis", "anhaltsbogen_schwangerschaft"]
    assert first[InstitutionKind.MUNICIPALITY] == []


def test_a_sheet_is_found_by_code_and_version() -> None:
    sheet = shipped_instrument("anhaltsbogen_praxis", 1)
    assert sheet is not None
    assert (sheet.code, sheet.version) == ("anhaltsbogen_praxis", 1)
    assert shipped_instrument("anhaltsbogen_praxis", 99) is None
    assert shipped_instrument("another") is None


# --- reading


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("fact: income_worry", "fact: money", "small.yaml, line 14 (money): unknown fact “money”"),
        ("fact: income_worry", "fact: postcode", "line 14 (money): “postcode” follows from other data"),
        ("fact: exhaustion", "fact: income_worry", "line 19 (tired): “income_worry” is asked twice"),
        ("code: tired", "code: money", "line 18 (money): the code “money” appears twice"),
        ("code: tired", "code: Tired!", "line 18 (Tired!): a code is small letters"),
        ("weight: 2", "weight: 4", "line 15 (money): a whole number from 0 to 3 is expected here"),
        ("weight: 2", "weight: true", "line 15 (money): a whole number from 0 to 3 is expected here"),
        ("wish: true", "wish: perhaps", "line 16 (money): true or false is expected here"),
        ("wish: true", "whish: true", "line 16 (money): unknown field “whish”"),
        ("text: {de: Reicht das Geld?, en", "text: {en", "line 17 (money): the German text is missing"),
        ("Reicht das Geld?", "Ist das eine Risikofamilie?", "line 17 (money): this wording labels a family"),
        ("Is money short?", "Is there a risk?", "line 17 (money): this wording labels a family"),
        ("immediate: violence", "immediate: later", "one of self_harm, violence is expected here"),
        ("        immediate: violence\n", "", "line 32 (hurt): “violence_now” has to show immediate help"),
        ("immediate: violence", "immediate: self_harm", "“violence_now” has to show immediate help"),
        ("threshold: 3", "threshold: 90", "small.yaml, line 7: the threshold can never be reached"),
        ("threshold: 3", "threshold: 0", "line 7: a whole number from 1 to 1000 is expected here"),
        ("version: 2\n", "", "small.yaml, line 1: the field “version” is missing"),
        ("kinds: [birth_clinic]", "kinds: [circus]", "line 8: one of birth_clinic,"),
        (
            "counts: [none, little]",
            "counts: [some]",
            "(help): “counts” names a value that “support” does not",
        ),
        ("        counts: [none, little]\n", "", "(help): the sheet has to say which answers to “support”"),
        ("at_least: 3", "counts: [none]", "(hours): “counts” belongs to a choice"),
        ("fact: support", "fact: debts\n        at_most: 2", "(help): “at_most” belongs to a number"),
        (
            "fact: partner_support",
            "fact: partner_support\n        weight: 1",
            "is a strength; it neither weighs",
        ),
        ("phase: born", "phase: someday", "(birth): one of pregnant, born is expected here"),
        ("fact: undecided_pregnancy", "fact: sleep\n        phase: pregnant", "belongs to another phase"),
        ("fact: partner_support", "fact: partner_support\n        sources: [rumour]", "one of family, staff"),
        (
            "fact: exhaustion",
            "fact: exhaustion\n        max_age_months: 3",
            "line 20 (tired): “max_age_months” belongs to a child, and “exhaustion” does not",
        ),
        ("fact: undecided_pregnancy", "fact: undecided_pregnancy\n        max_age_months: 3", "before birth"),
        ("fact: crying", "fact: crying\n        max_age_months: 400", "a whole number from 0 to 324"),
        ("title: {de: Alles, en: Everything}", "title: Alles", "line 11: one text per language is expected"),
        ("sections:", "sections: nothing\nrest:", "line 9: a list is expected here"),
        ("sections:", "sections: []\nrest:", "line 1: the sheet asks nothing"),
        ("minutes: 2", "minutes: [", "small.yaml, line"),
    ],
)
def test_a_wrong_sheet_is_refused_with_line_and_cause(old: str, new: str, complaint: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        load_instrument(changed(old, new), "small.yaml")
    assert complaint in str(caught.value)


def test_no_damaged_sheet_fails_in_any_other_way() -> None:
    generator = random.Random(7)
    lines = SHEET.splitlines()
    complaints: list[list[int]] = []
    for _ in range(scaled(1_000)):
        damaged = list(lines)
        for _ in range(generator.randrange(1, 4)):
            spot = generator.randrange(len(damaged))
            words = ["", "[]", "{}", "null", "- 3", "fact: [a]", "code: {x: 1}", "    text: 3", "items: {}"]
            damaged[spot] = generator.choice([*words, damaged[spot][1:], "  " + damaged[spot]])
        try:
            load_instrument("\n".join(damaged), "damaged.yaml")
        except InvalidDocument as refusal:
            complaints.append([problem.line for problem in refusal.problems])
    assert len(complaints) > scaled(1_000) // 2
    assert all(1 <= line <= len(lines) + 1 for found in complaints for line in found)
    assert all(complaints)


def test_every_word_of_the_intake_has_a_label_of_its_own_for_the_screen() -> None:
    assert set(CHILD_STATUS_LABELS) == set(ChildStatus)
    assert set(DECISION_LABELS) == set(ConsentDecision)
    assert set(FORM_LABELS) == set(ConsentForm)
    assert set(MEMBER_LABELS) == set(MemberKind)
    assert set(NOT_REACHED_LABELS) == set(NotReachedReason)
    assert set(PRESENCE_LABELS) == set(Presence)
    assert set(PURPOSE_LABELS) == set(ConsentPurpose)
    assert set(SOURCE_LABELS) == set(Source)
    assert set(STAGE_LABELS) == set(CaseStage)
    assert set(TRIGGER_LABELS) == set(Trigger)
    for labels in (FORM_LABELS, NOT_REACHED_LABELS, PRESENCE_LABELS, PURPOSE_LABELS, STAGE_LABELS):
        assert len(set(labels.values())) == len(labels)

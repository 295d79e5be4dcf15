"""What a family is asked on the tablet, what its taps mean, and what is kept of them, on both engines."""

from dataclasses import replace

import pytest
from werkzeug.datastructures import MultiDict

from lotsen.intake import actions, domain
from lotsen.intake.documents import AssessmentSheet, MemberPerson
from lotsen.intake.domain import Answer, Choice, GivenAnswer, ItemAt, MemberKind, Source, load_instrument
from lotsen.intake.forms.family_mode import Refused, is_tapped, read_family_answer
from lotsen.intake.views.one_question import Words, family_questions
from lotsen.kernel import NotVisible, StaleRevision, new_id
from lotsen.policy import InstitutionKind
from lotsen.terms import Presence, Texts
from lotsen.web.i18n import FAMILY_LANGUAGES
from tests.conftest import OpenDesk
from tests.families import register
from tests.intake.helping import child, present, sheet_for
from tests.intake.sheets import FATHER, MOTHER, SHEET, TWIN_ONE, changed, small_sheet

MONEY = ItemAt("income_worry", domain.FAMILY)


def begin(desk: OpenDesk) -> actions.AssessmentView:
    """Begin the sheet of a clinic for a mother and a child, and hand the tablet over."""
    with desk() as d:
        family = register(d)
        child(d, family)
        actions.add_member(d, family, new_id(), MemberPerson(kind=MemberKind.CAREGIVER))
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
    with desk() as d:
        return actions.hand_tablet_over(d, row.id)


def codes(found: tuple[domain.Question, ...]) -> set[str]:
    return {question.item.code for question in found}


def test_violence_self_harm_and_drugs_are_never_among_the_questions_for_everybody() -> None:
    for instrument in domain.shipped_instruments():
        asked = domain.questions(instrument, [MOTHER, TWIN_ONE])
        found = domain.questions_for_family(asked, domain.Answers())
        assert found.plain
        assert not any(question.item.is_sensitive for question in found.plain)
        assert not any(question.item.immediate for question in found.plain)
        assert all(question.item.is_sensitive for question in found.private)


def test_what_only_staff_can_observe_is_never_asked_of_the_family() -> None:
    for instrument in domain.shipped_instruments():
        asked = domain.questions(instrument, [MOTHER, TWIN_ONE])
        found = domain.questions_for_family(asked, domain.Answers())
        for question in (*found.plain, *found.private):
            assert Source.FAMILY in question.item.sources


def test_confidential_questions_have_no_number_until_they_are_opened() -> None:
    found = domain.questions_for_family(domain.questions(small_sheet(), [MOTHER, FATHER]), domain.Answers())
    number = found.first_private
    assert found.at(number, with_private=False) is None
    opened = found.at(number, with_private=True)
    assert opened is not None
    assert opened.item.is_sensitive
    assert found.at(0, with_private=True) is None


def test_what_staff_have_answered_before_is_not_asked_again() -> None:
    answers = domain.Answers().with_answer("money", domain.FAMILY, Answer(Presence.PRESENT))
    asked = domain.questions(small_sheet(), [MOTHER])
    assert "money" not in codes(domain.questions_for_family(asked, answers).plain)
    postponed = domain.Answers().with_answer("money", domain.FAMILY, Answer(Presence.NOT_NOW))
    assert "money" in codes(domain.questions_for_family(asked, postponed).plain)


def test_a_confidential_answer_opens_no_question_that_would_hint_at_it() -> None:
    old = "        fact: partner_support\n"
    new = old + "        when: {all: [{question: hurt, is: true}]}\n"
    instrument = load_instrument(changed(old, new), "small.yaml")
    asked = domain.questions(instrument, [MOTHER])
    hurt, follow_up = (
        next(question for question in asked if question.item.code == code) for code in ("hurt", "partner")
    )
    answers = domain.Answers().with_answer("hurt", hurt.person.ref, Answer(Presence.PRESENT))
    assert hurt.item.is_sensitive
    assert follow_up in domain.shown(asked, answers)
    assert domain.place_of(follow_up) not in domain.asked_now(instrument, [MOTHER], answers)


@pytest.mark.parametrize(
    ("code", "sent", "meant"),
    [
        ("money", {"said": "present"}, Answer(Presence.PRESENT, source=Source.FAMILY)),
        ("money", {"said": "wish"}, Answer(Presence.PRESENT, wish=True, source=Source.FAMILY)),
        ("money", {"said": "not_present"}, Answer(Presence.NOT_PRESENT, source=Source.FAMILY)),
        ("money", {"said": "unknown"}, Answer(Presence.UNKNOWN, source=Source.FAMILY)),
        ("money", {"said": "not_now"}, Answer(Presence.NOT_NOW, source=Source.FAMILY)),
        ("money", {"said": "skip"}, Answer()),
        ("help", {"said": "value:little"}, Answer(Presence.PRESENT, "little", source=Source.FAMILY)),
        ("help", {"said": "unknown"}, Answer(Presence.UNKNOWN, source=Source.FAMILY)),
        ("hours", {"said": "next", "entered": " 3 "}, Answer(Presence.PRESENT, 3, source=Source.FAMILY)),
        ("hours", {"said": "next", "entered": "٣"}, Answer(Presence.PRESENT, 3, source=Source.FAMILY)),
    ],
)
def test_a_tap_is_read_as_what_it_means(code: str, sent: dict[str, str], meant: Answer) -> None:
    item = small_sheet().item(code)
    assert item is not None
    assert read_family_answer(item, MultiDict(sent)) == meant


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("money", {}),
        ("money", {"said": "value:little"}),
        ("tired", {"said": "wish"}),
        ("help", {"said": "value:nonsense"}),
        ("help", {"said": "next"}),
        ("hours", {"said": "next", "entered": ""}),
        ("hours", {"said": "next", "entered": "99"}),
        ("hours", {"said": "next", "entered": "nan"}),
        ("hours", {"said": "next", "entered": "many"}),
    ],
)
def test_what_answers_nothing_is_refused_with_a_sentence(code: str, sent: dict[str, str]) -> None:
    item = small_sheet().item(code)
    assert item is not None
    assert isinstance(read_family_answer(item, MultiDict(sent)), Refused)


def test_a_short_choice_is_one_tap_and_a_number_is_entered() -> None:
    sheet = small_sheet()
    tapped = {item.code: is_tapped(item) for item in sheet.items}
    assert (tapped["money"], tapped["help"], tapped["hours"]) == (True, True, False)


def test_each_answer_is_kept_with_the_family_as_its_source(desk: OpenDesk) -> None:
    view = begin(desk)
    said = Answer(Presence.PRESENT, wish=True, source=Source.FAMILY)
    with desk() as d:
        actions.give_answer(d, view.row.id, MONEY, said)
    with desk(writing=False) as d:
        assert actions.read_assessment(d, view.row.id).sheet.answers.get(MONEY.item, MONEY.person) == said


def test_a_double_tap_is_stored_once(desk: OpenDesk) -> None:
    view = begin(desk)
    said = Answer(Presence.PRESENT, source=Source.FAMILY)
    for _ in range(3):
        with desk() as d:
            actions.give_answer(d, view.row.id, MONEY, said)
    with desk(writing=False) as d:
        after = actions.read_assessment(d, view.row.id)
        assert after.row.revision == view.row.revision + 1
        assert after.sheet.given == (
            GivenAnswer(MONEY.item, MONEY.person, said.presence, source=Source.FAMILY),
        )


def test_the_family_asks_only_what_was_open_when_the_tablet_changed_hands(desk: OpenDesk) -> None:
    with desk() as d:
        family = register(d)
        row = actions.start_assessment(d, family, new_id(), sheet_for(d))
        actions.save_draft(d, row.id, 0, present("income_worry"))
    with desk() as d:
        view = actions.hand_tablet_over(d, row.id)
        assert "income_worry" not in codes(family_questions(view).plain)
        count = len(family_questions(view).plain)
    with desk() as d:
        place = ItemAt("housing_insecure", domain.FAMILY)
        after = actions.give_answer(d, row.id, place, Answer(Presence.NOT_PRESENT, source=Source.FAMILY))
        assert len(family_questions(after).plain) == count
        assert after.sheet.answers.get("income_worry", domain.FAMILY).presence is Presence.PRESENT


def test_a_sheet_left_open_elsewhere_overwrites_no_answer_of_the_family(desk: OpenDesk) -> None:
    view = begin(desk)
    with desk() as d:
        actions.give_answer(d, view.row.id, MONEY, Answer(Presence.PRESENT, source=Source.FAMILY))
    with pytest.raises(StaleRevision), desk() as d:
        actions.save_draft(d, view.row.id, view.row.revision, AssessmentSheet(page="other tablet"))


def test_not_possible_now_becomes_a_private_task(desk: OpenDesk) -> None:
    view = begin(desk)
    with desk() as d:
        actions.give_answer(d, view.row.id, MONEY, Answer(Presence.NOT_NOW, source=Source.FAMILY))
    with desk() as d:
        assert actions.take_tablet_back(d, view.row.id) == 1
        assert actions.read_assessment(d, view.row.id).outcome.private_tasks == (MONEY,)


def test_the_wish_for_a_talk_can_be_said_and_taken_back(desk: OpenDesk) -> None:
    view = begin(desk)
    for wished in (True, False):
        with desk() as d:
            assert actions.wish_talk(d, view.row.id, wished=wished).sheet.own_wish is wished


def test_a_completed_assessment_takes_no_answer_of_the_family(desk: OpenDesk) -> None:
    view = begin(desk)
    with desk() as d:
        actions.complete_assessment(d, view.row.id, view.row.revision, view.sheet)
    with pytest.raises(actions.AssessmentCompleted), desk() as d:
        actions.give_answer(d, view.row.id, MONEY, Answer(Presence.PRESENT, source=Source.FAMILY))


def test_the_tablet_of_another_institution_is_not_found(desk: OpenDesk) -> None:
    view = begin(desk)
    with pytest.raises(NotVisible), desk("other_navigator") as d:
        actions.hand_tablet_over(d, view.row.id)
    with pytest.raises(NotVisible), desk("other_navigator") as d:
        actions.give_answer(d, view.row.id, MONEY, Answer(Presence.PRESENT, source=Source.FAMILY))


CURRENT = {
    sheet.code: sheet
    for kind in InstitutionKind
    for sheet in (*domain.instruments_for(kind), domain.talk_sheet(kind))
    if sheet is not None
}


@pytest.mark.parametrize("language", FAMILY_LANGUAGES)
@pytest.mark.parametrize("sheet", CURRENT.values(), ids=list(CURRENT))
def test_a_family_reads_a_current_sheet_whole_in_its_language(
    sheet: domain.Instrument, language: str
) -> None:
    read = list(domain.read_by_family(sheet))
    assert len(read) >= 20
    assert [text.get("de") for text in read if language not in text or not text[language].strip()] == []
    assert domain.speaks(sheet, language)


@pytest.mark.parametrize("sheet", domain.shipped_instruments(), ids=lambda sheet: str(sheet.code))
def test_a_shipped_sheet_that_offers_a_language_in_its_title_offers_it_throughout(
    sheet: domain.Instrument,
) -> None:
    for language in sheet.title:
        assert domain.speaks(sheet, language), language
        for section in sheet.sections:
            assert language in section.title, (section.code, language)


@pytest.mark.parametrize("part", ["hint", "label"])
def test_a_sheet_whose_hints_or_answers_are_german_alone_does_not_speak_the_language(part: str) -> None:
    sheet = small_sheet()
    german = Texts.of({"de": "Nur deutsch"})
    first, *others = sheet.sections
    item = first.items[0]
    changed_item = (
        replace(item, hint=german) if part == "hint" else replace(item, values=(Choice("one", german),))
    )
    items = (changed_item, *first.items[1:])
    assert domain.speaks(sheet, "en")
    assert not domain.speaks(replace(sheet, sections=(replace(first, items=items), *others)), "en")


def test_a_sheet_with_arabic_texts_is_asked_in_arabic_and_another_one_in_german() -> None:
    arabic = SHEET.replace(", en: ", ", ar: ").replace("Is money short?", "هل المال كافٍ؟")
    sheet = load_instrument(arabic, "small.yaml")
    assert domain.speaks(sheet, "ar")
    assert not domain.speaks(sheet, "en")
    money = sheet.item("money")
    assert money is not None
    assert Words.of(money.text, "ar", sheet.language) == Words("هل المال كافٍ؟", "ar", "rtl")
    assert Words.of(money.text, "tr", sheet.language) == Words("Reicht das Geld?", "de", "ltr")


def test_what_staff_save_from_another_screen_keeps_what_the_family_is_asked(desk: OpenDesk) -> None:
    view = begin(desk)
    with desk() as d:
        given = domain.Answers().with_answer("income_worry", domain.FAMILY, Answer(Presence.PRESENT)).given
        actions.save_draft(d, view.row.id, view.row.revision, AssessmentSheet(given=given, page="screen"))
    with desk(writing=False) as d:
        kept = actions.read_assessment(d, view.row.id).sheet
    assert kept.given == given
    assert kept.handed_over == view.sheet.handed_over != ()


def test_handing_the_tablet_over_again_asks_what_is_open_then(desk: OpenDesk) -> None:
    view = begin(desk)
    with desk() as d:
        actions.give_answer(d, view.row.id, MONEY, Answer(Presence.NOT_PRESENT))
    with desk() as d:
        again = actions.hand_tablet_over(d, view.row.id)
    with desk(writing=False) as d:
        kept = actions.read_assessment(d, view.row.id).sheet
    assert MONEY in view.sheet.handed_over
    assert MONEY not in kept.handed_over
    assert kept.handed_over == again.sheet.handed_over

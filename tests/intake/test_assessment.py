"""A sheet is asked per person and weighed without taking "unknown" for "no"."""

import random

from pydantic import BaseModel

from lotsen.intake.domain import (
    FAMILY,
    Answer,
    Answers,
    ImmediatePath,
    Instrument,
    ItemKind,
    Person,
    Source,
    Trigger,
    acceptable,
    assess,
    facts_by_person,
    load_instrument,
    questions,
)
from lotsen.terms import Presence
from tests.intake.sheets import DIED, FATHER, MOTHER, TWIN_ONE, TWIN_TWO, UNBORN, changed, small_sheet
from tests.scale import scaled

TWINS = (TWIN_ONE, TWIN_TWO, MOTHER)
YES, NO = Answer(Presence.PRESENT), Answer(Presence.NOT_PRESENT)
WORTH_NAMING: dict[str, str | int] = {"support": "none", "crying_hours": 5}
UNKNOWN, NOT_NOW = Answer(Presence.UNKNOWN), Answer(Presence.NOT_NOW)


def random_answers(sheet: Instrument, persons: tuple[Person, ...], generator: random.Random) -> Answers:
    answers: dict[tuple[str, str], Answer] = {}
    for question in questions(sheet, persons):
        item = question.item
        presence = generator.choice(list(Presence))
        if item.kind is ItemKind.YES_NO:
            answer = Answer(presence)
        elif presence in (Presence.PRESENT, Presence.NOT_PRESENT):
            codes = [value.code for value in item.values]
            answer = Answer(Presence.PRESENT, generator.choice(codes) if codes else generator.randrange(9))
        else:
            answer = Answer(presence)
        answers[question.item.code, question.person.ref] = answer
    return Answers.of(answers)


# --- asking


def test_each_child_and_each_caregiver_is_asked_on_its_own_and_the_family_once() -> None:
    asked = [(q.item.code, q.person.ref) for q in questions(small_sheet(), (*TWINS, FATHER))]
    assert asked.count(("cries", "twin-1")) == asked.count(("cries", "twin-2")) == 1
    assert [person for item, person in asked if item == "tired"] == ["mother", "father"]
    assert [person for item, person in asked if item == "money"] == [FAMILY]


def test_an_unborn_child_is_asked_about_the_pregnancy_and_a_born_one_about_itself() -> None:
    asked = {(q.item.code, q.person.ref) for q in questions(small_sheet(), (UNBORN, TWIN_ONE, MOTHER))}
    assert {("unsure", "unborn"), ("cries", "twin-1"), ("ill", "unborn"), ("ill", "twin-1")} <= asked
    assert {("unsure", "twin-1"), ("cries", "unborn")}.isdisjoint(asked)


def test_nothing_is_asked_about_a_child_who_has_died_nor_about_its_birth() -> None:
    asked = questions(small_sheet(), (DIED, MOTHER))
    assert "died" not in {question.person.ref for question in asked}
    assert "birth" not in {question.item.code for question in asked}


def test_a_birth_is_asked_about_once_a_child_is_born_or_while_no_child_is_known() -> None:
    def asks_birth(*persons: Person) -> bool:
        return "birth" in {question.item.code for question in questions(small_sheet(), persons)}

    assert asks_birth(MOTHER)
    assert asks_birth(MOTHER, UNBORN, TWIN_ONE)
    assert not asks_birth(MOTHER, UNBORN)


def test_only_an_answer_that_fits_item_and_person_can_be_recorded() -> None:
    sheet = small_sheet()

    def fits(item: str, person: str, answer: Answer) -> bool:
        return acceptable(sheet, TWINS, item, person, answer)

    assert fits("money", FAMILY, Answer(Presence.PRESENT, wish=True))
    assert fits("hours", "twin-1", Answer(Presence.PRESENT, 4))
    assert fits("hours", "twin-1", UNKNOWN)
    assert not fits("hours", "twin-1", YES)
    assert not fits("hours", "twin-1", Answer(Presence.PRESENT, 40))
    assert not fits("hours", "twin-1", NO)
    assert not fits("tired", "mother", Answer(Presence.PRESENT, wish=True))
    assert not fits("tired", "mother", Answer(Presence.PRESENT, "yes"))
    assert not fits("tired", "twin-1", YES)
    assert not fits("unsure", "twin-1", YES)
    assert not fits("another", FAMILY, YES)


# --- weighing


def test_an_unburdened_family_is_offered_no_talk() -> None:
    answers = Answers.of({(q.item.code, q.person.ref): NO for q in questions(small_sheet(), TWINS)})
    outcome = assess(small_sheet(), TWINS, answers)
    assert (outcome.score, outcome.talk_offered, outcome.needs, outcome.open_items) == (0, False, (), ())


def test_several_topics_together_offer_the_talk_and_say_so() -> None:
    answers = Answers.of({("money", FAMILY): YES, ("tired", "mother"): YES})
    outcome = assess(small_sheet(), TWINS, answers)
    assert outcome.score == outcome.threshold == 3
    assert [need.code for need in outcome.needs] == ["N1", "N7"]
    (fired,) = outcome.triggers
    assert fired.trigger is Trigger.SCORE
    assert fired.reason(small_sheet(), "de").message == "Talk offered because several topics came together"


def test_a_direct_item_offers_the_talk_by_itself_and_is_named_in_the_readers_language() -> None:
    outcome = assess(small_sheet(), TWINS, Answers.of({("ill", "twin-2"): YES}))
    reason = outcome.triggers[0].reason(small_sheet(), "en")
    assert outcome.triggers[0].trigger is Trigger.SCORE
    assert reason.message % reason.params == "Talk offered because “Illness of the child” was named"
    assert outcome.triggers[0].reason(small_sheet(), "de").params["item"] == "Erkrankung des Kindes"


def test_one_topic_is_never_called_several() -> None:
    direct = assess(small_sheet(), TWINS, Answers.of({("ill", "twin-2"): YES}))
    assert (direct.score, [fired.item for fired in direct.triggers]) == (3, ["ill"])
    low = load_instrument(changed("threshold: 3", "threshold: 2"), "small.yaml")
    heavy = assess(low, TWINS, Answers.of({("money", FAMILY): YES}))
    assert [fired.item for fired in heavy.triggers] == ["money"]
    both = assess(small_sheet(), TWINS, Answers.of({("ill", "twin-2"): YES, ("tired", "mother"): YES}))
    assert [fired.item for fired in both.triggers] == ["ill", None]


def test_violence_shows_help_at_once_and_is_never_spelled_out_in_the_reason() -> None:
    outcome = assess(small_sheet(), TWINS, Answers.of({("hurt", "mother"): YES}))
    assert outcome.immediate == (ImmediatePath.VIOLENCE,)
    reason = outcome.triggers[0].reason(small_sheet(), "de")
    assert (reason.message, reason.params) == ("Talk offered because a confidential topic was named", {})


def test_a_hint_and_a_wish_offer_the_talk_whatever_the_answers_say() -> None:
    outcome = assess(small_sheet(), TWINS, Answers(), staff_hint=True, own_wish=True)
    assert [fired.trigger for fired in outcome.triggers] == [Trigger.STAFF_HINT, Trigger.OWN_WISH]
    sentences = [fired.reason(small_sheet(), "de").message for fired in outcome.triggers]
    assert sentences == [
        "Talk offered because staff noticed something",
        "Talk offered because the family wishes it",
    ]


def test_wishing_help_with_one_item_is_a_wish_of_the_family() -> None:
    outcome = assess(
        small_sheet(), TWINS, Answers.of({("money", FAMILY): Answer(Presence.PRESENT, wish=True)})
    )
    assert [fired.trigger for fired in outcome.triggers] == [Trigger.OWN_WISH]
    assert [place.item for place in outcome.wishes] == ["money"]


def test_twins_who_both_cry_count_once_and_show_where() -> None:
    outcome = assess(small_sheet(), TWINS, Answers.of({("cries", "twin-1"): YES, ("cries", "twin-2"): YES}))
    assert outcome.score == 1
    assert [place.person for place in outcome.needs[0].shown_by] == ["twin-1", "twin-2"]


def test_a_choice_and_a_number_weigh_where_the_sheet_says_so() -> None:
    def score(item: str, person: str, value: str | float) -> float:
        answers = Answers.of({(item, person): Answer(Presence.PRESENT, value)})
        return assess(small_sheet(), TWINS, answers).score

    assert [score("help", FAMILY, value) for value in ("none", "little", "good")] == [1, 1, 0]
    assert [score("hours", "twin-1", value) for value in (2, 2.9, 3, 24)] == [0, 0, 2, 2]


def test_a_low_number_weighs_where_the_sheet_sets_an_upper_bound() -> None:
    sheet = load_instrument(changed("at_least: 3", "at_most: 3"), "small.yaml")
    scores = [
        assess(sheet, TWINS, Answers.of({("hours", "twin-1"): Answer(Presence.PRESENT, value)})).score
        for value in (0, 3, 4)
    ]
    assert scores == [2, 2, 0]


def test_strengths_are_found_and_weigh_nothing() -> None:
    outcome = assess(small_sheet(), TWINS, Answers.of({("partner", FAMILY): YES}))
    assert [resource.code for resource in outcome.resources] == ["R1"]
    assert (outcome.score, outcome.needs) == (0, ())


def test_unknown_not_asked_and_not_now_stay_three_different_things() -> None:
    answers = Answers.of({("money", FAMILY): UNKNOWN, ("hurt", "mother"): NOT_NOW})
    outcome = assess(small_sheet(), TWINS, answers)
    assert [place.item for place in outcome.unknown] == ["money"]
    assert [place.item for place in outcome.private_tasks] == ["hurt"]
    assert "tired" in {place.item for place in outcome.not_asked}
    assert {"money", "tired"} <= {place.item for place in outcome.open_items}
    assert "hurt" not in {place.item for place in outcome.open_items}


def test_what_may_open_help_at_once_and_nobody_knew_is_asked_again_in_private() -> None:
    outcome = assess(small_sheet(), TWINS, Answers.of({("hurt", "mother"): UNKNOWN}))
    assert [place.item for place in outcome.private_tasks] == ["hurt"]
    assert "hurt" not in {place.item for place in outcome.open_items}


def test_as_long_as_something_open_could_matter_the_matter_is_undecided() -> None:
    everything = {(q.item.code, q.person.ref): NO for q in questions(small_sheet(), TWINS)}
    assert not assess(small_sheet(), TWINS, Answers.of(everything)).is_undecided
    assert assess(small_sheet(), TWINS, Answers.of({**everything, ("ill", "twin-1"): UNKNOWN})).is_undecided
    assert not assess(
        small_sheet(), TWINS, Answers.of({**everything, ("tired", "mother"): UNKNOWN})
    ).is_undecided


def test_what_is_not_known_never_counts_as_yes_nor_as_no() -> None:
    sheet, generator = small_sheet(), random.Random(41)
    persons = (TWIN_ONE, TWIN_TWO, UNBORN, MOTHER, FATHER)
    for _ in range(scaled(2_000)):
        answers = random_answers(sheet, persons, generator)
        outcome = assess(sheet, persons, answers)
        silent = Answers(
            tuple(
                given for given in answers.given if given.presence in (Presence.PRESENT, Presence.NOT_PRESENT)
            )
        )
        without = assess(sheet, persons, silent)
        assert (outcome.score, outcome.needs, outcome.triggers, outcome.immediate) == (
            without.score,
            without.needs,
            without.triggers,
            without.immediate,
        )
        assert outcome.highest_score == without.highest_score
        assert outcome.is_undecided == without.is_undecided


def test_an_answer_that_arrives_later_stays_within_what_was_announced() -> None:
    sheet, generator = small_sheet(), random.Random(42)
    for _ in range(scaled(2_000)):
        answers = random_answers(sheet, TWINS, generator)
        before = assess(sheet, TWINS, answers)
        still_open = [*before.open_items, *before.private_tasks]
        for place in still_open:
            item = sheet.item(place.item)
            assert item is not None
            value = WORTH_NAMING.get(item.fact or "")
            answers = answers.with_answer(place.item, place.person, Answer(Presence.PRESENT, value))
        after = assess(sheet, TWINS, answers)
        assert before.score <= after.score == before.highest_score
        assert {need.code for need in before.needs} <= {need.code for need in after.needs}
        assert set(before.triggers) <= set(after.triggers)
        assert after.open_items == after.private_tasks == ()
        assert before.talk_offered or before.is_undecided == after.talk_offered


def test_answers_to_items_that_are_not_asked_change_nothing() -> None:
    strange = Answers.of({("cries", "stranger"): YES, ("gone", FAMILY): YES, ("unsure", "twin-1"): YES})
    assert assess(small_sheet(), TWINS, strange) == assess(small_sheet(), TWINS, Answers())


# --- keeping


def test_answers_survive_a_document_and_unasked_ones_leave_no_trace() -> None:
    class Document(BaseModel):
        answers: Answers

    given = Answers.of(
        {
            ("money", FAMILY): Answer(Presence.PRESENT, wish=True, source=Source.FAMILY),
            ("hours", "twin-1"): Answer(Presence.PRESENT, 2.5),
            ("help", FAMILY): Answer(Presence.PRESENT, "little"),
            ("tired", "mother"): Answer(),
        }
    )
    read_back = Document.model_validate_json(Document(answers=given).model_dump_json()).answers
    assert read_back == given
    assert len(read_back.given) == 3
    assert read_back.get("tired", "mother").presence is Presence.NOT_ASKED
    assert read_back.get("hours", "twin-1") == Answer(Presence.PRESENT, 2.5)


def test_an_answer_can_be_changed_and_taken_back() -> None:
    answers = Answers().with_answer("money", FAMILY, YES).with_answer("money", FAMILY, NO)
    assert answers.get("money", FAMILY) == NO
    assert answers.with_answer("money", FAMILY, Answer()) == Answers()


def test_rules_are_told_what_was_said_and_what_was_never_asked() -> None:
    answers = Answers.of(
        {
            ("money", FAMILY): YES,
            ("help", FAMILY): Answer(Presence.PRESENT, "good"),
            ("cries", "twin-1"): NO,
            ("ill", "twin-1"): UNKNOWN,
            ("hurt", "mother"): NOT_NOW,
        }
    )
    by_person = {found.person.ref: found for found in facts_by_person(small_sheet(), TWINS, answers)}
    assert set(by_person) == {FAMILY, "twin-1", "twin-2", "mother"}
    assert by_person[FAMILY].values == {"income_worry": True, "support": "good"}
    assert by_person["twin-1"].values == {"crying": False}
    assert by_person["twin-1"].not_asked == {"crying_hours"}
    assert by_person["mother"].not_now == {"violence_now"}
    assert "violence_now" not in by_person["mother"].not_asked
    assert by_person["twin-2"].not_asked == {"crying", "child_illness", "crying_hours"}

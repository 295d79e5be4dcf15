"""The vocabulary is complete, fits together, and judges nobody."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotsen.terms import FactKind, Phase, Scope, Texts, age_group, vocabulary
from lotsen.terms.loader import DATA, load_vocabulary
from lotsen.terms.marked import InvalidDocument
from lotsen.web.i18n import WINDOW_LANGUAGES
from tests.scale import scaled

WORDS = vocabulary()


def all_texts() -> Iterator[tuple[str, Texts]]:
    for fact in WORDS.facts.values():
        yield fact.code, fact.label
        yield fact.code, fact.question
        yield from ((f"{fact.code}/{value.code}", value.label) for value in fact.values)
    for service_type in WORDS.service_types.values():
        yield service_type.code, service_type.label
        yield service_type.code, service_type.description
        if service_type.rule is not None:
            yield service_type.code, service_type.rule
    for table in (
        WORDS.needs,
        WORDS.need_groups,
        WORDS.resources,
        WORDS.target_groups,
        WORDS.languages,
        WORDS.language_groups,
        WORDS.age_groups,
    ):
        yield from ((entry.code, entry.label) for entry in table.values())


def test_the_catalogue_has_every_need_resource_and_type_of_service() -> None:
    assert list(WORDS.needs) == [f"N{number}" for number in range(1, 15)]
    assert list(WORDS.resources) == [f"R{number}" for number in range(1, 7)]
    sizes = {"A": 8, "B": 9, "C": 6, "D": 4, "E": 5, "F": 1, "Z": 1}
    assert list(WORDS.service_types) == [
        f"{area}{n}" for area, size in sizes.items() for n in range(1, size + 1)
    ]


def test_everything_that_staff_read_has_its_name_in_arabic() -> None:
    tables = (
        WORDS.facts,
        WORDS.needs,
        WORDS.need_groups,
        WORDS.resources,
        WORDS.service_types,
        WORDS.target_groups,
        WORDS.languages,
        WORDS.language_groups,
        WORDS.age_groups,
    )
    named = [entry.label for table in tables for entry in table.values()]
    named += [value.label for fact in WORDS.facts.values() for value in fact.values]
    assert [text["de"] for text in named if "ar" not in text] == []


def test_figures_see_eight_groups_of_needs_and_each_of_them_counts_something() -> None:
    assert len(WORDS.need_groups) == 8
    assert {need.group for need in WORDS.needs.values()} == set(WORDS.need_groups)


def test_every_need_can_be_named_and_is_served() -> None:
    assert {fact.need for fact in WORDS.facts.values()} - {None} == set(WORDS.needs)
    assert {fact.resource for fact in WORDS.facts.values()} - {None} == set(WORDS.resources)
    assert {need for kind in WORDS.service_types.values() for need in kind.needs} == set(WORDS.needs)


def test_every_text_is_there_in_german_and_english_and_labels_no_family() -> None:
    for code, texts in all_texts():
        for language in ("de", "en"):
            assert texts[language].strip() == texts[language] != "", (code, language)
            assert not re.search(r"risi[ck]o|\brisk|todo|\?\?", texts[language], re.IGNORECASE), code


def test_types_of_service_are_named_in_every_language_that_families_read() -> None:
    for code, kind in WORDS.service_types.items():
        for language in WINDOW_LANGUAGES:
            assert kind.label[language].strip() == kind.label[language] != "", (code, language)


def test_questions_ask_and_labels_do_not() -> None:
    for fact in WORDS.facts.values():
        for language in ("de", "en"):
            assert fact.question[language].endswith("?"), fact.code
            assert not fact.label[language].endswith("?"), fact.code


def test_what_another_person_in_the_room_must_not_hear_is_marked() -> None:
    marked = {code for code, fact in WORDS.facts.items() if fact.sensitive}
    assert marked == {
        "violence_now",
        "violence_in_childhood",
        "self_harm_thoughts",
        "alcohol_use",
        "substance_use",
    }


def test_the_federal_foundation_is_for_pregnancy_alone() -> None:
    defaults = WORDS.service_types["B2"].defaults
    assert (defaults.min_weeks, defaults.max_weeks) == (1, 43)
    assert (defaults.min_months, defaults.max_months) == (None, None)


def test_help_against_violence_keeps_its_address() -> None:
    protected = [code for code, kind in WORDS.service_types.items() if kind.defaults.protected_address]
    assert protected == ["B8"]


def test_only_who_lost_a_child_is_offered_what_is_for_bereaved_parents() -> None:
    stated = [group for group in WORDS.target_groups.values() if group.only_if_stated]
    assert [(group.code, group.facts) for group in stated] == [("bereaved", ("loss",))]


def test_help_to_bring_up_a_child_comes_after_help_that_needs_no_application() -> None:
    assert [code for code, kind in WORDS.service_types.items() if kind.comes_last] == ["E2"]


def test_a_household_speaks_one_of_the_languages() -> None:
    fact = WORDS.facts["household_language"]
    assert [value.code for value in fact.values] == list(WORDS.languages)
    assert fact.accepts("ar")
    assert not fact.accepts("xx")
    assert {code for code, language in WORDS.languages.items() if language.right_to_left} == {"ar", "fa"}


@pytest.mark.parametrize(
    ("code", "possible", "impossible"),
    [
        ("income_worry", (True, False), (1, "yes", None)),
        ("crying_hours", (0, 2.5, 24), (-1, 25, True, "2", None)),
        ("support", ("none", "good"), ("bad", "", 1, None)),
        ("postcode", ("43101",), ("", 43101, None)),
        ("birth_date", ("2026-02-28",), ("2026-02-30", "2026-W09-6", "20260228", "", 20260228)),
    ],
)
def test_a_fact_accepts_its_own_kind_of_value_only(
    code: str, possible: tuple[object, ...], impossible: tuple[object, ...]
) -> None:
    fact = WORDS.facts[code]
    assert [value for value in possible if not fact.accepts(value)] == []
    assert [value for value in impossible if fact.accepts(value)] == []


def test_only_a_child_has_a_phase_and_only_asked_yes_no_facts_stand_for_a_need() -> None:
    for fact in WORDS.facts.values():
        assert fact.phase is None or fact.scope is Scope.CHILD, fact.code
        if fact.need or fact.resource:
            assert fact.kind is FactKind.YES_NO, fact.code
            assert not fact.derived, fact.code


def test_every_child_falls_into_exactly_one_age_band_and_older_ones_never_into_a_younger() -> None:
    order = list(WORDS.age_groups)
    generator = random.Random(20)
    for _ in range(scaled(5_000)):
        younger = generator.randrange(0, 320)
        older = younger + generator.randrange(0, 60)
        first, second = age_group(Phase.BORN, younger), age_group(Phase.BORN, older)
        assert (
            order.index("under_1") <= order.index(first) <= order.index(second) <= order.index("school_age")
        )


@pytest.mark.parametrize(
    ("phase", "months", "band"),
    [
        (Phase.PREGNANT, None, "pregnancy"),
        (Phase.BORN, 0, "under_1"),
        (Phase.BORN, 11, "under_1"),
        (Phase.BORN, 12, "one_to_two"),
        (Phase.BORN, 35, "one_to_two"),
        (Phase.BORN, 36, "three_to_five"),
        (Phase.BORN, 72, "school_age"),
        (Phase.BORN, None, "unknown"),
        (Phase.BORN, -1, "unknown"),
        (None, None, "unknown"),
        (None, 5, "unknown"),
    ],
)
def test_age_bands_begin_and_end_where_they_say(phase: Phase | None, months: int | None, band: str) -> None:
    assert age_group(phase, months) == band


def broken(folder: Path, name: str, old: str, new: str) -> str:
    shutil.copytree(DATA, folder / "data")
    path = folder / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidDocument) as caught:
        load_vocabulary(folder / "data")
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        (
            "facts/living.yaml",
            "need: N1\n",
            "need: N99\n",
            "facts/living.yaml, line 5 (income_worry): unknown need “N99”",
        ),
        (
            "facts/living.yaml",
            "      de: Das Geld",
            "      tr: Das Geld",
            "facts/living.yaml, line 7 (income_worry): the German text is missing",
        ),
        (
            "facts/living.yaml",
            "code: debts",
            "code: income_worry",
            "facts/living.yaml, line 13 (income_worry): the code “income_worry” appears twice",
        ),
        (
            "facts/living.yaml",
            "scope: family",
            "scope: uncle",
            "facts/living.yaml, line 4 (income_worry): one of child, caregiver, family is expected here",
        ),
        (
            "facts/context.yaml",
            "    low: 1\n",
            "",
            "line 19 (weeks_pregnant): “weeks_pregnant”: a number, and only a number, has low and high",
        ),
        (
            "facts/context.yaml",
            "low: 1\n",
            "low: 50\n",
            "(weeks_pregnant): “weeks_pregnant”: low is above high",
        ),
        (
            "facts/context.yaml",
            "values_from: languages",
            "values_from: somewhere",
            "(household_language): values can come from",
        ),
        (
            "facts/context.yaml",
            "values_from: open",
            "sensitive: false",
            "(postcode): “postcode”: a choice, and only a choice, has values",
        ),
        (
            "facts/daily_life.yaml",
            "scope: family",
            "scope: family\n    phase: born",
            "only a child has a phase",
        ),
        (
            "facts/resources.yaml",
            "resource: R1",
            "resource: R1\n    need: N1",
            "(partner_support): “partner_support”: only an asked yes-no fact stands for one need",
        ),
        (
            "needs.yaml",
            "group: livelihood",
            "group: money",
            "needs.yaml, line 47 (N1): unknown group “money”",
        ),
        ("needs.yaml", "- code: livelihood", "- code: money", "(N1): unknown group “livelihood”"),
        (
            "service_types/a_at_home.yaml",
            "needs: [N8,",
            "needs: [[N8],",
            "service_types/a_at_home.yaml, line 5 (A1): unknown needs",
        ),
        ("service_types/a_at_home.yaml", "access: appointment", "access: magic", "(A1): one of application,"),
        ("service_types/a_at_home.yaml", "min_weeks: 1", "min_weeks: one", "(A1): a whole number from 0"),
        ("target_groups.yaml", "[single_parent,", "[support,", "(single_parents): unknown facts “support”"),
        ("languages.yaml", "group: western", "group: moon", "(en): unknown group “moon”"),
        ("age_groups.yaml", "age_groups:", "ages:", "age_groups.yaml, line 3: unknown field “ages”"),
        ("age_groups.yaml", "    phase: pregnant", "    phase: soon", "(pregnancy): one of pregnant, born"),
        ("languages.yaml", "language_groups:", "language_groups: [", "languages.yaml, line"),
    ],
)
def test_a_mistake_is_refused_with_file_line_and_code(
    tmp_path: Path, name: str, old: str, new: str, complaint: str
) -> None:
    assert complaint in broken(tmp_path, name, old, new)


def test_a_ninth_group_of_needs_is_refused(tmp_path: Path) -> None:
    old = "need_groups:\n"
    new = "need_groups:\n  - code: extra\n    label:\n      de: Mehr\n      en: More\n"
    assert "exactly 8 groups" in broken(tmp_path, "needs.yaml", old, new)

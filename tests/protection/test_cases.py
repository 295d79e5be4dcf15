"""A protection case: opened by a person, read by those it names, tied to no family, erased in time."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

import lotsen
from lotsen.desk import at_desk
from lotsen.facts.tables import Fact
from lotsen.intake import actions as intake
from lotsen.intake.domain import ConsentPurpose
from lotsen.intake.tables import Consent, Family, FamilyContact, Member
from lotsen.kernel import FixedClock, NotAllowed, NotVisible, new_id
from lotsen.keys.office import KeyOffice
from lotsen.keys.tables import AuditEntry, AuditItem, Grant
from lotsen.policy import MACHINE, InstitutionKind
from lotsen.protection import actions
from lotsen.protection.actions import Opening
from lotsen.protection.actions.recording import Happened
from lotsen.protection.domain import (
    CaseIsClosed,
    CaseState,
    Ending,
    LegalForm,
    NamesLeft,
    NotAReader,
    StepKind,
)
from lotsen.protection.law import form_of_law, law_file
from lotsen.protection.tables import Case, Entry
from lotsen.referral.tables import Referral
from lotsen.web.i18n import LANGUAGES
from tests.conftest import OpenDesk
from tests.protection.helping import SURNAME, TODAY, named_family, open_case, record
from tests.world import World, desk_of

PACKAGE = Path(lotsen.__file__).parent


def test_nobody_but_a_named_reader_sees_a_case(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d)
    with desk(writing=False) as d:
        assert actions.read_case(d, case).sheet.reason == "Blaue Flecken"
        assert [card.row.id for card in actions.list_cases(d)] == [case]
    with desk("colleague", writing=False) as d:
        assert actions.list_cases(d) == ()
    with pytest.raises(NotVisible), desk("colleague", writing=False) as d:
        actions.read_case(d, case)
    with pytest.raises(NotVisible), desk("other_navigator", writing=False) as d:
        actions.read_case(d, case)


def test_a_colleague_who_was_refused_stands_in_the_trail_of_the_case_and_did_not_read(
    desk: OpenDesk, world: World
) -> None:
    with desk() as d:
        case = open_case(d)
    with pytest.raises(NotVisible), desk("colleague", writing=False) as d:
        actions.read_case(d, case)
    with desk("data_protection", writing=False) as d:
        deeds = set(
            d.db.exec(
                select(AuditEntry.action).where(AuditEntry.actor_id == world.actor("colleague").person_id)
            )
        )
    assert deeds == {"protection_refused"}


def test_a_reader_is_named_by_the_opener_and_can_read_from_then_on(desk: OpenDesk, world: World) -> None:
    colleague = world.actor("colleague").person_id
    assert colleague is not None
    with desk() as d:
        case = open_case(d)
        actions.add_reader(d, case, colleague)
        actions.add_reader(d, case, colleague)
    with desk("colleague", writing=False) as d:
        view = actions.read_case(d, case)
    assert [reader.person_id for reader in view.sheet.readers] == [
        world.actor("navigator").person_id,
        colleague,
    ]
    with pytest.raises(NotAllowed), desk("colleague") as d:
        actions.add_reader(d, case, new_id())


@pytest.mark.parametrize("who", ["other_navigator", "family_office", "administrator"])
def test_nobody_from_elsewhere_can_be_named_a_reader(desk: OpenDesk, world: World, who: str) -> None:
    stranger = world.actor(who).person_id
    assert stranger is not None
    with desk() as d:
        case = open_case(d)
    with pytest.raises(NotAReader), desk() as d:
        actions.add_reader(d, case, stranger)
    with pytest.raises(NotAReader), desk() as d:
        open_case(d, None, stranger)


def test_the_same_form_opens_one_case_and_adds_one_entry(desk: OpenDesk) -> None:
    form, entry = new_id(), new_id()
    for _ in range(2):
        with desk() as d:
            case = actions.open_case(d, form, Opening("Anlass", ("Mädchen, 4 Jahre",)))
            said = Happened(TODAY, answers={"text": "Nachtrag"})
            actions.record_entry(d, case.id, entry, StepKind.NOTE, said)
    with desk(writing=False) as d:
        assert len(actions.list_cases(d)) == 1
        assert len(actions.read_case(d, form).entries) == 1


def test_no_machine_and_nobody_without_the_right_opens_a_case(desk: OpenDesk, office: KeyOffice) -> None:
    with pytest.raises(NotAllowed), desk("coordinator") as d:
        actions.open_case(d, new_id(), Opening("Anlass"))
    with pytest.raises(NotAllowed), desk_of(office, MACHINE) as d:
        actions.open_case(d, new_id(), Opening("Anlass"))


def test_only_the_form_that_a_person_sends_opens_a_case() -> None:
    """No rule, no job, no other action calls it: the whole program has one caller, in a page."""
    callers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "open_case"
    }
    town = {"demo/stories/at_the_clinic.py", "demo/stories/elsewhere.py"}  # plays the invented people
    assert callers - town == {"protection/views/start.py"}
    makers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "SubjectKind.PROTECTION"
    }
    assert makers == {"protection/actions/opening.py"}


def test_no_open_column_ties_a_case_to_a_family(desk: OpenDesk) -> None:
    with desk() as d:
        family = named_family(d)
        row = intake.family_row(d, family)
        case = open_case(d, family)
        record(d, case, StepKind.NOTE, text="Nachtrag")
    ids = {family, row.subject_id}
    with desk(writing=False) as d:
        for table in (Case, Entry):
            for one in d.db.exec(select(table)).all():
                opened = {value for value in one.model_dump().values() if isinstance(value, UUID)}
                assert opened & ids == set()
        grants = d.keys.exec(select(Grant).where(col(Grant.subject_kind) == "protection")).all()
        assert len(grants) == 1
        assert grants[0].subject_id not in ids


def test_the_trail_of_a_family_says_that_it_was_read_and_nothing_of_a_case(
    desk: OpenDesk, office: KeyOffice, world: World
) -> None:
    with desk() as d:
        family = named_family(d)
        subject = intake.family_row(d, family).subject_id
    with at_desk(office, world.actor("navigator"), writing=False, action="intake.persons") as d:
        intake.read_family(d, family)
    with desk() as d:
        case = open_case(d, family)
        record(d, case, StepKind.NOTE, text="Nachtrag")
    with desk("data_protection", writing=False) as d:
        named = select(AuditItem.entry_id).where(AuditItem.subject_id == subject)
        entries = d.db.exec(select(AuditEntry).where(col(AuditEntry.id).in_(named))).all()
        classes = set(d.db.exec(select(AuditItem.record_class).where(AuditItem.subject_id == subject)))
    with Session(office.stores.data) as db:
        read = {
            entry.id: set(db.exec(select(AuditItem.record_class).where(AuditItem.entry_id == entry.id)))
            for entry in entries
            if entry.action == "opened:intake.persons"
        }
    everyday, looked_up = read.values()
    assert everyday == looked_up
    assert [entry.action for entry in entries if "protection" in entry.action] == []
    assert [one for one in classes if "protection" in one] == []


def test_comparing_a_locked_contact_leaves_nothing_in_the_trail_of_the_family(desk: OpenDesk) -> None:
    with desk() as d:
        family = named_family(d)
        subject = intake.family_row(d, family).subject_id
        case = open_case(d, family)
        intake.withdraw_consent(d, family, purpose=ConsentPurpose.DOCUMENTATION)

    def trail() -> list[UUID]:
        with desk("data_protection", writing=False) as d:
            return list(d.db.exec(select(AuditItem.id).where(AuditItem.subject_id == subject)).all())

    before = trail()
    said = Happened(TODAY, answers={"signs": f"Frau {SURNAME}", "questions": "Was tun?"})
    with pytest.raises(NamesLeft), desk() as d:
        actions.write_advice_sheet(d, case, new_id(), said)
    nameless = Happened(TODAY, answers={"signs": "Hämatome", "questions": "Was tun?"})
    with desk() as d:
        actions.write_advice_sheet(d, case, new_id(), nameless)
        subject_of_case = d.db.get_one(Case, case).subject_id
    assert trail() == before
    with desk("data_protection", writing=False) as d:
        named = select(AuditItem.entry_id).where(AuditItem.subject_id == subject_of_case)
        deeds = d.db.exec(select(AuditEntry.action).where(col(AuditEntry.id).in_(named))).all()
    assert "protection_names_compared" in deeds


def test_a_family_that_is_erased_leaves_the_case(desk: OpenDesk) -> None:
    with desk() as d:
        family = named_family(d)
        case = open_case(d, family)
        subject = intake.family_row(d, family).subject_id
        institution = d.actor.home
    with desk() as d:
        d.vault.revoke(subject, institution)
        for table in (FamilyContact, Member, Consent):
            d.db.exec(sa.delete(table).where(col(table.family_id) == family))
        d.db.exec(sa.delete(Family).where(col(Family.id) == family))
    with desk() as d:
        record(d, case, StepKind.NOTE, text="Nachtrag")
        said = Happened(TODAY, answers={"signs": "Hämatome", "questions": "Was tun?"})
        actions.write_advice_sheet(d, case, new_id(), said)
        assert len(actions.read_case(d, case).entries) == 2


def test_neither_the_figures_nor_a_referral_nor_the_family_hear_of_a_case(desk: OpenDesk) -> None:
    with desk() as d:
        family = named_family(d)
        before = len(d.db.exec(select(Fact)).all()), intake.family_row(d, family).revision
    with desk() as d:
        case = open_case(d, family)
        record(d, case, StepKind.NOTICE, channel="fax", recipient="Amt", passed_on="Alles")
        actions.close_case(d, case, new_id(), Ending.NOTICE_GIVEN, Happened(TODAY))
    with desk(writing=False) as d:
        after = len(d.db.exec(select(Fact)).all()), intake.family_row(d, family).revision
        assert after == before
        assert d.db.exec(select(Referral)).all() == []


def test_entries_are_added_and_nothing_is_changed(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d)
        record(d, case, StepKind.OBSERVATION, seen="Erstens", source="self")
        record(d, case, StepKind.OBSERVATION, seen="Zweitens", source="self")
        view = actions.read_case(d, case)
    assert [entry.sheet.answers["seen"] for entry in view.entries] == ["Erstens", "Zweitens"]
    assert [entry.position for entry in view.entries] == [1, 2]
    assert view.entries[0].sheet.recorded_by == view.sheet.opened_by


def test_steps_never_block_each_other(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d)
        record(d, case, StepKind.NOTICE, channel="phone", recipient="Jugendamt", passed_on="Alles Nötige")
        view = actions.read_case(d, case)
    assert view.done == {StepKind.NOTICE}


def test_a_closed_case_takes_notes_and_feedback_only_and_keeps_its_period(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d)
        for _ in range(2):
            actions.close_case(d, case, new_id(), Ending.NOTICE_GIVEN, Happened(TODAY))
        record(d, case, StepKind.FEEDBACK, content="Wir sind tätig")
    with desk(writing=False) as d:
        view = actions.read_case(d, case)
    assert (view.row.state, view.row.retention_until) == (CaseState.CLOSED, date(2036, 11, 21))
    assert view.done == {StepKind.CLOSING, StepKind.FEEDBACK}
    with pytest.raises(CaseIsClosed), desk() as d:
        record(d, case, StepKind.TALK, held="yes")


def test_what_was_kept_long_enough_is_erased_with_its_key(desk: OpenDesk, office: KeyOffice) -> None:
    with desk() as d:
        case, other = open_case(d), open_case(d)
        record(d, case, StepKind.NOTE, text="Nachtrag")
        actions.close_case(d, case, new_id(), Ending.NO_ENDANGERMENT, Happened(TODAY))
        subject = actions.read_case(d, case).row.subject_id
    for day, erased in (
        (datetime(2036, 11, 21, 9, tzinfo=UTC), 0),
        (datetime(2036, 11, 23, 9, tzinfo=UTC), 1),
    ):
        with desk_of(office, MACHINE, clock=FixedClock(day)) as d:
            assert actions.erase_due(d) == erased
    with desk(writing=False) as d:
        assert [card.row.id for card in actions.list_cases(d)] == [other]
        assert d.db.exec(select(Entry)).all() == []
        assert d.keys.exec(select(Grant).where(Grant.subject_id == subject)).all() == []


@pytest.mark.parametrize(
    ("who", "form"), [("navigator", LegalForm.KKG_4), ("family_office", LegalForm.YOUTH_OFFICE)]
)
def test_the_kind_of_the_institution_decides_the_form(desk: OpenDesk, who: str, form: LegalForm) -> None:
    with desk(who) as d:
        case = open_case(d)
        assert actions.read_case(d, case).sheet.form is form


def test_an_institution_can_use_another_form(desk: OpenDesk, world: World) -> None:
    clinic = world.actor("navigator").institution_id
    assert clinic is not None
    with desk("administrator") as d:
        actions.keep_rules(d, clinic, LegalForm.SGB_8A_4, 3)
    with desk() as d:
        case = open_case(d)
        assert actions.read_case(d, case).sheet.form is LegalForm.SGB_8A_4


def test_with_the_birth_the_form_of_pregnancy_ends(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d, unborn=True)
        assert actions.read_case(d, case).sheet.form is LegalForm.PREGNANCY
        record(d, case, StepKind.BIRTH, born="Heute Nacht")
        assert actions.read_case(d, case).sheet.form is LegalForm.KKG_4


@pytest.mark.parametrize(
    "text",
    [
        "Frau Morgenrot war da",
        "die Morgenrots",
        "MORGENROT",
        "Leyla sagte",
        "Timurs Arm",
        "wohnt in der Fliedergasse",
        "Tel. 0170/555 01 47",
        "+49 170 5550147",
        "geboren am 9.3.2024",
        "geb. 09.03.24",
    ],
)
def test_a_sheet_with_a_trace_of_the_family_is_not_made_until_somebody_has_looked(
    desk: OpenDesk, text: str
) -> None:
    with desk() as d:
        case = open_case(d, named_family(d))
    said = Happened(TODAY, answers={"signs": text, "questions": "Was tun?"})
    with pytest.raises(NamesLeft) as left, desk() as d:
        actions.write_advice_sheet(d, case, new_id(), said)
    assert set(left.value.fields) == {"signs"}
    with desk() as d:
        actions.write_advice_sheet(d, case, new_id(), said, is_false_alarm=True)
        sheet = actions.read_case(d, case).entries[0].sheet
    assert sheet.answers["confirmed"] == "yes"


def test_a_sheet_without_a_trace_is_made_at_once(desk: OpenDesk) -> None:
    with desk() as d:
        case = open_case(d, named_family(d))
        said = Happened(TODAY, answers={"signs": "Der Junge, 2 Jahre, hat Hämatome", "questions": "Was tun?"})
        actions.write_advice_sheet(d, case, new_id(), said)
        assert "confirmed" not in actions.read_case(d, case).entries[0].sheet.answers


def test_every_kind_of_institution_that_holds_cases_has_a_form() -> None:
    assert set(law_file().kinds) == set(InstitutionKind) - {InstitutionKind.MUNICIPALITY}
    for form in LegalForm:
        german = form_of_law(form, "de")
        for language in LANGUAGES:
            law = form_of_law(form, language)
            assert law.steps
            assert language == "de" or {one.hint for one in law.steps}.isdisjoint(
                one.hint for one in german.steps
            )
            assert law.open_steps(set()) != ()

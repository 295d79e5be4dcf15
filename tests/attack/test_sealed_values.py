"""A sealed value opens unchanged, in its own place, for those who hold its key; all else is refused."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from lotsen.intake.tables import Family, FamilyContact, Member
from lotsen.kernel import NotVisible
from lotsen.keys.tables import AuditEntry, Grant
from lotsen.referral.tables import Casework, Referral
from lotsen.vault import WrapBroken
from tests.attack.rows import Kept, altered, every_kept, kept_of, pairs, rings_of, sealed_columns, some_bits
from tests.attack.sites import Site
from tests.attack.walk import last_id
from tests.scale import scaled
from tests.world import institution_id


def test_the_walk_fills_every_sealed_column_there_is(walked_site: Site) -> None:
    filled = {(kept.model, kept.column) for kept in every_kept(walked_site)}
    assert filled == set(sealed_columns())
    assert len(filled) >= 12


def test_every_sealed_value_opens_in_its_own_place(walked_site: Site) -> None:
    values = every_kept(walked_site)
    with rings_of(walked_site) as rings:
        assert all(
            type(rings.open(kept)) is kept.kind.shape for kept in values if _has_a_reader(rings.readers, kept)
        )


def test_the_canaries_are_inside_of_the_sealed_values(walked_site: Site) -> None:
    """Without this the scan of the files would prove nothing: they were stored, and are sealed."""
    with rings_of(walked_site) as rings:
        inside = " ".join(
            rings.open(kept).model_dump_json()
            for kept in every_kept(walked_site)
            if _has_a_reader(rings.readers, kept)
        )
    stored = [word for word in walked_site.planted.words if word in inside]
    assert len(stored) >= 80


def test_no_bit_can_be_turned_over(walked_site: Site) -> None:
    values = _readable(walked_site)
    with rings_of(walked_site) as rings:
        assert rings.accepted(some_bits(values, scaled(20_000), seed=1)) == []


def test_no_bit_of_a_header_can_be_turned_over(sqlite_site: Site) -> None:
    one_each = {kept.kind.label: kept for kept in _readable(sqlite_site)}.values()
    with rings_of(sqlite_site) as rings:
        assert rings.accepted([kept.flipped(bit) for kept in one_each for bit in range(18 * 8)]) == []


def test_nothing_cut_off_or_added_is_accepted(sqlite_site: Site) -> None:
    values = _readable(sqlite_site)[:: scaled(10) or 1]
    forged = [
        replace(kept, box=box)
        for kept in values
        for box in (
            b"",
            b"\x01",
            kept.box[:18],
            kept.box[:-1],
            kept.box + b"\x00",
            kept.box * 2,
            bytes(len(kept.box)),
        )
    ]
    with rings_of(sqlite_site) as rings:
        assert rings.accepted(forged) == []


def test_no_box_opens_in_another_row_of_its_table(walked_site: Site) -> None:
    _no_pair_opens(walked_site, lambda one, two: one.model is two.model, seed=2)


def test_no_box_opens_in_another_row_of_the_same_subject(walked_site: Site) -> None:
    """The key is the same for all of them; only what the seal is bound to tells them apart."""
    _no_pair_opens(walked_site, lambda one, two: one.subject == two.subject is not None, seed=3)


def test_no_box_opens_under_another_label(walked_site: Site) -> None:
    _no_pair_opens(walked_site, lambda one, two: one.kind.label != two.kind.label, seed=4)


def test_no_box_opens_in_its_own_row_under_another_label(sqlite_site: Site) -> None:
    values = [kept for kept in _readable(sqlite_site) if kept.subject is not None]
    others = {kept.model: kept for kept in values}.values()
    forged = [
        replace(kept, model=other.model, column=other.column)
        for kept in values
        for other in others
        if other.model is not kept.model
    ]
    with rings_of(sqlite_site) as rings:
        assert rings.accepted(forged) == []


def test_no_box_opens_under_another_subject(walked_site: Site) -> None:
    values = [kept for kept in _readable(walked_site) if kept.subject is not None]
    subjects = sorted({kept.subject for kept in values if kept.subject})
    forged = [
        replace(kept, subject=subject)
        for number, kept in enumerate(values)
        if (subject := subjects[number % len(subjects)]) != kept.subject
    ]
    assert len(forged) > len(subjects)
    with rings_of(walked_site) as rings:
        assert rings.accepted(forged) == []


def test_no_box_opens_under_another_revision(walked_site: Site) -> None:
    values = _readable(walked_site)
    forged = [
        replace(kept, revision=revision)
        for kept in values
        for revision in (0, kept.revision - 1, kept.revision + 1, 2**31 - 1)
        if revision != kept.revision
    ]
    with rings_of(walked_site) as rings:
        assert rings.accepted(forged) == []


def test_another_institution_holds_no_key(walked_site: Site) -> None:
    stranger = institution_id("other_clinic")
    with rings_of(walked_site) as rings:
        for kept in _readable(walked_site):
            if kept.subject is not None:
                assert stranger not in rings.readers[kept.subject]
                with pytest.raises(NotVisible):
                    rings.of(stranger).open(kept.stand_in(), kept.attribute)


def test_a_receiver_holds_no_key_of_a_family_and_a_sender_none_of_casework(walked_site: Site) -> None:
    clinic, office = institution_id("clinic"), institution_id("office")
    with rings_of(walked_site) as rings:
        for kept in _readable(walked_site):
            assert (
                kept.subject is None or kept.model is not Casework or rings.readers[kept.subject] == [office]
            )
            if kept.model in {Family, FamilyContact, Member} and kept.subject is not None:
                assert rings.readers[kept.subject] in ([clinic], [office])
            if kept.model is Referral and kept.subject is not None:
                assert set(rings.readers[kept.subject]) <= {clinic, office}


def test_a_grant_rewritten_for_another_institution_opens_nothing(walked_site: Site) -> None:
    stranger = institution_id("other_clinic")
    family = next(kept for kept in _readable(walked_site) if kept.model is Family)
    engine = walked_site.office.stores.writing("keys")
    with Session(engine) as keys:
        grant = keys.exec(select(Grant).where(Grant.subject_id == family.subject)).one()
        owner, grant.recipient_id = grant.recipient_id, stranger
        keys.add(grant)
        keys.commit()
        try:
            with rings_of(walked_site) as rings, pytest.raises(WrapBroken):
                rings.of(stranger).open(family.stand_in(), family.attribute)
        finally:
            grant.recipient_id = owner
            keys.add(grant)
            keys.commit()


@pytest.mark.parametrize("model", sorted({model.__name__ for model, _ in sealed_columns()}))
def test_a_stored_value_is_refused_after_one_turned_bit(walked_site: Site, model: str) -> None:
    kept = next(kept for kept in _readable(walked_site) if kept.model.__name__ == model)
    with altered(walked_site, kept, kept.flipped(8 * 40 + 3).box):
        stored = next(one for one in _readable(walked_site) if (one.model, one.row) == (kept.model, kept.row))
        assert stored.box != kept.box
        with rings_of(walked_site) as rings:
            assert rings.accepted([stored]) == []


def test_a_list_with_one_broken_row_is_a_fault_with_a_number_that_shows_nothing(walked_site: Site) -> None:
    family = last_id(walked_site.trail.paths["family"])
    kept = kept_of(walked_site, Family, UUID(family))
    visitor = walked_site.browser("navigator")
    for path in ("/intake/today", f"/intake/{family}", f"/intake/{family}/contact"):
        with altered(walked_site, kept, kept.flipped(500).box):
            answer = visitor.get(path)
        assert answer.status == 500
        assert "Nummer" in answer.text
        assert walked_site.planted.find(answer.html.encode()) == []
        assert visitor.get(path).status == 200


def test_a_broken_seal_stands_in_the_audit_trail(walked_site: Site) -> None:
    kept = kept_of(walked_site, Family, UUID(last_id(walked_site.trail.paths["family"])))
    visitor = walked_site.browser("navigator")
    with altered(walked_site, kept, kept.flipped(700).box):
        assert visitor.get(f"/intake/{kept.row}").status == 500
    newest = select(AuditEntry.action).order_by(
        sa.desc(col(AuditEntry.at)), sa.desc(col(AuditEntry.sequence))
    )
    with Session(walked_site.office.stores.data) as db:
        assert "seal_broken" in set(db.exec(newest.limit(200)).all())


def test_the_sign_in_survives_a_broken_session(walked_site: Site) -> None:
    visitor = walked_site.browser("practice_navigator")
    assert visitor.get("/intake/today").status == 200
    actor = walked_site.world.actor("practice_navigator")
    session = next(
        kept
        for kept in every_kept(walked_site)
        if kept.kind.label == "web-session" and _person_of(walked_site, kept) == actor.person_id
    )
    for bit in (3 * 8, 5 * 8, 900):
        with altered(walked_site, session, session.flipped(bit).box):
            assert visitor.get("/intake/today").location == "/sign-in"


def _person_of(site: Site, kept: Kept) -> object:
    with Session(site.office.stores.data) as db:
        row = db.get(kept.model, kept.row)
        return getattr(row, "person_id", None)


def _has_a_reader(readers: dict[UUID, list[UUID]], kept: Kept) -> bool:
    return kept.subject is None or kept.subject in readers


def _readable(site: Site) -> list[Kept]:
    """Return the values that somebody can open; a recalled hand-over still has its sender."""
    with rings_of(site) as rings:
        return [kept for kept in every_kept(site) if _has_a_reader(rings.readers, kept)]


def _no_pair_opens(site: Site, fits: Callable[[Kept, Kept], bool], seed: int) -> None:
    forged = pairs(_readable(site), fits, scaled(5_000), seed)
    assert len(forged) > 50
    with rings_of(site) as rings:
        assert rings.accepted(forged) == []

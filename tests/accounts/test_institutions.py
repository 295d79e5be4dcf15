"""Who looks after which institution and its people: municipality, carrier, the institution itself."""

from uuid import UUID

import pytest

from lotsen.accounts import actions, domain
from lotsen.accounts.actions import InstitutionSheet
from lotsen.accounts.domain import LegalRegime
from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.kernel import NotVisible, new_id
from lotsen.keys.office import KeyOffice
from lotsen.policy import ROLES_OF, Actor, InstitutionKind, Role
from tests.conftest import OpenDesk
from tests.world import World, desk_of, institution_id

CLINIC, PRACTICE, CARRIER = (institution_id(name) for name in ("clinic", "practice", "carrier"))
TOWN = institution_id("municipality")


def as_row(kind: InstitutionKind) -> Institution:
    return Institution(
        id=new_id(), name="Neue Einrichtung", kind=kind, municipality="lindbrueck", postcode="43101"
    )


def sheet_of(row: Institution, **changed: object) -> InstitutionSheet:
    values = {
        "name": row.name,
        "street": row.street,
        "postcode": row.postcode,
        "phone": row.phone,
        "legal_regime": row.legal_regime,
        "kind": row.kind,
        "own_kind_id": row.own_kind_id,
        "carrier_id": row.carrier_id,
    }
    return InstitutionSheet(**{**values, **changed})  # type: ignore[arg-type]  # a few fields are exchanged


def give_to_carrier(desk: OpenDesk, institution: UUID) -> None:
    with desk("administrator") as d:
        row = actions.read_institution(d, institution)
        actions.change_institution(d, institution, sheet_of(row, carrier_id=CARRIER))


def administrator_of(desk: OpenDesk, institution: UUID, kind: InstitutionKind, login: str) -> Actor:
    """Invite somebody who administers one institution only."""
    with desk("administrator") as d:
        member, _ = actions.invite(
            d, name="Nora Klein", login=login, institution_id=institution, role=Role.ADMINISTRATOR
        )
        return Actor(member.person_id, member.id, institution, kind, Role.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("who", "cared_for"),
    [
        ("town", {CLINIC, PRACTICE, CARRIER, TOWN}),
        ("carrier", {PRACTICE, CARRIER}),
        ("clinic", {CLINIC}),
    ],
)
def test_each_administrator_looks_after_what_is_hers_and_finds_nothing_else(
    desk: OpenDesk, office: KeyOffice, world: World, who: str, cared_for: set[UUID]
) -> None:
    give_to_carrier(desk, PRACTICE)
    own = administrator_of(desk, CLINIC, InstitutionKind.BIRTH_CLINIC, "nora")
    actors = {"town": world.actor("administrator"), "carrier": world.actor("carrier_administrator")}
    members = {
        CLINIC: world.actor("navigator").membership_id,
        PRACTICE: world.actor("practice_navigator").membership_id,
        CARRIER: world.actor("carrier_administrator").membership_id,
        TOWN: world.actor("coordinator").membership_id,
    }
    for place, membership in members.items():
        assert membership is not None
        with desk_of(office, actors.get(who, own)) as d:
            if place in cared_for:
                row = actions.managed_institution(d, place)
                assert actions.change_institution(d, place, sheet_of(row, phone="02999 1")).phone == "02999 1"
                assert actions.read_colleague(d, membership).institution.id == place
                continue
            for deed in (
                lambda d, p=place: actions.managed_institution(d, p),
                lambda d, p=place: actions.set_institution_open(d, p, is_open=False),
                lambda d, m=membership: actions.set_active(d, m, active=False),
                lambda d, m=membership: actions.reset_password(d, m),
                lambda d, p=place: actions.invite(
                    d, name="X", login="x", institution_id=p, role=Role.ADMINISTRATOR
                ),
                lambda d, p=place: actions.add_workplace(
                    d, login="colleague", institution_id=p, role=Role.ADMINISTRATOR
                ),
            ):
                with pytest.raises(NotVisible):
                    deed(d)


def test_a_carrier_founds_institutions_of_its_own_in_a_town_it_names(desk: OpenDesk) -> None:
    with desk("carrier_administrator") as d:
        row = actions.found_institution(d, as_row(InstitutionKind.DAYCARE_SOCIAL_WORK))
        assert row.carrier_id == CARRIER
        assert actions.carrier_name(d, row) == "Lindtal Familienhilfe gGmbH"
        elsewhere = as_row(InstitutionKind.DAYCARE_SOCIAL_WORK)
        elsewhere.municipality = "nirgendwo"
        with pytest.raises(NotVisible):
            actions.found_institution(d, elsewhere)


@pytest.mark.parametrize(
    "kind", [InstitutionKind.MUNICIPALITY, InstitutionKind.CARRIER, InstitutionKind.FAMILY_OFFICE]
)
def test_a_carrier_founds_no_office_that_others_depend_on(desk: OpenDesk, kind: InstitutionKind) -> None:
    with desk("carrier_administrator") as d, pytest.raises(NotVisible):
        actions.found_institution(d, as_row(kind))


def test_a_clinic_founds_nothing_and_changes_neither_its_kind_nor_its_carrier(
    desk: OpenDesk, office: KeyOffice
) -> None:
    own = administrator_of(desk, CLINIC, InstitutionKind.BIRTH_CLINIC, "nora")
    with desk_of(office, own) as d:
        with pytest.raises(NotVisible):
            actions.found_institution(d, as_row(InstitutionKind.PAEDIATRIC_PRACTICE))
        row = actions.managed_institution(d, CLINIC)
        wish = sheet_of(
            row, kind=InstitutionKind.MUNICIPALITY, carrier_id=CARRIER, legal_regime=LegalRegime.KDG
        )
        changed = actions.change_institution(d, CLINIC, wish)
        assert (changed.kind, changed.carrier_id) == (InstitutionKind.BIRTH_CLINIC, None)
        assert changed.legal_regime is LegalRegime.KDG


def test_a_carrier_never_gets_hold_of_the_municipality(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        row = actions.read_institution(d, TOWN)
        with pytest.raises(NotVisible):
            actions.change_institution(d, TOWN, sheet_of(row, carrier_id=CARRIER))
    with desk("carrier_administrator") as d:
        assert [row.id for row in actions.list_institutions(d)] == [CARRIER]


def test_a_kind_changes_only_while_every_role_fits(desk: OpenDesk) -> None:
    with desk("administrator") as d:
        row = actions.read_institution(d, PRACTICE)
        with pytest.raises(domain.KindFixed):
            actions.change_institution(d, PRACTICE, sheet_of(row, kind=InstitutionKind.FAMILY_OFFICE))
    with desk("administrator") as d:
        row = actions.read_institution(d, PRACTICE)
        other = sheet_of(row, kind=InstitutionKind.GYNAECOLOGICAL_PRACTICE)
        assert actions.change_institution(d, PRACTICE, other).kind is InstitutionKind.GYNAECOLOGICAL_PRACTICE


def test_a_closed_institution_is_no_workplace_and_its_door_is_not_locked_from_inside(
    desk: OpenDesk, world: World
) -> None:
    person = world.actor("practice_navigator").person_id
    assert person is not None
    with desk("administrator") as d:
        actions.set_institution_open(d, PRACTICE, is_open=False)
    with desk("administrator") as d:
        assert actions.workplaces(d, person) == []
        with pytest.raises(domain.OwnInstitution):
            actions.set_institution_open(d, TOWN, is_open=False)
        actions.set_institution_open(d, PRACTICE, is_open=True)
    with desk("administrator") as d:
        assert len(actions.workplaces(d, person)) == 1


def test_the_last_administrator_cannot_close_her_own_access(desk: OpenDesk, world: World) -> None:
    own = world.actor("carrier_administrator").membership_id
    assert own is not None
    with desk("carrier_administrator") as d:
        with pytest.raises(domain.LastAdministrator):
            actions.set_active(d, own, active=False)
        actions.invite(d, name="Zweite", login="zweite", institution_id=CARRIER, role=Role.ADMINISTRATOR)
        actions.set_active(d, own, active=False)


def test_a_further_workplace_is_given_by_user_name_and_once(desk: OpenDesk, world: World) -> None:
    with desk("administrator") as d:
        member = actions.add_workplace(d, login="navigator", institution_id=PRACTICE, role=Role.NAVIGATOR)
        assert member.person_id == world.actor("navigator").person_id
        with pytest.raises(domain.WorksHereAlready):
            actions.add_workplace(d, login="navigator", institution_id=PRACTICE, role=Role.NAVIGATOR)
        with pytest.raises(domain.NotOfThisHouse):
            actions.add_workplace(d, login="niemand", institution_id=PRACTICE, role=Role.NAVIGATOR)


def add_kind(d: Desk, row: UUID, label: str = "Kita-Lotsenpunkt") -> UUID:
    works_as = InstitutionKind.DAYCARE_SOCIAL_WORK
    return actions.add_kind(d, row, label_de=label, label_en="Day care point", works_as=works_as).id


def test_the_municipality_names_kinds_that_work_as_known_ones(desk: OpenDesk) -> None:
    row_id = new_id()
    with desk("administrator") as d:
        assert add_kind(d, row_id) == add_kind(d, row_id) == row_id
        with pytest.raises(domain.KindTaken):
            add_kind(d, new_id(), "kita LOTSENPUNKT")
        institution = as_row(InstitutionKind.DAYCARE_SOCIAL_WORK)
        institution.own_kind_id = row_id
        actions.found_institution(d, institution)
        kind = actions.kind_of(d, institution)
        assert kind is not None
        assert (kind.code, kind.label("de"), kind.label("en")) == (
            "kita_lotsenpunkt",
            "Kita-Lotsenpunkt",
            "Day care point",
        )
        assert ROLES_OF[institution.kind] >= {Role.NAVIGATOR, Role.TEAM_LEAD}
        assert kind.label("ar") == "Kita-Lotsenpunkt"
        changed = actions.change_kind(
            d, row_id, label_de="Kita-Punkt", label_en="Point", label_ar="نقطة", is_offered=False
        )
        assert not changed.is_active
        assert [changed.label(language) for language in ("de", "en", "ar", "tr")] == [
            "Kita-Punkt",
            "Point",
            "نقطة",
            "Kita-Punkt",
        ]
    with desk("carrier_administrator") as d:
        for deed in (lambda: actions.read_kind(d, row_id), lambda: add_kind(d, new_id(), "Eigenes")):
            with pytest.raises(NotVisible):
                deed()


def test_no_own_kind_works_as_an_office_that_looks_after_others(desk: OpenDesk) -> None:
    with desk("administrator") as d, pytest.raises(NotVisible):
        actions.add_kind(
            d, new_id(), label_de="Amt", label_en="Office", works_as=InstitutionKind.MUNICIPALITY
        )

"""The categories of every dimension at the moment of a freeze."""

from dataclasses import dataclass

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.facts.domain import FactOutcome, NotReached
from lotsen.figures.domain import STEPS, UNKNOWN, WAITS, Dimension, Members
from lotsen.figures.domain.rules import LEAST_INSTITUTIONS_IN_OTHER
from lotsen.places import actions as places
from lotsen.policy import InstitutionKind
from lotsen.terms import vocabulary

_PRACTICES = frozenset({InstitutionKind.PAEDIATRIC_PRACTICE, InstitutionKind.GYNAECOLOGICAL_PRACTICE})
_WITH_FAMILIES: tuple[InstitutionKind, ...] = tuple(
    kind for kind in InstitutionKind if kind not in (InstitutionKind.MUNICIPALITY, InstitutionKind.CARRIER)
)


@dataclass(frozen=True)
class Categories:
    """The members of all dimensions, and the names of those that are not words of the vocabulary."""

    members: Members
    names: dict[tuple[Dimension, str], str]


def categories(desk: Desk) -> Categories:
    """Collect all categories; a practice never gets a row of its own without its agreement."""
    words = vocabulary()
    districts = places.districts(desk)
    institutions = desk.db.exec(
        select(Institution)
        .where(col(Institution.kind).in_(_WITH_FAMILIES))
        .order_by(col(Institution.name), col(Institution.id))
    ).all()
    of_kind: dict[InstitutionKind, int] = {
        kind: sum(row.kind is kind for row in institutions) for kind in _WITH_FAMILIES
    }
    practices = {str(row.id) for row in institutions if row.kind in _PRACTICES}
    practices |= {kind for kind in _PRACTICES if of_kind[kind] < LEAST_INSTITUTIONS_IN_OTHER}
    members = Members(
        codes={
            Dimension.STEP: STEPS,
            Dimension.NEED: tuple(words.need_groups),
            Dimension.SERVICE: tuple(dict.fromkeys(code[0] for code in words.service_types)),
            Dimension.OUTCOME: tuple(FactOutcome),
            Dimension.WAIT: WAITS,
            Dimension.REASON: tuple(NotReached),
            Dimension.KIND: _WITH_FAMILIES,
            Dimension.INSTITUTION: tuple(str(row.id) for row in institutions),
            Dimension.DISTRICT: tuple(row.code for row in districts),
            Dimension.AGE: tuple(code for code in words.age_groups if code != UNKNOWN),
            Dimension.LANGUAGE: tuple(code for code in words.language_groups if code != UNKNOWN),
        },
        institutions={str(row.id): 1 for row in institutions}
        | {str(kind): count for kind, count in of_kind.items()},
        practices=frozenset(practices),
    )
    names = {(Dimension.DISTRICT, row.code): row.name for row in districts}
    names |= {(Dimension.INSTITUTION, str(row.id)): row.name for row in institutions}
    return Categories(members, names)

"""How the features tell the figures what happened: at the moment they write it down themselves."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent, FactOutcome, NotReached, quarter_of
from lotsen.facts.tables import Fact, FactDocument
from lotsen.kernel import local_day, new_id
from lotsen.policy import InstitutionKind
from lotsen.terms import UNKNOWN_AGE, vocabulary


def push_fact(
    desk: Desk,
    case_id: UUID,
    event: FactEvent,
    on: date,
    *,
    institution: UUID | None = None,
    institution_kind: InstitutionKind | None = None,
    district: str | None = None,
    age_group: str | None = None,
    language_group: str | None = None,
    need_groups: Collection[str] = (),
    service_type: str | None = None,
    outcome: FactOutcome | None = None,
    agreed: bool | None = None,
    reason: NotReached | None = None,
    waited: int | None = None,
    fact_id: UUID | None = None,
) -> None:
    """Seal one event of a family under its pseudonym, in the same transaction as the event itself.

    `case_id` is the family's id on every side, so that what sender and receiver tell is one family.
    Without `institution` the actor's own counts. Words outside the vocabulary are refused.
    `on` may lie in the past: what was recorded after the freeze of its quarter counts as late, which the
    freeze of the year decides about. Who keeps `fact_id`, sealed, can take the fact back.
    """
    words = vocabulary()
    _refuse_unknown(words.age_groups, age_group, besides=UNKNOWN_AGE)
    _refuse_unknown(words.language_groups, language_group)
    _refuse_unknown(words.service_types, service_type)
    _refuse_unknown(words.need_groups, *need_groups)
    if institution is None:
        institution, institution_kind = desk.actor.institution_id, desk.actor.institution_kind
    fact = Fact(id=fact_id or new_id(), quarter=quarter_of(on))
    desk.vault.seal(
        fact,
        Fact.document,
        FactDocument(
            case=desk.vault.pseudonym(case_id),
            event=event,
            day=on,
            recorded=local_day(desk.clock),
            institution=institution,
            institution_kind=institution_kind,
            district=district,
            age_group=age_group,
            language_group=language_group,
            need_groups=tuple(need_groups),
            service_type=service_type,
            outcome=outcome,
            agreed=agreed,
            reason=reason,
            waited=None if waited is None else max(0, waited),
        ),
    )
    desk.db.add(fact)


def move_fact(desk: Desk, fact_id: UUID, on: date) -> None:
    """Correct the day of what was told, as of today; what was published with it by then stays published."""
    fact = desk.db.get(Fact, fact_id)
    if fact is not None:
        document = desk.vault.open(fact, Fact.document)
        moved = document.model_copy(update={"day": on, "recorded": local_day(desk.clock)})
        desk.vault.seal(fact, Fact.document, moved)
        fact.quarter = quarter_of(on)
        desk.db.add(fact)


def retract_fact(desk: Desk, fact_id: UUID) -> None:
    """Take back what was told by mistake; what was published with it by then stays published."""
    fact = desk.db.get(Fact, fact_id)
    if fact is not None:
        desk.db.delete(fact)


def _refuse_unknown(words: Collection[str], *codes: str | None, besides: str | None = None) -> None:
    unknown = [code for code in codes if code is not None and code not in words and code != besides]
    if unknown:
        raise ValueError(f"not in the vocabulary: {', '.join(unknown)}")

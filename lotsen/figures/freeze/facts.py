"""Opens the facts of closed quarters and says where each one is counted."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlmodel import col, select

from lotsen.desk import Desk
from lotsen.facts.domain import FactEvent
from lotsen.facts.tables import Fact, FactDocument
from lotsen.figures.cellkey import record_key
from lotsen.figures.domain import LEAST_NEW_CASES, Counted, Dimension, Mention, Period, wait_code

_COUNTED = {
    FactEvent.REGISTERED: Counted.REGISTERED,
    FactEvent.ASSESSED: Counted.ASSESSED,
    FactEvent.TALK_HELD: Counted.TALK_HELD,
    FactEvent.NOT_REACHED: Counted.NOT_REACHED,
    FactEvent.NEED_FOUND: Counted.NEED_FOUND,
    FactEvent.GAP: Counted.GAP,
    FactEvent.REFERRED: Counted.REFERRED,
    FactEvent.SELF_CONTACT: Counted.SELF_CONTACT,
    FactEvent.CONTACT_MADE: Counted.CONTACT_MADE,
    FactEvent.STARTED: Counted.STARTED,
    FactEvent.OUTCOME: Counted.OUTCOME,
    FactEvent.WALK_IN: Counted.WALK_IN,
}


class Reader:
    """Opens the facts of each quarter at most once; its bulk reading is one line in the audit chain."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._opened: dict[str, list[FactDocument]] = {}

    def read(self, quarters: Iterable[Period]) -> list[FactDocument]:
        """Return the facts of some quarters in an order that does not depend on their rows."""
        found = [document for quarter in quarters for document in self._quarter(quarter)]
        return sorted(found, key=lambda document: (document.day, document.model_dump_json()))

    def first_quarter(self) -> Period | None:
        """Return the quarter of the oldest fact."""
        code = self._desk.db.exec(select(Fact.quarter).order_by(col(Fact.quarter))).first()
        return None if code is None else Period.parse(code)

    def _quarter(self, quarter: Period) -> list[FactDocument]:
        if quarter.code not in self._opened:
            ring = self._desk.vault
            rows = self._desk.db.exec(select(Fact).where(Fact.quarter == quarter.code)).all()
            before, ring.quiet = ring.quiet, True
            try:
                self._opened[quarter.code] = [ring.open(row, Fact.document) for row in rows]
            finally:
                ring.quiet = before
            ring.note("facts_read", record_class=quarter.code)
        return self._opened[quarter.code]


def without_late_entries(facts: Sequence[FactDocument], frozen_on: dict[str, date]) -> Sequence[FactDocument]:
    """Leave out what was written down after its quarter's freeze, unless it concerns enough families.

    `frozen_on` names the day for every quarter that was published. A handful of late families would
    stand out between the quarters and their year.
    """
    late = [fact for fact in facts if _is_late(fact, frozen_on)]
    if len({fact.case for fact in late}) >= LEAST_NEW_CASES:
        return facts
    return [fact for fact in facts if not _is_late(fact, frozen_on)]


def _is_late(fact: FactDocument, frozen_on: dict[str, date]) -> bool:
    frozen = frozen_on.get(Period.of(fact.day).code)
    return frozen is not None and fact.recorded > frozen


def mentions_of(facts: Sequence[FactDocument], secret: bytes) -> list[Mention]:
    """Turn facts into what the tables count. What a fact does not say, the family's others may.

    Only what belongs to the family as a whole is filled in so, never a service or an outcome.
    """
    about: dict[str, dict[Dimension, Collection[str]]] = {}
    for fact in facts:
        known = about.setdefault(fact.case, {})
        known.update({key: values for key, values in _about_family(fact).items() if values})
        if fact.need_groups:
            known[Dimension.NEED] = {*known.get(Dimension.NEED, ()), *fact.need_groups}
    keys = {case: record_key(secret, case.encode()) for case in about}
    mentions = []
    for fact in facts:
        counted = _COUNTED.get(fact.event)
        if fact.event is FactEvent.CONSENT_DECIDED and fact.agreed:
            counted = Counted.AGREED
        if counted is not None:
            own = {key: values for key, values in _about_event(fact).items() if values}
            mentions.append(Mention(fact.case, keys[fact.case], counted, about[fact.case] | own))
    return mentions


def _about_family(fact: FactDocument) -> dict[Dimension, tuple[str, ...]]:
    return {
        Dimension.DISTRICT: _one(fact.district),
        Dimension.AGE: _one(fact.age_group),
        Dimension.LANGUAGE: _one(fact.language_group),
    }


def _about_event(fact: FactDocument) -> dict[Dimension, tuple[str, ...]]:
    return _about_family(fact) | {
        Dimension.NEED: fact.need_groups,
        Dimension.SERVICE: _one(fact.service_type and fact.service_type[0]),
        Dimension.OUTCOME: _one(fact.outcome),
        Dimension.WAIT: () if fact.waited is None else (wait_code(fact.waited),),
        Dimension.REASON: _one(fact.reason),
        Dimension.KIND: _one(fact.institution_kind),
        Dimension.INSTITUTION: _one(str(fact.institution) if fact.institution else None),
    }


def _one(code: str | None) -> tuple[str, ...]:
    return (str(code),) if code else ()

"""Sheets: which there are, which an institution uses, and with which threshold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from sqlmodel import col, select

from lotsen.accounts.tables import Institution
from lotsen.desk import Desk
from lotsen.intake import domain
from lotsen.intake.actions.refusals import VersionTaken
from lotsen.intake.domain import Instrument
from lotsen.intake.tables import InstrumentSetting, InstrumentVersion
from lotsen.kernel import NotVisible, local_day
from lotsen.policy import InstitutionKind

KINDS_WITH_FAMILIES = tuple(
    kind for kind in InstitutionKind if kind not in (InstitutionKind.CARRIER, InstitutionKind.MUNICIPALITY)
)


@dataclass(frozen=True)
class Use:
    """Whether one institution uses a sheet, and with which threshold of its own."""

    institution: Institution
    is_enabled: bool
    threshold: int | None


def all_instruments(desk: Desk) -> tuple[Instrument, ...]:
    """Return every sheet in every version: those of the release and those brought here."""
    rows = desk.db.exec(select(InstrumentVersion)).all()
    added = (_loaded(row.text, row.code) for row in rows)
    found = {(one.code, one.version): one for one in (*added, *domain.shipped_instruments())}
    return tuple(found[key] for key in sorted(found))


@lru_cache(maxsize=256)
def _loaded(text: str, code: str) -> Instrument:
    """Read a sheet once: its text never changes, and reading takes a fifth of a second."""
    return domain.load_instrument(text, code)


def latest_instruments(desk: Desk) -> tuple[Instrument, ...]:
    """Return the latest version of every sheet."""
    return tuple({one.code: one for one in all_instruments(desk)}.values())


def instrument_named(desk: Desk, code: str, version: int | None = None) -> Instrument:
    """Return one sheet in a version, or in its latest. Raises NotVisible."""
    shipped = domain.shipped_instrument(code, version) if version is not None else None
    if shipped is not None:
        return shipped
    fitting = [one for one in all_instruments(desk) if one.code == code and version in (None, one.version)]
    if not fitting:
        raise NotVisible
    return fitting[-1]


def offered_instruments(desk: Desk) -> Sequence[Instrument]:
    """Return the sheets the actor's institution uses, short ones first, each with its threshold in force.

    Where everything was switched off, or nothing was made for the institution, every shipped sheet is there.
    """
    settings = _settings(desk, desk.actor.home)
    kind = desk.actor.institution_kind
    used = [
        _with_threshold(one, settings.get(one.code))
        for one in latest_instruments(desk)
        if _is_used(one, kind, settings.get(one.code))
    ]
    return sorted(used or domain.shipped_instruments(), key=lambda one: one.is_talk)


def facts_asked(desk: Desk) -> frozenset[str]:
    """Return every fact that a sheet asks for which some institution uses."""
    in_use = [one for one in latest_instruments(desk) if any(use.is_enabled for use in uses_of(desk, one))]
    return frozenset(item.fact for one in in_use for item in one.items if item.fact is not None)


def uses_of(desk: Desk, instrument: Instrument) -> tuple[Use, ...]:
    """Return, per institution with families, whether it uses a sheet."""
    rows = desk.db.exec(
        select(InstrumentSetting).where(InstrumentSetting.instrument_code == instrument.code)
    ).all()
    settings = {row.institution_id: row for row in rows}
    institutions = desk.db.exec(
        select(Institution).where(col(Institution.kind).in_(KINDS_WITH_FAMILIES)).order_by(Institution.name)
    ).all()
    found = []
    for one in institutions:
        setting = settings.get(one.id)
        threshold = setting.threshold if setting is not None else None
        found.append(Use(one, _is_used(instrument, one.kind, setting), threshold))
    return tuple(found)


def set_use(
    desk: Desk, instrument: Instrument, institution_id: UUID, *, is_enabled: bool, threshold: int | None
) -> None:
    """Switch a sheet on or off for an institution and set its threshold; what was begun stays as it is."""
    institution = desk.db.get(Institution, institution_id)
    if institution is None or institution.kind not in KINDS_WITH_FAMILIES:
        raise NotVisible
    row = _settings(desk, institution_id).get(instrument.code)
    row = row or InstrumentSetting(
        institution_id=institution_id, instrument_code=instrument.code, is_enabled=is_enabled
    )
    row.is_enabled, row.threshold = is_enabled, threshold
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("instrument_set", record_class="instrument", row=row.id)


def add_instrument(desk: Desk, row_id: UUID, text: str, source: str) -> Instrument:
    """Keep a version of a sheet; the same one again is fine. Raises InvalidDocument, VersionTaken."""
    instrument = domain.load_instrument(text, source)
    for known in all_instruments(desk):
        if (known.code, known.version) == (instrument.code, instrument.version):
            if known == instrument:
                return known
            raise VersionTaken(code=instrument.code, version=instrument.version)
    row = InstrumentVersion(
        id=row_id,
        code=instrument.code,
        version=instrument.version,
        text=text,
        added_on=local_day(desk.clock),
    )
    desk.db.add(row)
    desk.db.flush()
    desk.vault.note("instrument_added", record_class="instrument", row=row.id)
    return instrument


def _settings(desk: Desk, institution_id: UUID) -> dict[str, InstrumentSetting]:
    query = select(InstrumentSetting).where(InstrumentSetting.institution_id == institution_id)
    return {row.instrument_code: row for row in desk.db.exec(query).all()}


def _is_used(one: Instrument, kind: InstitutionKind | None, setting: InstrumentSetting | None) -> bool:
    if setting is not None:
        return setting.is_enabled
    return kind in one.kinds and domain.shipped_instrument(one.code) is not None


def _with_threshold(one: Instrument, setting: InstrumentSetting | None) -> Instrument:
    if setting is None or setting.threshold is None:
        return one
    return replace(one, threshold=setting.threshold)

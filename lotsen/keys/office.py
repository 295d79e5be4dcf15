"""The key office: unwraps the long-lived keys of this installation and keeps them in memory."""

from datetime import datetime
from threading import Lock
from uuid import UUID

from sqlmodel import Session, col, select

from lotsen.kernel import LotsenError, gettext_noop, new_id
from lotsen.keys.domain import NIL, Purpose
from lotsen.keys.tables import Deployment, FiguresKey, InstitutionKey, SystemKey
from lotsen.store.engines import Stores
from lotsen.vault import RootProvider, WrapContext, Wrapped, derive, new_key, unwrap, wrap


class KeysMissing(LotsenError):
    """The key store was never set up, or is not the one that belongs to this data."""

    status = 503
    message = gettext_noop("The key store is not set up.")


class UnknownKeyVersion(LookupError):
    """A seal names a version of the system key that never was."""


class KeyOffice:
    """What every key ring of a process shares. Holds institution keys, never a subject's."""

    def __init__(self, stores: Stores, root: RootProvider) -> None:
        self.stores = stores
        self.root = root
        self._lock = Lock()
        self._deployment: UUID | None = None
        self._system: dict[int, bytes] = {}
        self._institutions: dict[UUID, dict[int, bytes]] = {}
        self._purposes: dict[tuple[int, str], bytes] = {}

    @property
    def deployment(self) -> UUID:
        """The id of this installation."""
        if self._deployment is None:
            with Session(self.stores.keys) as db:
                row = db.exec(select(Deployment)).first()
            if row is None:
                raise KeysMissing
            self._deployment = row.id
        return self._deployment

    def context(self, kind: str, recipient: UUID, version: int, epoch: int) -> WrapContext:
        """Say what a key wrapped by the root is bound to."""
        return WrapContext(
            deployment=self.deployment,
            subject=NIL,
            recipient_type=kind,
            recipient=recipient,
            key_version=version,
            recipient_version=0,
            epoch=epoch,
        )

    def system_key(self, purpose: Purpose | str) -> tuple[int, bytes]:
        """Return the current version and key for one of the system's own purposes."""
        if not self._system:
            with self._lock, Session(self.stores.keys) as db:
                for row in db.exec(select(SystemKey)):
                    self._system[row.version] = unwrap(
                        Wrapped(row.wrapped, row.commitment),
                        self.root.key(),
                        self.context("system", NIL, row.version, row.epoch),
                    )
        if not self._system:
            raise KeysMissing
        version = max(self._system)
        return version, self.purpose_key(version, purpose)

    def purpose_key(self, version: int, purpose: Purpose | str) -> bytes:
        """Derive the key of a purpose from one version of the system key."""
        name = str(purpose)
        known = self._purposes.get((version, name))
        if known is None:
            if version not in self._system:
                raise UnknownKeyVersion(version)
            known = self._purposes[version, name] = derive(self._system[version], name)
        return known

    def institution_key(self, institution: UUID, version: int | None = None) -> tuple[int, bytes]:
        """Return one version of an institution's key, the current one if none is named."""
        keys = self._institutions.get(institution)
        if not keys or (version is not None and version not in keys):
            keys = self._load_institution(institution)
        if not keys or (version is not None and version not in keys):
            raise KeysMissing
        chosen = max(keys) if version is None else version
        return chosen, keys[chosen]

    def _load_institution(self, institution: UUID) -> dict[int, bytes]:
        with Session(self.stores.keys) as db:
            rows = db.exec(select(InstitutionKey).where(InstitutionKey.institution_id == institution)).all()
        keys = {
            row.version: unwrap(
                Wrapped(row.wrapped, row.commitment),
                self.root.key(),
                self.context("institution-key", institution, row.version, row.epoch),
            )
            for row in rows
        }
        with self._lock:
            self._institutions[institution] = keys
        return keys

    def add_institution_key(self, db: Session, institution: UUID, now: datetime) -> int:
        """Make the next version of an institution's key within a writing session of the key store."""
        newest = db.exec(
            select(InstitutionKey.version)
            .where(InstitutionKey.institution_id == institution)
            .order_by(col(InstitutionKey.version).desc())
        ).first()
        version = (newest or 0) + 1
        key = new_key()
        wrapped = wrap(
            key, self.root.key(), self.context("institution-key", institution, version, self.root.epoch)
        )
        db.add(
            InstitutionKey(
                institution_id=institution,
                version=version,
                epoch=self.root.epoch,
                wrapped=wrapped.box,
                commitment=wrapped.commitment,
                created_at=now,
            )
        )
        db.flush()
        return version

    def figures_keys(self, year: int, now: datetime) -> tuple[bytes, bytes]:
        """Return record key and cell key of a reporting year, made on first use (statistics.md 2.1)."""
        with Session(self.stores.writing("keys")) as db, db.begin():
            row = db.exec(select(FiguresKey).where(FiguresKey.year == year)).first()
            if row is None:
                key = new_key()
                wrapped = wrap(key, self.root.key(), self.context("figures", NIL, year, self.root.epoch))
                db.add(
                    FiguresKey(
                        year=year,
                        epoch=self.root.epoch,
                        wrapped=wrapped.box,
                        commitment=wrapped.commitment,
                        created_at=now,
                    )
                )
            else:
                key = unwrap(
                    Wrapped(row.wrapped, row.commitment),
                    self.root.key(),
                    self.context("figures", NIL, year, row.epoch),
                )
        return derive(key, "figures/record"), derive(key, "figures/cell")


def initialise(stores: Stores, root: RootProvider, now: datetime) -> UUID:
    """Name the installation and make its system key, once; a second call changes nothing."""
    with Session(stores.writing("keys"), expire_on_commit=False) as db, db.begin():
        existing = db.exec(select(Deployment)).first()
        if existing is not None:
            return existing.id
        deployment = Deployment(id=new_id(), created_at=now)
        db.add(deployment)
        office = KeyOffice(stores, root)
        office._deployment = deployment.id
        wrapped = wrap(new_key(), root.key(), office.context("system", NIL, 1, root.epoch))
        db.add(
            SystemKey(
                version=1,
                epoch=root.epoch,
                wrapped=wrapped.box,
                commitment=wrapped.commitment,
                created_at=now,
            )
        )
        return deployment.id

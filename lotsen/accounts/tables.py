"""Rows of people and institutions. Names of staff are sealed; an index under a key finds them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlmodel import Field

from lotsen.accounts.domain import InvitationState, LegalRegime
from lotsen.policy import InstitutionKind, Role
from lotsen.store.record import DataRecord, SystemSealedRecord, column, sealed, value_enum
from lotsen.vault import Document, Sealed


class Institution(DataRecord, table=True):
    """A clinic, a practice, a family office, a municipality."""

    name: str = column(
        data_class="institution", reason="institutions are public; receivers are named by it", max_length=120
    )
    kind: InstitutionKind = column(
        data_class="code", reason="decides roles and texts", sa_type=value_enum(InstitutionKind)
    )
    municipality: str = column(
        data_class="reference", reason="official key; finds the responsible office", max_length=40
    )
    postcode: str = column(data_class="institution", reason="public address", max_length=5)
    street: str = column(data_class="institution", reason="public address", max_length=120, default="")
    phone: str = column(data_class="institution", reason="public contact", max_length=40, default="")
    carrier: str = column(
        data_class="institution",
        reason="who runs it, public, where the carrier has no office of its own here",
        max_length=120,
        default="",
    )
    legal_regime: LegalRegime = column(
        data_class="code",
        reason="chooses the texts",
        sa_type=value_enum(LegalRegime),
        default=LegalRegime.DSGVO,
    )
    is_active: bool = True
    own_kind_id: UUID | None = None
    carrier_id: UUID | None = None


class OwnKind(DataRecord, table=True):
    """A kind of institution that a municipality has named itself; it works as one that the program knows."""

    code: str = column(data_class="code", reason="tells kinds apart", max_length=60, unique=True)
    label_de: str = column(data_class="reference", reason="what the kind is called in German", max_length=80)
    label_en: str = column(data_class="reference", reason="what the kind is called in English", max_length=80)
    works_as: InstitutionKind = column(
        data_class="code", reason="decides roles and texts", sa_type=value_enum(InstitutionKind)
    )
    is_active: bool = True
    label_ar: str | None = column(
        data_class="reference", reason="what the kind is called in Arabic", max_length=80, default=None
    )

    def label(self, language: str) -> str:
        """Return what the kind is called in a language: German where it has no name in it."""
        return {"en": self.label_en, "ar": self.label_ar}.get(language) or self.label_de


class PersonProfile(Document):
    """Who a member of staff is."""

    shape: ClassVar[int] = 1
    name: str
    login: str


class Person(SystemSealedRecord, table=True):
    """Somebody who can sign in. Her home is the institution that made the account; it resets the password."""

    login_index: bytes = Field(unique=True)
    profile: Sealed[PersonProfile] = sealed(PersonProfile, label="staff-profile", purpose="staff")
    password: str = column(
        data_class="secret-hash", reason="Argon2id hash, opens nothing by itself", max_length=200
    )
    must_change_password: bool = False
    is_active: bool = True
    failed_attempts: int = 0
    paused_until: datetime | None = None
    pin: str | None = column(
        data_class="secret-hash",
        reason="Argon2id hash; only takes a tablet back from a family",
        max_length=200,
        default=None,
    )
    home_id: UUID | None = None


class UnknownLogin(DataRecord, table=True):
    """A name nobody signs in with, tried all the same: it pauses like a real one, so that nobody can tell."""

    login_index: bytes = Field(unique=True)
    failed_attempts: int = 0
    paused_until: datetime | None = None
    tried_at: datetime = Field(index=True)


class Membership(DataRecord, table=True):
    """One role of one person in one institution; a sign-in uses exactly one."""

    __table_args__ = (
        sa.UniqueConstraint("person_id", "institution_id", "role", name="uq_accounts_membership_role"),
    )

    person_id: UUID = Field(foreign_key="accounts_person.id", index=True)
    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    role: Role = column(data_class="code", reason="what the policy grants by", sa_type=value_enum(Role))
    is_active: bool = True


class InvitedLogin(Document):
    """The user name an administration entered to invite somebody."""

    shape: ClassVar[int] = 1
    login: str


class Invitation(SystemSealedRecord, table=True):
    """A workplace offered to whoever signs in with a name; only she sees it, whether or not she exists."""

    institution_id: UUID = Field(foreign_key="accounts_institution.id", index=True)
    role: Role = column(data_class="code", reason="what is offered", sa_type=value_enum(Role))
    login_index: bytes = Field(index=True)
    invited: Sealed[InvitedLogin] = sealed(InvitedLogin, label="staff-invitation", purpose="staff")
    last_day: date = Field(index=True)
    state: InvitationState = column(
        data_class="code",
        reason="answered or not",
        sa_type=value_enum(InvitationState),
        default=InvitationState.WAITING,
    )


class Deputy(DataRecord, table=True):
    """Who stands in for whom, both days included. `withdrawn_at` ends it early; the row stays as a proof."""

    absent_id: UUID = Field(foreign_key="accounts_membership.id", index=True)
    deputy_id: UUID = Field(foreign_key="accounts_membership.id", index=True)
    first_day: date
    last_day: date
    withdrawn_at: datetime | None = None


class SessionContent(Document):
    """What a browser session holds: tokens and choices, nothing of a family."""

    shape: ClassVar[int] = 1
    values: dict[str, JsonValue]


class WebSession(SystemSealedRecord, table=True):
    """One browser session; the cookie holds a token of which only the hash lies here."""

    token_hash: bytes = Field(unique=True)
    content: Sealed[SessionContent] = sealed(SessionContent, label="web-session", purpose="session")
    person_id: UUID | None = Field(default=None, index=True)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime = Field(index=True)

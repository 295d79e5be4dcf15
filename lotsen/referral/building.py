"""Builds the hand-over sheet: from what is known, only what was released. Pure but for its types."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from lotsen.accounts.tables import Institution
from lotsen.intake import domain as intake
from lotsen.intake.actions import CaseMaterial, CaseMember
from lotsen.intake.documents import ConsentStatement
from lotsen.intake.domain import ConsentPurpose, MemberKind
from lotsen.referral.documents import (
    ChildPart,
    ConsentProof,
    ContactPart,
    Handover,
    LanguagePart,
    NeedPart,
    ServicePart,
    Trace,
)
from lotsen.referral.domain import ReleasePart
from lotsen.terms import Scope, vocabulary


@dataclass(frozen=True)
class Release:
    """What the family lets go: the parts, and the words that go with them."""

    parts: frozenset[ReleasePart]
    message: str = ""
    protected_address: bool = False


def build_handover(
    material: CaseMaterial, plan: Trace | None, release: Release, sender: Institution, receiver: Institution
) -> Handover:
    """Put together what the receiver will see; a part that is empty is not there."""
    asked = release.parts
    with_children = ReleasePart.CHILDREN in asked
    content = {
        ReleasePart.CONTACT: _contact(material, with_protected=release.protected_address)
        if ReleasePart.CONTACT in asked
        else None,
        ReleasePart.CHILDREN: _children(material) if with_children else (),
        ReleasePart.LANGUAGE: _language(material) if ReleasePart.LANGUAGE in asked else None,
        ReleasePart.NEEDS: _needs(material, plan, with_children) if ReleasePart.NEEDS in asked else (),
        ReleasePart.RESOURCES: material.resources if ReleasePart.RESOURCES in asked else (),
        ReleasePart.SERVICES: _services(plan) if ReleasePart.SERVICES in asked else (),
        ReleasePart.MESSAGE: release.message.strip() if ReleasePart.MESSAGE in asked else "",
    }
    facts = material.consent_facts
    return Handover.model_validate(
        {
            "code": material.code,
            "sender": sender.name,
            "sender_phone": sender.phone,
            "receiver": receiver.name,
            "released": tuple(part for part in ReleasePart if content[part]),
            **{part.value: found for part, found in content.items()},
            "feedback": intake.feedback_allowed(facts, receiver.id, material.as_of),
            "consent": _proof(material.consents, receiver.id),
        }
    )


def offered_parts(material: CaseMaterial, plan: Trace | None) -> tuple[ReleasePart, ...]:
    """Return the parts of which there is anything to hand over; a message can always be written."""
    there: dict[ReleasePart, object] = {
        ReleasePart.CONTACT: _contact(material, with_protected=False),
        ReleasePart.CHILDREN: _children(material),
        ReleasePart.LANGUAGE: _language(material),
        ReleasePart.NEEDS: _needs(material, plan, with_children=False),
        ReleasePart.RESOURCES: material.resources,
        ReleasePart.SERVICES: _services(plan),
        ReleasePart.MESSAGE: True,
    }
    return tuple(part for part in ReleasePart if there[part])


def _contact(material: CaseMaterial, *, with_protected: bool) -> ContactPart | None:
    known = material.contact
    if known is None or not (known.full_name or known.phone or known.email):
        return None
    caregivers = [member for member in material.members if member.kind is MemberKind.CAREGIVER]
    is_silent = known.do_not_write or material.sheet.be_discreet
    shows_address = with_protected or not known.is_protected
    return ContactPart(
        surname=known.surname,
        given_name=known.given_name,
        phone=known.phone,
        email=known.email,
        street=known.street if shows_address else "",
        postcode=known.postcode if shows_address else "",
        town=known.town if shows_address else "",
        may_write=known.may_write and not is_silent,
        do_not_write=is_silent,
        is_protected=known.is_protected,
        reach_note=known.reach_note,
        caregiver=caregivers[0].relation if len(caregivers) == 1 else None,
    )


def _children(material: CaseMaterial) -> tuple[ChildPart, ...]:
    return tuple(
        ChildPart(
            number=member.position,
            given_name=member.given_name,
            status=member.status,
            birth_date=member.birth_date,
            expected_date=member.expected_date if member.birth_date is None else None,
            weeks_at_birth=member.weeks_at_birth,
            birth_about=member.birth_about,
            place=member.place,
        )
        for member in material.members
        if member.kind is MemberKind.CHILD
    )


def _language(material: CaseMaterial) -> LanguagePart | None:
    sheet = material.sheet
    if sheet.language is None and sheet.interpreter is None:
        return None
    return LanguagePart(language=sheet.language, interpreter=sheet.interpreter)


def _needs(material: CaseMaterial, plan: Trace | None, with_children: bool) -> tuple[NeedPart, ...]:
    if plan is not None:
        found = [(need.code, need.person_ref) for need in plan.needs]
    elif material.outcome is not None:
        found = [(need.code, place.person) for need in material.outcome.needs for place in need.shown_by]
    else:
        found = []
    members = {member.ref: member for member in material.members}
    parts = [_need(code, members.get(ref), with_children) for code, ref in found]
    order = {code: place for place, code in enumerate(vocabulary().needs)}
    unique = dict.fromkeys((order[part.code], part.code, part.scope, part.child or 0) for part in parts)
    return tuple(
        NeedPart(code=code, scope=scope, child=child or None) for _, code, scope, child in sorted(unique)
    )


def _need(code: str, member: CaseMember | None, with_children: bool) -> NeedPart:
    if member is None or not with_children:
        return NeedPart(code=code, scope=Scope.FAMILY)
    if member.kind is MemberKind.CAREGIVER:
        return NeedPart(code=code, scope=Scope.CAREGIVER)
    return NeedPart(code=code, scope=Scope.CHILD, child=member.position)


def _services(plan: Trace | None) -> tuple[ServicePart, ...]:
    return tuple(
        ServicePart(
            service_id=chosen.service_id,
            service_type=chosen.service_type,
            name=chosen.name,
            organization=chosen.organization,
        )
        for chosen in (plan.chosen if plan is not None else ())
    )


def _proof(consents: Collection[ConsentStatement], receiver: UUID) -> ConsentProof | None:
    fact = intake.deciding([statement.fact for statement in consents], ConsentPurpose.HANDOVER, receiver)
    found = [statement for statement in consents if statement.fact == fact]
    if not found:
        return None
    given = found[-1]
    return ConsentProof(
        text_version=given.text_version,
        language=given.language,
        given_on=given.given_on,
        form=given.form,
        given_by=given.given_by,
        valid_until=given.valid_until,
    )

"""The second half of a family's way: services, hand-over, and what the Familienbüro makes of it."""

from datetime import date, timedelta
from functools import partial
from uuid import UUID

from lotsen.demo.families import Case, Later, close
from lotsen.demo.households import Ending, Way
from lotsen.desk import Desk
from lotsen.intake.documents import FamilyEnding
from lotsen.intake.domain import ConsentForm, ConsentGiver
from lotsen.kernel import local_day, new_id
from lotsen.policy import InstitutionKind
from lotsen.referral import actions as referral
from lotsen.referral.building import Release
from lotsen.referral.domain import NeedState, Outcome, Party, ReleasePart, StatusReason

_CHOSEN = 2
_PARTS = frozenset(ReleasePart)


def after_talk(desk: Desk, family_id: UUID, case: Case) -> Later:
    """Choose services, then let the family make contact itself or hand it over."""
    home = case.household
    proposals = referral.propose_services(desk, family_id)
    fits = tuple(fit.service_id for fit in proposals.result.fits[:_CHOSEN])
    if fits:
        referral.choose_services(desk, family_id, new_id(), referral.Wishes(services=fits))
    if home.way is Way.SELF_CONTACT or not fits:
        if fits:
            referral.hand_out_plan(desk, family_id)
        return _closing(desk, case, FamilyEnding.INFORMATION_ENOUGH)
    return _hand_over(desk, family_id, case)


def _hand_over(desk: Desk, family_id: UUID, case: Case) -> Later:
    home = case.household
    office = case.town.at(InstitutionKind.FAMILY_OFFICE)
    prepared = referral.prepare_handover(
        desk,
        family_id,
        new_id(),
        recipient_id=office.home,
        release=Release(_PARTS, "Familie freut sich über einen Anruf." if home.age % 2 else ""),
        answers=referral.ConsentAnswers(
            handover=True,
            secrecy_release=True,
            feedback=home.feedback,
            later_call=home.age % 3 == 0,
            language="de",
            form=ConsentForm.INTERPRETED if home.interpreter else ConsentForm.SIGNED_PAPER,
            given_by=ConsentGiver.MOTHER,
            helped_by="Dolmetschdienst" if home.interpreter else "",
        ),
    )
    if prepared.referral is None:
        return []
    sent = prepared.referral.id
    preview = referral.preview_handover(desk, sent)
    referral.send_handover(
        desk, sent, referral.Said(new_id(), preview.row.revision), digest=preview.handover.digest
    )
    first = home.day + timedelta(days=home.days_to_receipt)
    if home.withdraws:
        return [(first, case.navigator, partial(_withdraw, referral_id=sent, case=case))]
    return [(first, office, partial(_receive, referral_id=sent, case=case))]


def _closing(desk: Desk, case: Case, ending: FamilyEnding) -> Later:
    """Let the navigator close the file two weeks after the last word."""
    day = local_day(desk.clock) + timedelta(days=14)
    return [(day, case.navigator, partial(close, family_id=case.family_id, ending=ending))]


def _said(desk: Desk, referral_id: UUID, note: str = "", on_behalf: Party | None = None) -> referral.Said:
    revision = referral.received_row(desk, referral_id).revision
    return referral.Said(new_id(), revision, note=note, on_behalf=on_behalf, by_phone=on_behalf is not None)


def _withdraw(desk: Desk, referral_id: UUID, case: Case) -> Later:
    revision = referral.sent_row(desk, referral_id).revision
    said = referral.Said(new_id(), revision, on_behalf=Party.FAMILY)
    referral.withdraw_referral(desk, referral_id, said, StatusReason.CONSENT_WITHDRAWN)
    return _closing(desk, case, FamilyEnding.CONSENT_WITHDRAWN)


def _receive(desk: Desk, referral_id: UUID, case: Case) -> Later:
    home = case.household
    referral.confirm_receipt(desk, referral_id, _said(desk, referral_id))
    day = local_day(desk.clock) + timedelta(days=home.days_to_contact)
    office = case.town.at(InstitutionKind.FAMILY_OFFICE)
    if home.ending is Ending.NO_PLACE:
        return [(day, office, partial(_refuse, referral_id=referral_id, case=case))]
    if home.ending is Ending.NOT_REACHED or home.age % 3 == 0:
        _attempt(desk, referral_id, day)
    step = _give_up if home.ending is Ending.NOT_REACHED else _reach
    return [(day, office, partial(step, referral_id=referral_id, case=case))]


def _attempt(desk: Desk, referral_id: UUID, next_on: date) -> None:
    said = _said(desk, referral_id, "Mailbox, Rückruf erbeten")
    referral.record_attempt(desk, referral_id, said, next_on=next_on)


def _refuse(desk: Desk, referral_id: UUID, case: Case) -> Later:
    said = _said(desk, referral_id, on_behalf=Party.SERVICE)
    referral.reject_referral(desk, referral_id, said, reason=StatusReason.NO_PLACE)
    return _closing(desk, case, FamilyEnding.NOT_ARRIVED)


def _give_up(desk: Desk, referral_id: UUID, case: Case) -> Later:
    _attempt(desk, referral_id, local_day(desk.clock) + timedelta(days=7))
    day = local_day(desk.clock) + timedelta(days=14)
    return [
        (day, case.town.at(InstitutionKind.FAMILY_OFFICE), partial(_fail, referral_id=referral_id, case=case))
    ]


def _fail(desk: Desk, referral_id: UUID, case: Case) -> Later:
    referral.fail_referral(desk, referral_id, _said(desk, referral_id), reason=StatusReason.NOT_REACHED)
    return _closing(desk, case, FamilyEnding.NOT_ARRIVED)


def _reach(desk: Desk, referral_id: UUID, case: Case) -> Later:
    home = case.household
    today = local_day(desk.clock)
    office = case.town.at(InstitutionKind.FAMILY_OFFICE)
    if home.ending is Ending.WAITING:
        referral.accept_referral(desk, referral_id, _said(desk, referral_id))
        referral.put_on_waiting_list(
            desk,
            referral_id,
            _said(desk, referral_id, on_behalf=Party.SERVICE),
            reason=StatusReason.NO_PLACE,
            until=today + timedelta(days=42),
        )
        return [
            (today + timedelta(days=49), office, partial(_begin_help, referral_id=referral_id, case=case))
        ]
    return _begin_help(desk, referral_id, case)


def _begin_help(desk: Desk, referral_id: UUID, case: Case) -> Later:
    home = case.household
    referral.record_contact(desk, referral_id, _said(desk, referral_id), help_begun=home.age % 2 == 0)
    day = local_day(desk.clock) + timedelta(days=home.days_to_end)
    referral.set_follow_up(desk, referral_id, _said(desk, referral_id), on=day)
    office = case.town.at(InstitutionKind.FAMILY_OFFICE)
    return [(day, office, partial(_complete, referral_id=referral_id, case=case))]


def _complete(desk: Desk, referral_id: UUID, case: Case) -> Later:
    home = case.household
    outcomes = (Outcome.HELP_RUNNING, Outcome.HELP_GIVEN, Outcome.ADVICE_ENOUGH)
    outcome = outcomes[home.age % 3]
    state = NeedState.MET if outcome is not Outcome.ADVICE_ENOUGH else NeedState.PARTLY_MET
    if home.ending is Ending.FAMILY_DECLINED:
        outcome, state = Outcome.DECLINED, NeedState.NOT_WANTED
    said = _said(desk, referral_id)
    referral.complete_referral(desk, referral_id, said, outcome=outcome, need_state=state)
    declined = home.ending is Ending.FAMILY_DECLINED
    return _closing(desk, case, FamilyEnding.DECLINED if declined else FamilyEnding.ARRIVED)

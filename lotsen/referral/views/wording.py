"""How needs, reasons and persons are put into words; with them what is said of conditions."""

from collections.abc import Iterable
from datetime import date

from lotsen.intake.actions import CaseMaterial, CaseMember
from lotsen.intake.domain import FAMILY, ChildStatus, MemberKind
from lotsen.intake.labels import PLACE_LABELS, RELATION_LABELS
from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.documents import ChildPart, NeedPart, Trace
from lotsen.referral.matching import readable
from lotsen.referral.said import condition as condition
from lotsen.referral.said import fact_value as fact_value
from lotsen.referral.said import joined as joined
from lotsen.referral.said import parts_of as parts_of
from lotsen.referral.said import rests_on as rests_on
from lotsen.referral.said import source as source
from lotsen.terms import Scope, Texts, vocabulary
from lotsen.web.i18n import (
    comma,
    current_language,
    format_date,
    format_number,
    gettext,
    listed,
    render_reason,
)

METRES_PER_KM = 1000
SCOPE_LABELS = {
    Scope.CHILD: gettext_noop("each child"),
    Scope.CAREGIVER: gettext_noop("each caregiver"),
    Scope.FAMILY: gettext_noop("the family as a whole"),
}


def say(reason: Reason) -> str:
    """Say why something fits or does not, with words for codes and dates as people write them."""
    plain = readable(reason, vocabulary(), current_language(), comma())
    params: dict[str, str | int] = {}
    for name, value in plain.params.items():
        is_date = name.endswith("_on") and isinstance(value, str)
        params[name] = format_date(date.fromisoformat(str(value))) if is_date else value
    return render_reason(Reason(plain.message, params))


def rule_set_name(title: Texts | None, label: str) -> str:
    """Return what a rule set is called and its version; its bare label where it cannot be found any more."""
    if title is None:
        return label
    number = format_number(int(label.rpartition("/")[2]))
    return gettext("%(title)s, version %(number)s", title=title.get(current_language()), number=number)


def need_label(code: str) -> str:
    """Return what a need is called."""
    found = vocabulary().needs.get(code)
    return found.label.get(current_language()) if found else code


def need_title(code: str) -> str:
    """Return a need as a heading of the catalogue: "N1 Livelihood"."""
    return f"{code} {need_label(code)}"


def resource_label(code: str) -> str:
    """Return what a strength is called."""
    found = vocabulary().resources.get(code)
    return found.label.get(current_language()) if found else code


def language_name(code: str | None) -> str:
    """Return what a language is called; empty where none is known."""
    found = vocabulary().languages.get(code or "")
    return found.label.get(current_language()) if found else ""


def language_names(codes: Iterable[str]) -> str:
    """Return what several languages are called, in the order of the vocabulary."""
    spoken = set(codes)
    return listed(language_name(code) for code in vocabulary().languages if code in spoken)


def service_type_label(code: str | None) -> str:
    """Return what a type of service is called; empty for a free text."""
    found = vocabulary().service_types.get(code or "")
    return found.label.get(current_language()) if found else ""


def distance(metres: int | None) -> str:
    """Write a way as the crow flies."""
    if metres is None:
        return ""
    if metres < METRES_PER_KM:
        return gettext("about %(metres)s m away", metres=format_number(metres))
    return gettext("about %(km)s km away", km=format_number(round(metres / METRES_PER_KM, 1)))


def person_label(material: CaseMaterial, ref: str) -> str:
    """Return whose a need is."""
    if ref == FAMILY:
        return gettext("Family")
    found = next((member for member in material.members if member.ref == ref), None)
    return _member_label(found) if found is not None else gettext("Family")


def needs_with_owners(material: CaseMaterial, plan: Trace, codes: Iterable[str]) -> str:
    """Return needs of a plan with whose they are: "Sleep and crying (Child 2); Money (Family)"."""
    said = []
    for code in codes:
        refs = [need.person_ref for need in plan.needs if need.code == code]
        owners = dict.fromkeys(person_label(material, ref) for ref in refs)
        label = need_label(code)
        whose = listed(owners)
        said.append(gettext("%(need)s (%(whose)s)", need=label, whose=whose) if whose else label)
    return listed(said, ";")


def _member_label(member: CaseMember) -> str:
    if member.kind is MemberKind.CAREGIVER:
        return gettext(RELATION_LABELS[member.relation]) if member.relation else gettext("Caregiver")
    return member.given_name or gettext("Child %(number)s", number=member.position)


def child_label(child: ChildPart) -> str:
    """Return what a child of a hand-over is called."""
    return child.given_name or gettext("Child %(number)s", number=child.number)


def child_facts(child: ChildPart) -> str:
    """Return what is known of a child of a hand-over."""
    said = []
    if child.birth_date:
        said.append(gettext("born on %(day)s", day=format_date(child.birth_date)))
    elif child.status is ChildStatus.UNBORN and child.expected_date:
        said.append(gettext("expected on %(day)s", day=format_date(child.expected_date)))
    elif child.status is ChildStatus.UNBORN:
        said.append(gettext("expected"))
    if child.birth_date is None and child.birth_about:
        said.append(gettext("born about %(month)s", month=format_date(child.birth_about, "LLLL y")))
    if child.weeks_at_birth:
        said.append(gettext("in week %(weeks)s of pregnancy", weeks=child.weeks_at_birth))
    if child.place:
        said.append(gettext(PLACE_LABELS[child.place]))
    return listed(said)


def need_owner(need: NeedPart, children: Iterable[ChildPart]) -> str:
    """Return whose a need of a hand-over is; nothing where that was not released."""
    if need.scope is Scope.CAREGIVER:
        return gettext("Caregiver")
    found = next((child for child in children if child.number == need.child), None)
    return child_label(found) if found is not None else ""

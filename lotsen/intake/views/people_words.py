"""How persons are put into words: ages and weeks, where they live, custody, how to reach them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from lotsen.intake import domain
from lotsen.intake.actions import SOMEBODY_ELSE, FamilyView, MemberView
from lotsen.intake.documents import MemberPerson, ReachSheet
from lotsen.intake.domain import ChildStatus, Custody, Guardian, ItemAt, MemberKind
from lotsen.intake.labels import (
    CUSTODY_LABELS,
    HOUSEHOLD_LABELS,
    PLACE_LABELS,
    TIME_LABELS,
    WAY_LABELS,
)
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, format_date, gettext, listed, ngettext

_IN_MONTHS_BELOW = 24
_TWINS, _TRIPLETS = 2, 3


def member_facts(view: MemberView, as_of: date) -> str:
    """Say what is known of a member; of a child who has died nothing but that."""
    person = view.person
    if person.kind is MemberKind.CAREGIVER:
        known = person.years_on(as_of)
        parts = ("" if known is None else years(known), _speaks(person), _home(person))
        return listed(filter(None, parts), ";")
    if person.status is ChildStatus.UNBORN:
        return listed(filter(None, (_expected(person.expected_date, as_of), _home(person))), ";")
    if person.status is ChildStatus.BORN:
        return listed(filter(None, (_born(person, as_of), _place(person), _home(person))), ";")
    return gettext("has died")


def facts_of(members: Sequence[MemberView], as_of: date) -> dict[str, str]:
    """Say what is known of each member; what is true of a multiple pregnancy is said once."""
    groups = Counter(view.person.birth_group for view in members if _lives_in_group(view))
    said: set[UUID] = set()
    found = {}
    for view in members:
        text, group = member_facts(view, as_of), view.person.birth_group
        if group is not None and _lives_in_group(view) and groups[group] > 1:
            is_repeat = view.person.status is ChildStatus.UNBORN and group in said
            said.add(group)
            text = gettext("of the same pregnancy") if is_repeat else f"{_multiple(groups[group])}: {text}"
        found[str(view.id)] = text
    return found


def _lives_in_group(view: MemberView) -> bool:
    return view.person.birth_group is not None and view.person.status is not ChildStatus.DIED


def _multiple(count: int) -> str:
    if count == _TWINS:
        return gettext("Twins")
    return gettext("Triplets") if count == _TRIPLETS else gettext("Multiples")


def years(count: int) -> str:
    """Say an age in years."""
    return ngettext("%(num)s year", "%(num)s years", count)


def months(count: int) -> str:
    """Say an age in months."""
    return ngettext("%(num)s month", "%(num)s months", count)


def days(count: int) -> str:
    """Say an age in days."""
    return ngettext("%(num)s day", "%(num)s days", count)


def _age(born: date, as_of: date) -> str:
    completed = domain.child_age_months(born, as_of) or 0
    if completed == 0:
        return days(max(0, (as_of - born).days))
    return months(completed) if completed < _IN_MONTHS_BELOW else years(domain.age_years(born, as_of) or 0)


def _expected(expected: date | None, as_of: date) -> str:
    if expected is None:
        return gettext("is expected")
    weeks = domain.weeks_pregnant(expected, as_of)
    day = format_date(expected)
    if weeks is None:
        return gettext("expected on %(day)s", day=day)
    return gettext("expected on %(day)s, week %(week)s of pregnancy", day=day, week=weeks + 1)


def _born(person: MemberPerson, as_of: date) -> str:
    parts = []
    born, weeks = person.birth_date, person.weeks_at_birth
    if born is not None:
        parts.append(gettext("born on %(day)s, %(age)s", day=format_date(born), age=_age(born, as_of)))
        corrected = domain.corrected_age_months(born, weeks, as_of) if weeks else None
        if corrected:
            parts.append(gettext("corrected age %(age)s", age=months(corrected)))
    elif person.birth_about is not None:
        parts.append(gettext("about %(age)s old", age=_roughly(person.birth_about, as_of)))
    if weeks is not None:
        early = domain.weeks_early(weeks)
        if early is None:
            parts.append(gettext("born after %(weeks)s weeks of pregnancy", weeks=weeks))
        else:
            parts.append(
                gettext("born after %(weeks)s weeks, %(early)s weeks early", weeks=weeks, early=early)
            )
    return listed(parts, ";") or gettext("is born")


def _roughly(about: date, as_of: date) -> str:
    completed = domain.child_age_months(about, as_of) or 0
    return months(completed) if completed < _IN_MONTHS_BELOW else years(domain.age_years(about, as_of) or 0)


def _place(person: MemberPerson) -> str:
    return gettext(PLACE_LABELS[person.place]) if person.place else ""


def _home(person: MemberPerson) -> str:
    return gettext(HOUSEHOLD_LABELS[person.household]) if person.household else ""


def _speaks(person: MemberPerson) -> str:
    found = vocabulary().languages.get(person.language or "")
    name = found.label.get(current_language()) if found else ""
    if person.interpreter:
        needed = gettext("with an interpreter")
        return listed((name, needed)) if name else needed
    return name


def reach_lines(reach: ReachSheet | None) -> list[tuple[str, str]]:
    """Return how and when to reach somebody as pairs of a word and what was said."""
    if reach is None:
        return []
    ways = listed(gettext(WAY_LABELS[way]) for way in reach.ways if way is not domain.ReachWay.THROUGH)
    times = listed(gettext(TIME_LABELS[time]) for time in reach.times)
    pairs = [
        (gettext("Telephone"), reach.phone),
        (gettext("E-mail"), reach.email),
        (gettext("Best reached by"), ways),
        (gettext("Best reached"), times),
        (gettext("How to reach"), reach.note),
    ]
    return [(word, said) for word, said in pairs if said]


def whose(places: Sequence[ItemAt], labels: dict[str, str]) -> str:
    """Name the persons a need was shown for, each once; the family as a whole is one of them."""
    return listed(dict.fromkeys(labels[place.person] for place in places if place.person in labels))


def custody_lines(view: FamilyView, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return who has custody of each living child; children of whom nothing was recorded are left out."""
    lines = []
    for member in view.members:
        child = member.person
        if child.kind is not MemberKind.CHILD or child.status is ChildStatus.DIED:
            continue
        said = [
            gettext(
                "%(person)s: %(custody)s",
                person=labels[str(kept.caregiver_id)].split(" – ")[-1],
                custody=gettext(CUSTODY_LABELS[kept.custody]),
            )
            for kept in child.custody
            if kept.custody is not Custody.NOT_KNOWN and str(kept.caregiver_id) in labels
        ]
        if child.guardian is Guardian.YOUTH_OFFICE:
            said.append(gettext("the youth welfare office (Jugendamt) is guardian"))
        elif child.guardian is Guardian.PERSON:
            said.append(gettext("another person is guardian"))
        if said:
            lines.append((labels[str(member.id)], "; ".join(said)))
    return lines


def grouped_custody(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return lines about custody with the children of whom the same is true in one line."""
    groups: dict[str, list[str]] = {}
    for child, said in lines:
        groups.setdefault(said, []).append(child)
    return [(listed(children), said) for said, children in groups.items()]


def not_asked_names(view: FamilyView, labels: dict[str, str]) -> list[str]:
    """Name those with custody who have not been asked about the documentation."""
    return list(names_of(view.not_asked, labels))


def names_of(people: Sequence[str], labels: dict[str, str]) -> tuple[str, ...]:
    """Name people with custody: caregivers by their ids, SOMEBODY_ELSE as the guardian outside the family."""
    return tuple(gettext("the guardian") if who == SOMEBODY_ELSE else labels.get(who, "") for who in people)

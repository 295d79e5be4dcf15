"""Examples in words: what is known of the family, what has to come out, and what came out instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from lotsen.kernel import Reason, gettext_noop
from lotsen.referral.matching import readable
from lotsen.referral.rules import Because, CaseFacts, Evaluation, PersonFacts, RuleSet, UnitCase, load_floor
from lotsen.referral.said import grounds
from lotsen.referral.views import wording
from lotsen.terms import vocabulary
from lotsen.web.i18n import comma, current_language, gettext, listed, render_reason
from lotsen.workbench.forms import person_label

PARTS = {"needs": gettext_noop("Needs"), "paths": gettext_noop("Ways to help at once")}
_EXPECTED = {
    "fires": gettext_noop("The rule “%(rule)s” has to hold."),
    "open": gettext_noop("The rule “%(rule)s” has to stay open, because an answer is missing."),
    "silent": gettext_noop("The rule “%(rule)s” must not hold."),
}


@dataclass(frozen=True)
class Outcome:
    """A need or a way to help at once: what, whose, and what its rules say with the conditions that held."""

    label: str
    whose: str
    because: tuple[tuple[str, list[str]], ...]


@dataclass(frozen=True)
class Found:
    """What the rules say about an example, in words."""

    needs: tuple[Outcome, ...]
    paths: tuple[Outcome, ...]
    question: str
    open_rules: int


def known(facts: CaseFacts) -> list[tuple[str, str]]:
    """Say for each person of whom anything is known what that is."""
    told = [(_label(facts, person.ref), _answers(person)) for person in facts.persons]
    return [(label, listed(answers, ";")) for label, answers in told if answers]


def expected(case: UnitCase, rules: RuleSet) -> list[str]:
    """Say what has to come out for an example, one sentence a line."""
    expect, lines = case.expect, []
    if expect.needs is not None:
        lines.append(_listed(gettext("Needs"), [wording.need_label(code) for code in sorted(expect.needs)]))
    if expect.paths is not None:
        paths = [_path(code, rules) for code in sorted(expect.paths)]
        lines.append(_listed(gettext("Ways to help at once"), paths))
    for part, named in (("fires", expect.fires), ("open", expect.open), ("silent", expect.silent)):
        lines += [gettext(_EXPECTED[part], rule=_rule(code, rules)) for code in sorted(named)]
    if expect.next_question is not None:
        asked = expect.next_question
        question = _question(case.case, asked.person_ref, asked.fact)
        lines.append(gettext("Next question: %(question)s", question=question))
    return lines


def difference(reason: Reason, rules: RuleSet) -> str:
    """Say what came out differently, with the words of needs, ways, rules and questions."""
    params = dict(reason.params)
    part = str(params.get("part", ""))
    if "code" in params:
        code = str(params["code"])
        params["code"] = _path(code, rules) if part == "paths" else wording.need_label(code)
    if "rule" in params:
        params["rule"] = _rule(str(params["rule"]), rules)
    if part in PARTS:
        params["part"] = gettext(PARTS[part])
    for name in ("expected", "found"):
        if name in params:
            params[name] = _fact(str(params[name]))
    return render_reason(Reason(reason.message, params))


def found(evaluation: Evaluation, facts: CaseFacts) -> Found:
    """Put an evaluation into words."""
    language, asked = current_language(), evaluation.next_question
    return Found(
        needs=tuple(
            _outcome(wording.need_label(need.code), need.person_ref, need.because, facts)
            for need in evaluation.needs
        ),
        paths=tuple(
            _outcome(path.title.get(language), path.person_ref, path.because, facts)
            for path in evaluation.paths
        ),
        question="" if asked is None else _question(facts, asked.person_ref, asked.fact),
        open_rules=len({rule.rule_id for rule in evaluation.open}),
    )


def finding(reason: Reason) -> str:
    """Say a remark as a sentence; needs, types of service and facts as people call them."""
    params = {
        name: listed(map(_fact, str(value).split(", "))) if name in ("fact", "facts") else value
        for name, value in reason.params.items()
    }
    words = render_reason(readable(Reason(reason.message, params), vocabulary(), current_language(), comma()))
    return f"{words[:1].upper()}{words[1:]}."


def _outcome(label: str, ref: str, because: Iterable[Because], facts: CaseFacts) -> Outcome:
    said = [(one.rule.sentence.get(current_language()), grounds(one)) for one in because]
    return Outcome(label, _label(facts, ref), tuple(said))


def _answers(person: PersonFacts) -> list[str]:
    facts = vocabulary().facts
    said = {code: wording.fact_value(facts[code], value) for code, value in person.values.items()}
    said |= dict.fromkeys(sorted(person.unknown), gettext("asked, nobody knows"))
    said |= dict.fromkeys(sorted(person.not_now), gettext("not possible now"))
    return [f"{_fact(code)}: {answer}" for code, answer in said.items()]


def _label(facts: CaseFacts, ref: str) -> str:
    return person_label([(person.ref, person.scope) for person in facts.persons], ref)


def _listed(label: str, entries: list[str]) -> str:
    return f"{label}: {', '.join(entries) or gettext('none')}"


def _question(facts: CaseFacts, ref: str, code: str) -> str:
    return f"{_label(facts, ref)}: {_fact(code)}"


def _fact(code: str) -> str:
    fact = vocabulary().facts.get(code)
    return fact.label.get(current_language()) if fact else code


def _path(code: str, rules: RuleSet) -> str:
    path = {**load_floor().paths, **rules.paths}.get(code)
    return path.title.get(current_language()) if path else code


def _rule(code: str, rules: RuleSet) -> str:
    rule = next((one for one in (*rules.rules, *load_floor().rules) if one.id == code), None)
    return rule.sentence.get(current_language()).rstrip(".") if rule else code

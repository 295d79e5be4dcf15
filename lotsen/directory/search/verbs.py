"""The forms of everyday verbs: what people do and suffer is mostly said with them."""

import re
from pathlib import Path

from lotsen.directory.domain import fold

DATA = Path(__file__).parent / "data"
SHORTEST_REST = 5
"""Letters that a verb has without the beginning that may part from it."""
_SEPARABLE = tuple(
    re.findall(
        r"\S+",
        "zuruck zusammen durch nach fest fern hoch heim klar rein raus rum auf aus ein her hin los mit vor "
        "weg ab an bei um zu",
    )
)
"""Beginnings that part from their verb, folded: "abholen", "holt ab", "abgeholt"."""


def _verbs() -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Lead the forms of verbs to their infinitive, and verb and beginning to the verb of both, all folded."""
    lines = (DATA / "verbs.txt").read_text(encoding="utf-8").splitlines()
    verbs = [tuple(map(fold, line.split())) for line in lines if line and not line.startswith("#")]
    irregular = {infinitive: forms for infinitive, *forms in verbs}
    found: dict[str, str] = {}
    parted: dict[tuple[str, str], str] = {}
    for infinitive, *listed in verbs:
        begin = next((one for one in _SEPARABLE if infinitive.startswith(one)), "")
        rest = infinitive.removeprefix(begin)
        if len(rest) < SHORTEST_REST:
            begin, rest = "", infinitive
        forms = [*listed, *(begin + form for form in irregular.get(rest, ()) if begin)]
        base = rest.removesuffix("n").removesuffix("e")
        ended = [f"{begin}{base}{ending}" for ending in ("t", "st", "te", "ten")]
        joined = [f"{begin}ge{base}t", *([f"{begin}zu{rest}"] if begin else ())]
        if infinitive.endswith(("eln", "ern")):  # "ich grüble"
            ended.append(f"{begin}{rest[:-3]}{rest[-2]}e")
        taking_cases = (f"{infinitive}d", *joined, *(one for one in forms if one.endswith(("t", "en"))))
        bent = [one + case for one in taking_cases for case in ("", "e", "en", "er", "es", "em")]
        for form in (*bent, *ended):
            found.setdefault(form, infinitive)
        found.update(dict.fromkeys(forms, infinitive))
        if begin:
            parted[rest, begin] = infinitive
    return found, parted


_INFINITIVES, _PARTED = _verbs()
_ALL = frozenset(_INFINITIVES.values())


def is_verb(word: str) -> bool:
    """Say whether a folded word is a form of a known verb."""
    return word in _INFINITIVES or word in _ALL


def infinitive_of(word: str) -> str:
    """Return the infinitive of a folded form of a verb; any other word comes back as it is."""
    return _INFINITIVES.get(word, word)


def parted_from(verb: str, begin: str) -> str | None:
    """Return the infinitive of a verb whose beginning stands apart: "holt" and "ab" are "abholen"."""
    if begin not in _SEPARABLE:
        return None
    return _PARTED.get((infinitive_of(verb), begin)) or _PARTED.get((f"{verb}n", begin))

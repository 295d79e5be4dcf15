"""A small sheet and a family for the tests of the intake."""

from lotsen.intake.domain import Instrument, Person, load_instrument
from lotsen.terms import Phase, Scope

SHEET = """\
code: small
version: 2
title: {de: Kleiner Bogen, en: Small sheet}
description: {de: Zum Ausprobieren, en: For trying out}
licence: {de: Eigene Worte, en: Own words}
minutes: 2
threshold: 3
kinds: [birth_clinic]
sections:
  - code: all
    title: {de: Alles, en: Everything}
    items:
      - code: money
        fact: income_worry
        weight: 2
        wish: true
        text: {de: Reicht das Geld?, en: Is money short?}
      - code: tired
        fact: exhaustion
        weight: 1
        text: {de: Erschöpft?, en: Exhausted?}
      - code: cries
        fact: crying
        weight: 1
        text: {de: Weint viel?, en: Cries a lot?}
      - code: ill
        fact: child_illness
        weight: 3
        direct_trigger: true
        text: {de: Krank?, en: Ill?}
      - code: hurt
        fact: violence_now
        weight: 3
        direct_trigger: true
        immediate: violence
        text: {de: Bedroht?, en: Threatened?}
      - code: unsure
        fact: undecided_pregnancy
        weight: 1
        text: {de: Unsicher?, en: Unsure?}
      - code: birth
        fact: traumatic_birth
        weight: 1
        phase: born
        text: {de: Belastet die Geburt?, en: Does the birth trouble you?}
      - code: help
        fact: support
        weight: 1
        counts: [none, little]
        text: {de: Hilfe?, en: Support?}
      - code: hours
        fact: crying_hours
        weight: 2
        at_least: 3
        text: {de: Wie viele Stunden?, en: How many hours?}
      - code: partner
        fact: partner_support
        text: {de: Steht jemand bei?, en: Is someone there?}
"""

TWIN_ONE = Person("twin-1", Scope.CHILD, Phase.BORN)
TWIN_TWO = Person("twin-2", Scope.CHILD, Phase.BORN)
UNBORN = Person("unborn", Scope.CHILD, Phase.PREGNANT)
DIED = Person("died", Scope.CHILD, None)
MOTHER = Person("mother", Scope.CAREGIVER)
FATHER = Person("father", Scope.CAREGIVER)


def small_sheet() -> Instrument:
    return load_instrument(SHEET, "small.yaml")


def changed(old: str, new: str) -> str:
    assert old in SHEET
    return SHEET.replace(old, new, 1)

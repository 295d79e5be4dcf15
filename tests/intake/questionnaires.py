"""Questionnaires in the shapes that are found elsewhere, in our own words."""

from copy import deepcopy
from typing import Any

SCORE = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"


def often(display: str, code: str, score: float) -> dict[str, Any]:
    """Return one value of a scale with its score."""
    return {
        "extension": [{"url": SCORE, "valueDecimal": score}],
        "valueCoding": {"system": "http://example.org/often", "code": code, "display": display},
    }


SCALE = [
    often("gar nicht", "at-0", 0),
    often("manchmal", "at-1", 1),
    often("oft", "at-2", 2),
    often("fast immer", "at-3", 3),
]


def mood() -> dict[str, Any]:
    """Return a short scale with scores: two questions, a third only where the first two ask for it."""
    return {
        "resourceType": "Questionnaire",
        "id": "wohlbefinden-kurz",
        "language": "de",
        "url": "http://example.org/fhir/Questionnaire/wohlbefinden-kurz",
        "identifier": [{"system": "urn:example", "value": "WK-1"}],
        "version": "1.2.0",
        "name": "WohlbefindenKurz",
        "title": "Wohlbefinden, kurz",
        "status": "active",
        "copyright": "Frei erfunden, frei nutzbar.",
        "item": [
            {
                "linkId": "/g1",
                "type": "group",
                "text": "Die letzten zwei Wochen",
                "item": [
                    {
                        "linkId": "/g1/1",
                        "prefix": "1.",
                        "code": [{"system": "http://example.org", "code": "wk1"}],
                        "type": "choice",
                        "text": "Wie oft kamen Sie schwer in Gang?",
                        "required": True,
                        "answerOption": deepcopy(SCALE),
                        "extension": [
                            {
                                "url": CONTROL,
                                "valueCodeableConcept": {"coding": [{"code": "radio-button"}]},
                            }
                        ],
                    },
                    {
                        "linkId": "/g1/2",
                        "type": "choice",
                        "text": "Wie oft fehlte Ihnen die Ruhe?",
                        "answerOption": deepcopy(SCALE),
                    },
                    {
                        "linkId": "/g1/3",
                        "type": "text",
                        "text": "Was hätte geholfen?",
                        "enableBehavior": "any",
                        "enableWhen": [
                            {
                                "question": "/g1/1",
                                "operator": "=",
                                "answerCoding": {"system": "http://example.org/often", "code": "at-3"},
                            },
                            {
                                "question": "/g1/2",
                                "operator": "=",
                                "answerCoding": {"system": "http://example.org/often", "code": "at-3"},
                            },
                        ],
                    },
                ],
            }
        ],
    }


def household() -> dict[str, Any]:
    """Return a form with every kind of item, nested groups, a contained ValueSet and translations."""
    low = "http://hl7.org/fhir/StructureDefinition/minValue"
    high = "http://hl7.org/fhir/StructureDefinition/maxValue"
    return {
        "resourceType": "Questionnaire",
        "language": "en",
        "name": "Household",
        "title": "About your household",
        "_title": {
            "extension": [
                {
                    "url": "http://hl7.org/fhir/StructureDefinition/translation",
                    "extension": [
                        {"url": "lang", "valueCode": "de"},
                        {"url": "content", "valueString": "Ihr Haushalt"},
                    ],
                }
            ]
        },
        "status": "draft",
        "copyright": "Invented for a test.",
        "contained": [
            {
                "resourceType": "ValueSet",
                "id": "help",
                "status": "active",
                "compose": {
                    "include": [
                        {
                            "system": "http://example.org/help",
                            "concept": [
                                {"code": "family", "display": "family"},
                                {"code": "friends", "display": "friends"},
                                {"code": "nobody", "display": "nobody"},
                            ],
                        }
                    ]
                },
            }
        ],
        "item": [
            {"linkId": "welcome", "type": "display", "text": "Answer only what you like."},
            {"linkId": "1", "type": "boolean", "text": "Do you live with others?"},
            {
                "linkId": "2",
                "type": "group",
                "text": "The others",
                "enableWhen": [{"question": "1", "operator": "=", "answerBoolean": True}],
                "item": [
                    {
                        "linkId": "2.1",
                        "type": "integer",
                        "text": "How many are you?",
                        "extension": [{"url": low, "valueInteger": 1}, {"url": high, "valueInteger": 20}],
                    },
                    {
                        "linkId": "2.2",
                        "type": "group",
                        "text": "The flat",
                        "enableWhen": [{"question": "2.1", "operator": ">=", "answerInteger": 3}],
                        "item": [
                            {"linkId": "2.2.1", "type": "decimal", "text": "How many square metres?"},
                            {
                                "linkId": "2.2.2",
                                "type": "choice",
                                "repeats": True,
                                "text": "Who helps?",
                                "answerValueSet": "#help",
                                "item": [{"linkId": "2.2.2.h", "type": "display", "text": "All that fit."}],
                            },
                        ],
                    },
                    {"linkId": "2.3", "type": "date", "text": "Since when?"},
                ],
            },
            {
                "linkId": "3",
                "type": "choice",
                "text": "How warm is it?",
                "answerOption": [{"valueString": "warm"}, {"valueString": "cold"}, {"valueInteger": 3}],
            },
            {"linkId": "4", "type": "string", "repeats": True, "text": "Which words describe it?"},
            {
                "linkId": "5",
                "type": "text",
                "text": "Anything else?",
                "enableWhen": [{"question": "4", "operator": "exists", "answerBoolean": True}],
            },
        ],
    }

"""What every form shares. A feature's forms.py imports from here."""

from flask import Flask

from lotsen.web.forms.base import LotsenForm, RevisedForm, error_links
from lotsen.web.forms.fields import (
    AtMost,
    Carried,
    Day,
    DecimalNumber,
    Lines,
    LongText,
    ManyOf,
    OneOf,
    Pick,
    Postcode,
    Printable,
    Required,
    Secret,
    Text,
    TextInput,
    Tick,
    TimeOfDay,
    WholeNumber,
    choices,
)
from lotsen.web.forms.script import DraftRefused, answer_script, read_draft, sent_order
from lotsen.web.forms.text import tidy

__all__ = [
    "AtMost",
    "Carried",
    "Day",
    "DecimalNumber",
    "DraftRefused",
    "Lines",
    "LongText",
    "LotsenForm",
    "ManyOf",
    "OneOf",
    "Pick",
    "Postcode",
    "Printable",
    "Required",
    "RevisedForm",
    "Secret",
    "Text",
    "TextInput",
    "Tick",
    "TimeOfDay",
    "WholeNumber",
    "choices",
    "error_links",
    "init_forms",
    "read_draft",
    "sent_order",
    "tidy",
]


def init_forms(app: Flask) -> None:
    """Give templates the error links, and scripts a readable answer to a stored form."""
    app.jinja_env.globals["error_links"] = error_links
    app.after_request(answer_script)

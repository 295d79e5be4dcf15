"""What usually holds for a type of service: shown beside the questions, never filled in by itself."""

from typing import Any

from lotsen.directory.domain import ACCESS_LABELS, COST_LABELS, AccessRoute, Cost
from lotsen.terms import vocabulary
from lotsen.web.i18n import current_language, gettext, listed


def usual_of(service_type: str | None) -> dict[str, str]:
    """Return a sentence for every field of which the type says what is usual."""
    known = vocabulary().service_types.get(service_type or "")
    if known is None:
        return {}
    said = {name: value for name, value in vars(known.defaults).items() if value is not None}
    return {name: gettext("Usual for this type: %(value)s", value=_words(name, said[name])) for name in said}


def usual_needs(service_type: str | None) -> str:
    """Name the needs that a type usually serves; empty without a type, or where it serves none."""
    known = vocabulary().service_types.get(service_type or "")
    needs = known.needs if known is not None else ()
    return listed(vocabulary().needs[code].label.get(current_language()) for code in needs)


def _words(name: str, value: Any) -> str:
    match name:
        case "access":
            return gettext(ACCESS_LABELS[AccessRoute(value)])
        case "cost":
            return gettext(COST_LABELS[Cost(value)])
        case _ if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        case _:
            return str(value)

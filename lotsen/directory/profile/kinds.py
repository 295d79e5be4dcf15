"""The shipped types of service as terms of HSDS: other portals list them, and ask for the services of one."""

from uuid import UUID, uuid5

from lotsen.directory.domain import UNSORTED
from lotsen.directory.profile.mapping import Node
from lotsen.terms import vocabulary

_NAMES = UUID("5be2d1c4-1f0e-4d0a-9a55-7c1f6a0f3e21")
TAXONOMY: Node = {
    "id": str(uuid5(_NAMES, "taxonomy")),
    "name": "Lotsen: Arten von Angeboten",
    "description": "Arten von Angeboten rund um Geburt und frühe Kindheit; eine Kommune ergänzt eigene.",
    "version": "1",
}
TERM_OF = {code: str(uuid5(_NAMES, code)) for code in vocabulary().service_types if code != UNSORTED}
"""The term of each shipped type by its code, the same in every export."""
KIND_OF = {row: code for code, row in TERM_OF.items()}


def nodes() -> list[Node]:
    """Return the terms of all shipped types."""
    types = vocabulary().service_types
    return [
        {
            "id": row,
            "code": code,
            "name": types[code].label["de"],
            "description": types[code].description["de"],
            "taxonomy": TAXONOMY["name"],
            "taxonomy_id": TAXONOMY["id"],
            "language": "de",
        }
        for code, row in TERM_OF.items()
    ]

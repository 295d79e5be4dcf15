"""What the fields of entries and of HSDS are called in the flat list, for findings about it."""

from collections.abc import Mapping

from lotsen.directory.flat.columns import COLUMNS, MORE

_SAID: Mapping[tuple[str, str], str] = {
    **{(one.part, one.field): one.heading for one in COLUMNS},
    ("service", "url"): "Internet",
    ("service", "organization_id"): "Kennung des Trägers",
    ("service", "service_at_locations"): "Anschrift geschützt",
    ("service_at_location", "service_id"): "Kennung",
    ("service_at_location", "location_id"): MORE,
    ("location", "organization_id"): "Kennung des Trägers",
    ("address", "address_1"): "Straße und Hausnummer",
    ("address", "postal_code"): "PLZ",
    ("address", "city"): "Ort",
    ("address", "region"): "Sozialraum",
    ("accessibility", "details"): "Barrierefreiheit",
    ("phone", "number"): "Telefon des Trägers",
}
"""A service stands in the list once, so that only the phone of its carrier can be told as a finding."""


def heading_of(table: str, field: str) -> str:
    """Return the heading of the column that says a field of a table; the field where no column does."""
    return _SAID.get((table, field), field)

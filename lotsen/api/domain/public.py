"""What of an object may be shown to everybody: a list of what may, never of what may not.

Shown is what HSDS 3.0 declares, and of that only values of the declared type, so that every answer is valid
even where an import brought something else. Contacts (people, and ways in for professionals only) and the
history (who changed what) are not for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from lotsen.directory.hsds.declaration import REQUIRED, TABLES, Field, Type
from lotsen.directory.hsds.nesting import ENTRIES
from lotsen.directory.hsds.records import PARTS
from lotsen.directory.hsds.values import fault
from lotsen.directory.profile.mapping import UNSTATED, store_id

Node = dict[str, Any]

_NOT_FOR_EVERYBODY = frozenset({"contacts", "metadata", "assurer_email"})
_OF_AN_ADDRESS = ("address_1", "city", "state_province", "postal_code", "country")
_IF_MISSING: Mapping[tuple[str, str], str] = {
    ("location", "location_type"): "physical",
    ("address", "address_type"): "physical",
    **{
        (table, "description"): UNSTATED for table in ("organization", "program", "taxonomy", "taxonomy_term")
    },
    **{("address", name): UNSTATED for name in _OF_AN_ADDRESS},
}
"""What stands where HSDS requires something that nobody stated; any other part is left out then."""
_MEANT = {"parent_organization_id": "organization", "parent_id": "taxonomy_term"}
_ALL_OF_URI = ":/?#[]@!$&'()*+,;=%~"


def public_node(table: str, node: Mapping[str, Any], terms: Mapping[str, Node] | None = None) -> Node | None:
    """Return what may be shown of an object: its own fields, and where `terms` is given its parts too.

    `terms` are public terms by id, for attributes. None where HSDS would not take what is left.
    """
    declared = TABLES[table]
    found: Node = {}
    for name, field in declared.fields.items():
        if name in _NOT_FOR_EVERYBODY or _leads_elsewhere(table, name):
            continue
        value = _value(table, field, node.get(name))
        value = _IF_MISSING.get((table, name)) if value is None else value
        if value is not None:
            found[name] = value
    if not set(REQUIRED[table]) <= set(found):
        return None
    if terms is not None:
        _put_parts(table, node, terms, found)
    return found


def term_ids(node: object) -> Iterator[str]:
    """Yield the id of every term that attributes in an object name, as it is stored."""
    if isinstance(node, list):
        for one in node:
            yield from term_ids(one)
    elif isinstance(node, dict):
        if node.get("taxonomy_term_id") is not None:
            yield str(store_id("taxonomy_term", str(node["taxonomy_term_id"])))
        for one in node.values():
            yield from term_ids(one)


def _put_parts(table: str, node: Mapping[str, Any], terms: Mapping[str, Node], found: Node) -> None:
    for name, nest in TABLES[table].nests.items():
        given = node.get(name)
        if name in _NOT_FOR_EVERYBODY or nest.child in ENTRIES or not nest.is_list:
            continue
        parts = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
        shown = [part for one in parts if (part := public_node(nest.child, one, terms)) is not None]
        if shown:
            found[name] = shown
    if table == "attribute" and found.get("taxonomy_term_id") in terms:
        found["taxonomy_term"] = terms[found.pop("taxonomy_term_id")]


def _leads_elsewhere(table: str, name: str) -> bool:
    """Say whether a field of a part only names what it hangs on; that might be what nobody may see."""
    if table not in PARTS or name == "taxonomy_term_id":
        return False
    return name in TABLES[table].keys or name in {"link_id", "resource_id"}


def _value(table: str, field: Field, value: Any) -> Any:
    """Return a value as HSDS wants it, None where it is not of its type; every id becomes a UUID."""
    if value is None:
        return None
    if field.type is Type.ID:
        of = table if field.name == "id" else TABLES[table].keys.get(field.name) or _MEANT[field.name]
        return str(store_id(of, str(value)))
    if fault(field, value) is not None:
        return None
    return quote(value, safe=_ALL_OF_URI) if field.type is Type.URI else value

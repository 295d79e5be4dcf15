"""The tables of HSDS 3.0: fields, types, what is required, and which part hangs on which under which name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Type(StrEnum):
    """Types of fields; an id is a text that should be a UUID."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    INSTANT = "datetime"
    ID = "uuid"
    EMAIL = "email"
    URI = "uri"


class Need(StrEnum):
    """Whether a field must be there: always, or only in tables, where nothing nests."""

    ALWAYS = "always"
    TABULAR = "tabular"
    NO = "no"


@dataclass(frozen=True)
class Field:
    """One field; `words` are its only allowed values, `least` and `most` bound a number."""

    name: str
    type: Type = Type.TEXT
    need: Need = Need.NO
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Nest:
    """A property of a parent's JSON: a list of parts that name the parent, or one part that the parent names.

    `key` is the reference: of the part where `is_list`, else of the parent.
    """

    name: str
    child: str
    key: str
    is_list: bool


@dataclass(frozen=True)
class Table:
    """One table with its file in the tabular package, and its declared foreign keys (field → table)."""

    name: str
    path: str
    fields: Mapping[str, Field]
    keys: Mapping[str, str]
    nests: Mapping[str, Nest] = field(default_factory=dict)


_TYPES = {kind.value: kind for kind in Type}
_MEDIUM = ("physical", "postal", "virtual")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORDS = {
    ("service", "status"): ("active", "inactive", "defunct", "temporarily closed"),
    ("location", "location_type"): _MEDIUM,
    ("address", "address_type"): _MEDIUM,
    ("schedule", "wkst"): _DAYS,
    ("schedule", "freq"): ("WEEKLY", "MONTHLY"),
}
_BOUNDS = {"latitude": (-90.0, 90.0), "longitude": (-180.0, 180.0), "minimum_age": (0.0, 150.0)}

# name file: fields in the order of the published package. "!" is required everywhere, "+" in tables only;
# "→table" is a declared foreign key.
_SPEC = """
organization organizations.csv: id:uuid! name! alternate_name description! email:email website:uri
  tax_status tax_id year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid
program programs.csv: id:uuid! organization_id:uuid+→organization name! alternate_name description!
service services.csv: id:uuid! organization_id:uuid+→organization program_id:uuid→program name!
  alternate_name description url:uri email:email status! interpretation_services application_process
  fees_description wait_time fees accreditations eligibility_description minimum_age:number
  maximum_age:number assured_date:date assurer_email:email licenses alert last_modified:datetime
attribute attributes.csv: id:uuid! link_id:uuid+ taxonomy_term_id:uuid+→taxonomy_term link_type link_entity+
  value
service_at_location service_at_location.csv: id:uuid! service_id:uuid+→service location_id:uuid+→location
  description
location locations.csv: id:uuid! location_type! url:uri organization_id:uuid→organization name
  alternate_name description transportation latitude:number longitude:number external_identifier
  external_identifier_type
phone phones.csv: id:uuid! location_id:uuid→location service_id:uuid→service
  organization_id:uuid→organization contact_id:uuid→contact service_at_location_id:uuid→service_at_location
  number! extension:number type description
contact contacts.csv: id:uuid! organization_id:uuid→organization service_id:uuid→service
  service_at_location_id:uuid→service_at_location location_id:uuid→location name title department
  email:email
address addresses.csv: id:uuid! location_id:uuid→location attention address_1! address_2 city! region
  state_province! postal_code! country! address_type!
schedule schedules.csv: id:uuid! service_id:uuid→service location_id:uuid→location
  service_at_location_id:uuid→service_at_location valid_from:date valid_to:date dtstart:date timezone:number
  until:date count:number wkst freq interval:number byday byweekno bymonthday byyearday description
  opens_at:time closes_at:time schedule_link:uri attending_type notes
funding funding.csv: id:uuid! organization_id:uuid→organization service_id:uuid→service source
service_area service_areas.csv: id:uuid! service_id:uuid→service name description extent extent_type uri
required_document required_documents.csv: id:uuid! service_id:uuid→service document uri:uri
language languages.csv: id:uuid! service_id:uuid→service location_id:uuid→location phone_id:uuid→phone name
  code note
accessibility accessibility.csv: id:uuid! location_id:uuid→location description details url:uri
taxonomy_term taxonomy_terms.csv: id:uuid! code name! description! parent_id:uuid taxonomy language
  taxonomy_id:uuid→taxonomy term_uri:uri
metadata metadata.csv: id:uuid! resource_id:uuid+ resource_type+ last_action_date:date! last_action_type!
  field_name! previous_value! replacement_value! updated_by!
meta_table_description meta_table_descriptions.csv: id:uuid! name language character_set
cost_option cost_options.csv: id:uuid! service_id:uuid+→service valid_from:date valid_to:date option
  currency amount:number amount_description
organization_identifier organization_identifiers.csv: id:uuid! organization_id:uuid+→organization
  identifier_scheme identifier_type! identifier!
taxonomy taxonomies.csv: id:uuid! name! description! uri:uri version
"""

# parent: property=part, "[]" where it is a list.
_NESTS = """
organization: funding[]=funding contacts[]=contact phones[]=phone locations[]=location programs[]=program
  organization_identifiers[]=organization_identifier services[]=service
service: phones[]=phone schedules[]=schedule service_areas[]=service_area
  service_at_locations[]=service_at_location languages[]=language organization=organization
  funding[]=funding cost_options[]=cost_option program=program required_documents[]=required_document
  contacts[]=contact
service_at_location: contacts[]=contact phones[]=phone schedules[]=schedule location=location
  service=service
location: languages[]=language addresses[]=address contacts[]=contact accessibility[]=accessibility
  phones[]=phone schedules[]=schedule
contact: phones[]=phone
phone: languages[]=language
attribute: taxonomy_term=taxonomy_term
taxonomy_term: taxonomy_detail=taxonomy
"""

# Everything may carry these two; they name what they hang on by id alone.
OWNED = {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
_WITHOUT_ATTRIBUTES = {"attribute", "taxonomy_term", "taxonomy", "metadata", "meta_table_description"}
_WITHOUT_METADATA = {"metadata", "meta_table_description"}


def _paragraphs(text: str) -> list[tuple[list[str], list[str]]]:
    joined = text.strip().replace("\n  ", " ").splitlines()
    return [(head.split(), rest.split()) for head, _, rest in (line.partition(":") for line in joined)]


def _field(table: str, spec: str) -> tuple[Field, str]:
    spec, _, target = spec.partition("→")
    need = {"!": Need.ALWAYS, "+": Need.TABULAR}.get(spec[-1], Need.NO)
    name, _, kind = spec.rstrip("!+").partition(":")
    least, most = _BOUNDS.get(name, (None, None))
    declared = Field(name, _TYPES[kind or "text"], need, _WORDS.get((table, name), ()), least, most)
    return declared, target


def _nests(parent: str, specs: list[str]) -> dict[str, Nest]:
    found: dict[str, Nest] = {}
    for spec in specs:
        name, _, child = spec.partition("=")
        is_list = name.endswith("[]")
        key = f"{parent if is_list else child}_id"
        found[name.removesuffix("[]")] = Nest(name.removesuffix("[]"), child, key, is_list)
    if parent not in _WITHOUT_ATTRIBUTES:
        found["attributes"] = Nest("attributes", "attribute", "link_id", True)
    if parent not in _WITHOUT_METADATA:
        found["metadata"] = Nest("metadata", "metadata", "resource_id", True)
    return found


def _tables() -> dict[str, Table]:
    nests = {head[0]: specs for head, specs in _paragraphs(_NESTS)}
    tables: dict[str, Table] = {}
    for (name, path), specs in _paragraphs(_SPEC):
        declared = [_field(name, spec) for spec in specs]
        fields = {one.name: one for one, _ in declared}
        keys = {one.name: target for one, target in declared if target}
        tables[name] = Table(name, path, fields, keys, _nests(name, nests.get(name, [])))
    return tables


TABLES: Mapping[str, Table] = _tables()
BY_PATH: Mapping[str, Table] = {table.path: table for table in TABLES.values()}
ROOTS = ("service", "organization", "location", "service_at_location", "taxonomy_term", "taxonomy")
"""What may stand on its own in JSON, the likeliest first."""
REQUIRED: Mapping[str, tuple[str, ...]] = {
    name: tuple(field.name for field in table.fields.values() if field.need is Need.ALWAYS)
    for name, table in TABLES.items()
}
"""What every record of a table must say, nested or not."""

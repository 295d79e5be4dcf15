"""The words of the directory: those of Open Referral HSDS 3, and our own for what decides fit. Pure."""

from enum import StrEnum

from lotsen.kernel import gettext_noop


class AreaLevel(StrEnum):
    """How finely a service says whom it serves; a district is a Sozialraum of a municipality.

    A Kreis is named as in the list of places; a radius is counted from the service's main location.
    """

    POSTCODE = "postcode"
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    KREIS = "kreis"
    RADIUS = "radius"
    COUNTRY = "country"


class AccessRoute(StrEnum):
    """How a family gets in."""

    OPEN = "open"
    APPOINTMENT = "appointment"
    APPLICATION = "application"
    PRESCRIPTION = "prescription"
    FAMILY_OFFICE_ONLY = "family_office_only"


class Cost(StrEnum):
    """What a family pays."""

    FREE = "free"
    REDUCED = "reduced"
    FEE = "fee"
    INSURANCE = "insurance"


class Capacity(StrEnum):
    """Whether there is room now."""

    FREE = "free"
    WAITING_LIST = "waiting_list"
    CLOSED = "closed"


class Accessibility(StrEnum):
    """What makes a place usable without barriers, in the words people ask for it by."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    TOILET = "accessible_toilet"
    PARKING = "accessible_parking"
    PRAM = "pram"
    HEARING_LOOP = "hearing_loop"
    SIGN_LANGUAGE = "sign_language"
    TACTILE = "tactile_guidance"
    EASY_LANGUAGE = "easy_language"
    QUIET = "quiet_room"


class ObjectKind(StrEnum):
    """What the directory keeps a history of."""

    ORGANIZATION = "organization"
    LOCATION = "location"
    SERVICE = "service"
    TERM = "taxonomy_term"


KIND_LABELS: dict[ObjectKind, str] = {
    ObjectKind.ORGANIZATION: gettext_noop("Organization"),
    ObjectKind.LOCATION: gettext_noop("Location"),
    ObjectKind.SERVICE: gettext_noop("Service"),
    ObjectKind.TERM: gettext_noop("Own type"),
}


class ChangeSource(StrEnum):
    """Where a change of an entry came from."""

    STAFF = "staff"
    PROVIDER = "provider"
    IMPORT = "import"


class ServiceStatus(StrEnum):
    """HSDS `service.status`; only active services are proposed and listed."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


UNSORTED = "Z1"
"""The type of a service whose type nobody has stated yet: kept for coordinators, and for nobody else."""
CAME_UNSORTED = "untyped"
"""In `parts`: that a service came without a type of ours, so that it leaves without one; told nowhere."""


ACCESS_LABELS: dict[AccessRoute, str] = {
    AccessRoute.OPEN: gettext_noop("Open, just come or call"),
    AccessRoute.APPOINTMENT: gettext_noop("By appointment"),
    AccessRoute.APPLICATION: gettext_noop("By application"),
    AccessRoute.PRESCRIPTION: gettext_noop("By medical prescription or referral"),
    AccessRoute.FAMILY_OFFICE_ONLY: gettext_noop("Only through the family office"),
}

COST_LABELS: dict[Cost, str] = {
    Cost.FREE: gettext_noop("Free of charge"),
    Cost.REDUCED: gettext_noop("Small fee, reduced on request"),
    Cost.FEE: gettext_noop("Fee"),
    Cost.INSURANCE: gettext_noop("Paid by health insurance"),
}

CAPACITY_LABELS: dict[Capacity, str] = {
    Capacity.FREE: gettext_noop("Places free"),
    Capacity.WAITING_LIST: gettext_noop("Waiting list"),
    Capacity.CLOSED: gettext_noop("No admission at present"),
}

ACCESSIBILITY_LABELS: dict[Accessibility, str] = {
    Accessibility.STEP_FREE: gettext_noop("Without steps"),
    Accessibility.LIFT: gettext_noop("Lift"),
    Accessibility.TOILET: gettext_noop("Wheelchair toilet"),
    Accessibility.PARKING: gettext_noop("Parking for disabled people"),
    Accessibility.PRAM: gettext_noop("Room for prams"),
    Accessibility.HEARING_LOOP: gettext_noop("Hearing loop"),
    Accessibility.SIGN_LANGUAGE: gettext_noop("Sign language"),
    Accessibility.TACTILE: gettext_noop("Tactile guidance for blind people"),
    Accessibility.EASY_LANGUAGE: gettext_noop("Easy language"),
    Accessibility.QUIET: gettext_noop("Quiet room"),
}

SOURCE_LABELS: dict[ChangeSource, str] = {
    ChangeSource.STAFF: gettext_noop("Staff"),
    ChangeSource.PROVIDER: gettext_noop("The provider"),
    ChangeSource.IMPORT: gettext_noop("Import of a file"),
}

STATUS_LABELS: dict[ServiceStatus, str] = {
    ServiceStatus.ACTIVE: gettext_noop("In use"),
    ServiceStatus.INACTIVE: gettext_noop("Not in use at present"),
    ServiceStatus.TEMPORARILY_CLOSED: gettext_noop("Closed for a time"),
    ServiceStatus.DEFUNCT: gettext_noop("Ended"),
}

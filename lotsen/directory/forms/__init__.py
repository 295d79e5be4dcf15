"""What is asked about services and what belongs to them, and what somebody looks for."""

from lotsen.directory.forms.belonging import BelongingPart
from lotsen.directory.forms.capacity import CapacityForm
from lotsen.directory.forms.entry import (
    Difference,
    ServiceForm,
    differences,
    entry_form,
    sent,
    usual_needs,
    usual_of,
)
from lotsen.directory.forms.entry.form import Lists
from lotsen.directory.forms.ordering import OrderForm
from lotsen.directory.forms.place import LocationForm, OrganizationForm
from lotsen.directory.forms.shared import Revised
from lotsen.directory.forms.types import TypeForm
from lotsen.directory.forms.wish import WishForm
from lotsen.directory.forms.words import SynonymsForm

__all__ = [
    "BelongingPart",
    "CapacityForm",
    "Difference",
    "Lists",
    "LocationForm",
    "OrderForm",
    "OrganizationForm",
    "Revised",
    "ServiceForm",
    "SynonymsForm",
    "TypeForm",
    "WishForm",
    "differences",
    "entry_form",
    "sent",
    "usual_needs",
    "usual_of",
]

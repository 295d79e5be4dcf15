"""What is asked about a service: its fields, what is usual for its type, and two versions side by side."""

from lotsen.directory.forms.entry.compare import Difference, differences, sent
from lotsen.directory.forms.entry.form import ServiceForm, entry_form
from lotsen.directory.forms.entry.usual import usual_needs, usual_of

__all__ = [
    "Difference",
    "ServiceForm",
    "differences",
    "entry_form",
    "sent",
    "usual_needs",
    "usual_of",
]

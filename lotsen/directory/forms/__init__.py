"""What is asked about a service, and what somebody looks for."""

from lotsen.directory.forms.entry import CapacityForm, ServiceForm
from lotsen.directory.forms.wish import WishForm

__all__ = ["CapacityForm", "ServiceForm", "WishForm"]

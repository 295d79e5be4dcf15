"""What is asked to keep an entry true."""

from lotsen.upkeep.forms.providing import ChangeForm, ConfirmForm, PlacesForm
from lotsen.upkeep.forms.staff import (
    AgeForm,
    AskForm,
    MergeForm,
    MissingForm,
    RefuseForm,
    SettleForm,
    StaffChangeForm,
    TakeOverForm,
)

__all__ = [
    "AgeForm",
    "AskForm",
    "ChangeForm",
    "ConfirmForm",
    "MergeForm",
    "MissingForm",
    "PlacesForm",
    "RefuseForm",
    "SettleForm",
    "StaffChangeForm",
    "TakeOverForm",
]

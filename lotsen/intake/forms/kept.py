"""Which fields of a form go into its draft, and back: no token, no password, no foreign name."""

from collections.abc import Callable

from werkzeug.datastructures import MultiDict
from wtforms import Form, PasswordField

from lotsen.intake.documents import DraftSheet
from lotsen.intake.domain.editing import FormName
from lotsen.intake.forms.caregiver import CaregiverForm
from lotsen.intake.forms.child import ChildForm
from lotsen.intake.forms.consent import ConsentForm, RecipientForm, WithdrawForm
from lotsen.intake.forms.family import CloseForm, ContactForm, SheetForm, TalkForm, WalkInForm
from lotsen.intake.forms.person import BirthForm, CustodyForm, is_custody_field

_FORMS: dict[FormName, tuple[type[Form], ...]] = {
    FormName.SHEET: (SheetForm,),
    FormName.CONTACT: (ContactForm,),
    FormName.CHILD: (ChildForm,),
    FormName.CAREGIVER: (CaregiverForm,),
    FormName.PERSON: (ChildForm, CaregiverForm),
    FormName.CONSENTS: (ConsentForm,),
    FormName.TALK: (TalkForm,),
    FormName.CLOSE: (CloseForm,),
    FormName.BORN: (BirthForm,),
    FormName.CUSTODY: (CustodyForm,),
    FormName.RECIPIENT: (RecipientForm,),
    FormName.WITHDRAW: (WithdrawForm,),
}
OF_THE_PAGE = frozenset({"shown", "signature"})
"""Which texts a page showed, and what was signed under them, belong to that page alone."""

_NEVER = OF_THE_PAGE | {"csrf_token", "form_id"}


def draft_sheet(form: FormName, values: MultiDict[str, str]) -> DraftSheet | None:
    """Return what a page sent as a draft of a form; None for a form that keeps none of its own."""
    kinds = _FORMS.get(form)
    if kinds is None:
        return None
    return _sheet(values, kinds, also=is_custody_field if form is FormName.CUSTODY else None)


def walk_in_sheet(values: MultiDict[str, str]) -> DraftSheet:
    """Return what the page of a walk-in contact sent as its draft."""
    return _sheet(values, (WalkInForm,))


def form_data(sheet: DraftSheet) -> MultiDict[str, str]:
    """Return a draft as a form reads it."""
    return MultiDict({name: list(texts) for name, texts in sheet.values})


def _sheet(
    values: MultiDict[str, str], kinds: tuple[type[Form], ...], *, also: Callable[[str], bool] | None = None
) -> DraftSheet:
    names = {name for kind in kinds for name in _fields(kind)}
    kept = tuple(
        (name, tuple(texts))
        for name, texts in values.lists()
        if name in names or (also is not None and also(name))
    )
    return DraftSheet(values=kept, page=values.get("form_id", "")[:40])


def _fields(kind: type[Form]) -> set[str]:
    found = set()
    for name in dir(kind):
        field = getattr(kind, name, None)
        field_class = getattr(field, "field_class", None)
        if field_class is not None and name not in _NEVER and not issubclass(field_class, PasswordField):
            found.add(name)
    return found

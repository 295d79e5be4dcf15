"""What a page with a form needs to keep drafts, to show who else is there, and to refuse a stale save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import request, url_for

from lotsen.desk import Desk
from lotsen.intake import actions, forms
from lotsen.intake.domain.editing import FormName, Place
from lotsen.intake.forms import Version
from lotsen.intake.labels import FORM_NAME_LABELS
from lotsen.kernel import LOCAL_ZONE, local_day, new_id
from lotsen.web.forms import LotsenForm, RevisedForm
from lotsen.web.i18n import format_datetime, format_time, gettext

AnyForm = TypeVar("AnyForm", bound=LotsenForm)
_WRITING = frozenset({"POST", "PUT"})


@dataclass(frozen=True)
class Conflict:
    """Two versions of what a form is about, who stored the other one, and whether one's own may be kept."""

    rows: tuple[Version, ...]
    who: str = ""
    at: datetime | None = None
    may_keep: bool = True

    @property
    def stored_by(self) -> str:
        """Head the column with what was stored meanwhile."""
        if not self.who or self.at is None:
            return gettext("Stored meanwhile")
        return gettext("Stored by %(name)s at %(time)s", name=self.who, time=format_time(self.at))


class Keeping:
    """How one page's form is kept: where its draft goes, what lies there, who else is at it."""

    def __init__(self, desk: Desk, place: Place) -> None:
        self._desk = desk
        self._place = place
        self._last = actions.last_saving(desk, place)
        self._stored: LotsenForm | None = None
        self._drafted: LotsenForm | None = None
        self.draft = actions.read_draft(desk, place)
        self.is_filled = self.draft is not None and request.method == "GET"
        self.revision = self.draft.revision if self.draft is not None else 0
        self.drafted_at = moment(desk, self.draft.saved_at) if self.draft is not None else ""
        self.autosave = self._url("intake.keep_draft")
        self.discard = self._url("intake.discard_draft")
        self.presence = self._url("intake.editing")
        self.editors = editing_here(desk, place)

    def fill(self, build: Callable[..., AnyForm], data: dict[str, Any], **more: Any) -> AnyForm:
        """Build the page's form: from what was sent, else from the draft, else from what is stored."""
        self._stored = build(formdata=None, data=data, **more)
        if self.draft is None:
            return build(data=data, **more)
        values = forms.form_data(self.draft.sheet)
        values["form_id"] = str(new_id())
        values.update({name: str(data[name]) for name in forms.OF_THE_PAGE & data.keys()})
        drafted = build(formdata=values, data=data, **more)
        if self.is_filled:
            return drafted
        self._drafted = drafted
        return build(data=data, **more)

    def is_repeat(self, form: LotsenForm) -> bool:
        """Say whether this very page was the last to save: its answer was lost, or it was tapped twice."""
        return self._last is not None and self._last.page is not None and self._last.page == form.row_id

    def refuses(
        self,
        form: RevisedForm,
        current: int,
        rows: Sequence[Version] | None = None,
        *,
        may_keep: bool = True,
    ) -> Conflict | None:
        """Return the conflict of a form shown before somebody else saved; None where it may be saved.

        The form then carries the present revision: sending it again is a decision.
        """
        found = (
            forms.versions(form, self._stored) if rows is None and self._stored is not None else rows or ()
        )
        is_fresh = form.seen_revision == current or self.is_repeat(form)
        form.revision.data = str(current)
        if request.form.get("go") == "compare":
            return self.conflict(self._against_draft(form) or found, may_keep=may_keep)
        return None if is_fresh else self.conflict(found, may_keep=may_keep)

    def is_stored_already(self, form: LotsenForm) -> bool:
        """Say whether a repeat brings nothing new, so that nothing is stored a second time."""
        return self.is_repeat(form) and self._stored is not None and not forms.versions(form, self._stored)

    def settle(self, form: LotsenForm) -> None:
        """Note that the form was saved; its draft is gone in the same unit of work."""
        actions.settle(self._desk, self._place, form.row_id)

    def conflict(self, rows: Sequence[Version], *, may_keep: bool = True) -> Conflict:
        """Return both versions with who stored the other one; all the same in words is said as well."""
        same = gettext("the same in both")
        found = tuple(rows) or (Version(gettext("All fields"), same, same),)
        if self._last is None:
            return Conflict(found, may_keep=may_keep)
        return Conflict(found, self._last.name, self._last.at, may_keep)

    def _against_draft(self, form: LotsenForm) -> Sequence[Version]:
        """Compare with the actor's own draft, where another page of theirs has sent it."""
        if self._drafted is None or self.draft is None or self.draft.sheet.page == str(form.row_id):
            return ()
        return forms.versions(form, self._drafted)

    def _url(self, endpoint: str) -> str:
        row = None if self._place.row == self._place.family_id else self._place.row
        return url_for(endpoint, family_id=self._place.family_id, form=self._place.form.value, row=row)


def keeping(desk: Desk, family_id: UUID, form: FormName, row: UUID | None = None) -> Keeping:
    """Open what a page needs; a page that saves holds the family, so that nobody saves in between."""
    if request.method in _WRITING:
        actions.family_row(desk, family_id, lock=True)
    return Keeping(desk, Place.of(family_id, form, row))


def editing_here(desk: Desk, place: Place) -> list[str]:
    """Say who else edits a form now."""
    return [
        gettext(
            "%(name)s has been editing this page since %(time)s.",
            name=editor.name,
            time=format_time(editor.since),
        )
        for editor in actions.editors_of(desk, place.family_id, place)
    ]


def editing_family(desk: Desk, family_id: UUID) -> list[str]:
    """Say who else edits which form of a family now."""
    return [
        gettext(
            "%(name)s has been editing “%(form)s” since %(time)s.",
            name=editor.name,
            form=gettext(FORM_NAME_LABELS[editor.form]),
            time=format_time(editor.since),
        )
        for editor in actions.editors_of(desk, family_id)
    ]


def moment(desk: Desk, at: datetime) -> str:
    """Write a time of today without its day."""
    is_today = at.astimezone(LOCAL_ZONE).date() == local_day(desk.clock)
    return format_time(at) if is_today else format_datetime(at)

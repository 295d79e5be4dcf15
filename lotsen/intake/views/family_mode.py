"""The pages a family sees while it holds the tablet: a start, one question per page, an end, the way back.

No address names a family, an assessment or a topic: what is shown follows from the session alone.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug import Response

from lotsen.accounts import domain as signing_in
from lotsen.accounts import unlocking
from lotsen.accounts.family_mode import FamilyMode, PrivatePart, current_family_mode, leave_family_mode
from lotsen.accounts.identity import end_session
from lotsen.desk import Desk
from lotsen.intake import actions, domain, forms
from lotsen.intake.actions import AssessmentView
from lotsen.intake.documents import AssessmentState
from lotsen.intake.domain import Question
from lotsen.intake.forms.family_mode import Refused, read_family_answer
from lotsen.intake.views import one_question
from lotsen.intake.views.area import Answer as Page
from lotsen.intake.views.area import area
from lotsen.policy import Permission
from lotsen.terms import Presence
from lotsen.web.i18n import (
    FAMILY_LANGUAGES,
    available_languages,
    family_languages,
    gettext,
    in_language,
    ngettext,
    render_error_text,
)

FAMILY_PAGES: set[str] = set()
"""The endpoints that answer in family mode."""

START = "intake.family_mode_start"

View = Callable[..., Page]


def _page(rule: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Declare a page for a family. Everybody may ask for it; it shows nothing outside family mode."""

    def declare(view: View) -> View:
        endpoint = f"family_mode_{view.__name__}"
        FAMILY_PAGES.add(f"intake.{endpoint}")

        @wraps(view)
        def in_mode(desk: Desk, **arguments: Any) -> Page:
            mode = current_family_mode()
            if mode is not None and desk.actor.may(Permission.FAMILY_WRITE):
                desk.vault.quiet = True  # the opening was noted when the tablet was handed over
                return view(desk, mode, **arguments)
            if mode is None and current_user.is_authenticated:
                return redirect(url_for("start.home"), 303)
            return _over()

        area.page(f"/family-mode{rule}", needs=Permission.PUBLIC, methods=methods, name=endpoint)(in_mode)
        return view

    return declare


@_page("")
def start(desk: Desk, mode: FamilyMode) -> Page:
    """Say in the family's language what this is, that it is voluntary, and who reads it."""
    view = actions.read_assessment(desk, mode.assessment_id)
    if view.row.state is AssessmentState.COMPLETED:
        return _to("end")
    return render_template(
        "intake/family_mode/start.html",
        minutes=view.instrument.minutes,
        languages=family_languages(),
        is_written=domain.speaks(view.instrument, mode.language),
        first=_following(view, mode, 0),
    )


@_page("/language", methods=("POST",))
def language(desk: Desk, mode: FamilyMode) -> Page:
    """Change the language of these pages."""
    chosen = request.form.get("language", "")
    if chosen in family_languages():
        mode.changed(language=chosen)
    return _to("start")


@_page("/<int:number>", methods=("GET", "POST"))
def question(desk: Desk, mode: FamilyMode, number: int) -> Page:
    """Ask one question; its answer is saved before the next one comes."""
    view = actions.read_assessment(desk, mode.assessment_id)
    asked = _question(view, mode, number)
    if asked is None:
        return _to("end")
    refused: Refused | None = None
    if request.method == "POST":
        if request.form.get("about") != one_question.name_of(asked):
            return redirect(request.path, 303)
        answer = read_family_answer(asked.item, request.form)
        if not isinstance(answer, Refused):
            view = actions.give_answer(desk, view.row.id, domain.place_of(asked), answer)
            if asked.item.immediate is not None and answer.presence is Presence.PRESENT:
                return _to("numbers", number=number)
            return redirect(_following(view, mode, number), 303)
        refused = answer
    shown = one_question.shown(view, asked, mode.language, refused)
    page = render_template(
        "intake/family_mode/question.html",
        shown=shown,
        number=number,
        place=one_question.place_in_row(_numbers(view, mode, private=asked.item.is_sensitive), number),
        before=_before(view, mode, number),
    )
    return page, 422 if refused else 200


@_page("/<int:number>/numbers")
def numbers(desk: Desk, mode: FamilyMode, number: int) -> Page:
    """Show numbers that help, without a word about why."""
    view = actions.read_assessment(desk, mode.assessment_id)
    if _question(view, mode, number) is None:
        return _to("end")
    return render_template("intake/family_mode/numbers.html", onward=_following(view, mode, number))


@_page("/further", methods=("GET", "POST"))
def further(desk: Desk, mode: FamilyMode) -> Page:
    """Ask gently whether further questions may come; a yes and a no are equally easy."""
    if mode.private is PrivatePart.LEFT_OUT:
        return _to("end")
    if request.method == "GET":
        return render_template("intake/family_mode/further.html")
    if request.form.get("go") != "yes":
        return _to("end")
    view = actions.read_assessment(desk, mode.assessment_id)
    number = one_question.family_questions(view).first_private
    return redirect(_following(view, mode.changed(private=PrivatePart.OPENED), number - 1), 303)


@_page("/hide", methods=("POST",))
def hide(desk: Desk, mode: FamilyMode) -> Page:
    """Leave the confidential questions at once: from now on no address leads back to them."""
    mode.changed(private=PrivatePart.LEFT_OUT)
    return _to("end")


@_page("/end", methods=("GET", "POST"))
def end(desk: Desk, mode: FamilyMode) -> Page:
    """Thank, and offer a talk; the confidential questions are shut again."""
    if request.method == "POST":
        actions.wish_talk(desk, mode.assessment_id, wished=request.form.get("wish") == "y")
        return _to("end")
    if mode.private is PrivatePart.OPENED:
        mode.changed(private=PrivatePart.OFFERED)
    view = actions.read_assessment(desk, mode.assessment_id)
    return render_template(
        "intake/family_mode/end.html",
        wished=view.sheet.own_wish,
        is_open=view.row.state is AssessmentState.DRAFT,
    )


@_page("/back", methods=("GET", "POST"))
def back(desk: Desk, mode: FamilyMode) -> Page:
    """Take the tablet back with the PIN or the password of whoever handed it over."""
    please = gettext("Please give the tablet back.")
    with in_language(_language_of_staff()):
        form = forms.BackForm()
        status = 422 if form.is_submitted() else 200
        if form.validate_on_submit():
            try:
                unlocking.check_unlock(desk, form.secret.data or "")
            except signing_in.SignInPaused as refusal:
                form.secret.errors, status = [render_error_text(refusal)], refusal.status
            except signing_in.UnlockRefused as refusal:
                if not unlocking.may_try_again(desk):
                    end_session()
                    return _over(429)
                form.secret.errors, status = [render_error_text(refusal)], refusal.status
            else:
                return _returned(desk, mode)
        return render_template(
            "intake/tablet_back.html", form=form, please=please, family_language=mode.language
        ), status


def _returned(desk: Desk, mode: FamilyMode) -> Response:
    """End family mode and lead the worker to the assessment, with all answers there."""
    left = actions.take_tablet_back(desk, mode.assessment_id)
    leave_family_mode()
    if left:
        flash(
            ngettext(
                "%(num)s question was not possible now. It is kept as a task for a quiet moment.",
                "%(num)s questions were not possible now. They are kept as tasks for a quiet moment.",
                left,
            ),
            "info",
        )
    else:
        flash(gettext("The tablet is yours again. All answers are here."), "success")
    return redirect(url_for(".assessment", assessment_id=mode.assessment_id), 303)


def _over(status: int = 200) -> tuple[str, int]:
    """Say in every language that the tablet goes back, and nothing else."""
    texts = []
    for code in FAMILY_LANGUAGES:
        with in_language(code):
            texts.append((code, gettext("Please give the tablet back.")))
    return render_template("intake/family_mode/over.html", texts=texts), status


def _language_of_staff() -> str:
    chosen = str(session.get("language", ""))
    return chosen if chosen in available_languages() else "de"


def _to(endpoint: str, **values: Any) -> Response:
    return redirect(url_for(f".family_mode_{endpoint}", **values), 303)


def _question(view: AssessmentView, mode: FamilyMode, number: int) -> Question | None:
    if view.row.state is AssessmentState.COMPLETED:
        return None
    opened = mode.private is PrivatePart.OPENED
    return one_question.family_questions(view).at(number, with_private=opened)


def _numbers(view: AssessmentView, mode: FamilyMode, *, private: bool) -> list[int]:
    """Return the numbers of the questions of one part that may be asked now."""
    found = one_question.family_questions(view)
    part, first = (found.private, found.first_private) if private else (found.plain, 1)
    if private and mode.private is not PrivatePart.OPENED:
        return []
    shown = one_question.asked_now(view, part)
    return [first + index for index, one in enumerate(part) if one in shown]


def _following(view: AssessmentView, mode: FamilyMode, number: int) -> str:
    """Return the address of what comes after a question: the next one, the gentle page, or the end."""
    found = one_question.family_questions(view)
    later = [one for one in _numbers(view, mode, private=False) if one > number]
    if number < found.first_private and not later and found.private and mode.private is PrivatePart.OFFERED:
        return url_for(".family_mode_further")
    later += [one for one in _numbers(view, mode, private=True) if one > number]
    if later:
        return url_for(".family_mode_question", number=later[0])
    return url_for(".family_mode_end")


def _before(view: AssessmentView, mode: FamilyMode, number: int) -> str:
    """Return the address of the question before, or of the start."""
    found = one_question.family_questions(view)
    earlier = [one for one in _numbers(view, mode, private=number >= found.first_private) if one < number]
    if earlier:
        return url_for(".family_mode_question", number=earlier[-1])
    return url_for(".family_mode_start")

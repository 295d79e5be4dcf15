"""Composition root: the only module that knows every part."""

from datetime import timedelta

from flask import Flask, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug import Response
from werkzeug.middleware.proxy_fix import ProxyFix

from lotsen import __version__, logs
from lotsen.accounts import views as accounts
from lotsen.accounts.family_mode import current_family_mode, init_family_mode
from lotsen.accounts.identity import init_identity
from lotsen.accounts.sessions import ServerSessions
from lotsen.api import views as api
from lotsen.config import Settings, load_settings
from lotsen.contacts import views as contacts
from lotsen.demo import people as demo_people
from lotsen.directory import views as directory
from lotsen.figures import views as figures
from lotsen.intake import views as intake
from lotsen.intake.views.family_mode import FAMILY_PAGES, START
from lotsen.kernel import Clock, SystemClock, gettext_noop
from lotsen.keys.domain import Purpose
from lotsen.keys.office import KeyOffice
from lotsen.outbox import views as outbox
from lotsen.oversight import views as oversight
from lotsen.policy import Role
from lotsen.protection import views as protection
from lotsen.referral import views as referral
from lotsen.store.engines import open_stores
from lotsen.upkeep import views as upkeep
from lotsen.vault import open_root
from lotsen.web.access import init_access
from lotsen.web.assets import init_assets
from lotsen.web.forms import init_forms
from lotsen.web.headers import init_headers
from lotsen.web.i18n import choose_language, family_languages, init_i18n
from lotsen.web.pages import Menu, init_pages
from lotsen.window import views as window
from lotsen.workbench import views as workbench

_OF_A_SERVICE = (
    ("intake.today", gettext_noop("Today")),
    ("referral.sent", gettext_noop("Handed over")),
    ("directory.services", gettext_noop("Services")),
    ("accounts.deputies", gettext_noop("Standing in")),
    ("protection.cases", gettext_noop("Protection")),
)
_OF_A_HINT_GIVER = (
    ("intake.new_hint", gettext_noop("Give a hint")),
    ("intake.ask_hint", gettext_noop("Was contact made?")),
)
_OF_AN_OFFICE = (
    ("referral.work_list", gettext_noop("Work list")),
    ("intake.today", gettext_noop("Own families")),
    ("directory.services", gettext_noop("Services")),
    ("accounts.deputies", gettext_noop("Standing in")),
    ("protection.cases", gettext_noop("Protection")),
)
_OF_A_LEAD = (("intake.assignments", gettext_noop("Responsibilities")),)

MENU: Menu = {
    Role.NAVIGATOR: _OF_A_SERVICE,
    Role.TEAM_LEAD: _OF_A_SERVICE + _OF_A_LEAD,
    Role.HINT_GIVER: _OF_A_HINT_GIVER,
    Role.FAMILY_OFFICE: _OF_AN_OFFICE,
    Role.OFFICE_LEAD: _OF_AN_OFFICE + _OF_A_LEAD,
    Role.COORDINATOR: (
        ("figures.dashboard", gettext_noop("Figures")),
        ("directory.services", gettext_noop("Services")),
        ("upkeep.overview", gettext_noop("Upkeep")),
        ("referral.rule_set", gettext_noop("Rules")),
        ("instruments.all", gettext_noop("Sheets")),
    ),
    Role.ADMINISTRATOR: (
        ("accounts.people", gettext_noop("People")),
        ("accounts.institutions", gettext_noop("Institutions")),
        ("texts.overview", gettext_noop("Texts")),
        ("contacts.contacts", gettext_noop("Contacts")),
        ("protection.settings", gettext_noop("Protection")),
        ("outbox.outbox", gettext_noop("Mail")),
    ),
    Role.DATA_PROTECTION: (("oversight.audit", gettext_noop("Audit trail")),),
}

_WITHOUT_PASSWORD_CHANGE = frozenset(
    {"accounts.password", "accounts.sign_out", "accounts.language", "start.service_worker"}
)


_CHECK_THEMSELVES = (
    "lotsen.intake.views.hints.leave",
    "lotsen.upkeep.views.providing.confirm",
    "lotsen.upkeep.views.providing.say_places",
    "lotsen.upkeep.views.providing.change",
)
"""Pages without an account whose forms check for forgery themselves, and keep what was entered."""


def open_office(settings: Settings) -> KeyOffice:
    """Open stores and root key as the settings say; refuses what is not safe to use."""
    root = open_root(settings.root.provider, str(settings.root_path))
    return KeyOffice(open_stores(settings), root)


def build_app(
    settings: Settings | None = None, *, office: KeyOffice | None = None, clock: Clock | None = None
) -> Flask:
    """Build the application from its settings. Raises SettingsRefused, RootRefused, KeysMissing."""
    settings = settings or load_settings()
    clock = clock or SystemClock()
    office = office or open_office(settings)
    logs.configure(as_json=settings.environment == "production")
    app = Flask("lotsen.web", static_folder=None)
    app.logger.disabled = True  # it would write tracebacks past our logs
    app.config.update(
        SECRET_KEY=office.system_key(Purpose.SESSION)[1].hex(),
        MAX_CONTENT_LENGTH=settings.web.max_body_bytes,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.sessions.absolute_minutes),
    )
    app.extensions["lotsen.office"] = office
    app.extensions["lotsen.clock"] = clock
    app.extensions["lotsen.settings"] = settings
    app.session_interface = ServerSessions(office, settings, clock)
    init_i18n(app, pseudo_language=settings.web.pseudo_language)
    choose_language(app, lambda: session.get("language"))
    init_identity(app)
    init_family_mode(app, FAMILY_PAGES, START, family_languages)
    app.jinja_env.globals["idle_minutes"] = settings.sessions.idle_minutes
    init_access(app)
    app.before_request(_change_password_first)
    protection_against_forgery = CSRFProtect(app)
    for view in _CHECK_THEMSELVES:
        protection_against_forgery.exempt(view)
    for view in window.ONLY_READ:  # nothing to forge, and a token would need a cookie
        protection_against_forgery.exempt(view)
    init_forms(app)
    init_pages(app, MENU)
    features = (
        accounts,
        outbox,
        contacts,
        directory,
        intake,
        referral,
        protection,
        figures,
        oversight,
        window,
    )
    for feature in features:
        app.register_blueprint(feature.area)
    app.register_blueprint(upkeep.area)
    app.register_blueprint(workbench.area)
    app.register_blueprint(upkeep.provider_door)
    app.register_blueprint(intake.texts_area)
    app.register_blueprint(intake.ward_door)
    app.register_blueprint(intake.sheets)
    app.register_blueprint(api.area)
    api.init_api(app, settings, __version__)
    window.init_window(app, settings)
    if settings.environment == "demo":
        app.jinja_env.globals.update(demo_people.sign_in_help(), is_demo=True)
    init_assets(app)
    init_headers(app)
    if settings.web.trusted_proxies:
        count = settings.web.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]  # werkzeug's own way
    return app


def _change_password_first() -> Response | None:
    if request.endpoint in _WITHOUT_PASSWORD_CHANGE or not current_user.is_authenticated:
        return None
    if current_family_mode() is not None:
        return None
    if current_user.must_change_password:
        return redirect(url_for("accounts.password"), 303)
    return None

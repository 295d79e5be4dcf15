"""Settings: one frozen object, unknown keys refused, no value ever shown."""

from pathlib import Path

import pytest

from lotsen.config import SettingsRefused, load_settings


def test_the_environment_lies_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "lotsen.toml"
    path.write_text('home = "a"\n[web]\nport = 9000\n')
    settings = load_settings({"LOTSEN_CONFIG": str(path), "LOTSEN_WEB_PORT": "9001", "LOTSEN_HOME": "b"})
    assert (settings.web.port, settings.home) == (9001, Path("b"))


@pytest.mark.parametrize("name", ["LOTSEN_WEB_PROT", "LOTSEN_NOTHING", "LOTSEN_WEB", "LOTSEN_STORES"])
def test_an_unknown_setting_in_the_environment_is_refused(name: str) -> None:
    with pytest.raises(SettingsRefused, match=name):
        load_settings({name: "x"})


def test_an_unknown_key_in_the_file_is_refused_and_named(tmp_path: Path) -> None:
    path = tmp_path / "lotsen.toml"
    path.write_text("[web]\nprot = 9000\n")
    with pytest.raises(SettingsRefused, match=r"web\.prot"):
        load_settings({"LOTSEN_CONFIG": str(path)})


def test_a_refusal_shows_no_value() -> None:
    with pytest.raises(SettingsRefused) as refused:
        load_settings({"LOTSEN_WEB_PORT": "geheim-123"})
    assert "geheim" not in str(refused.value)


def test_a_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lotsen.toml"
    path.write_text("home = \n")
    with pytest.raises(SettingsRefused, match="line 1"):
        load_settings({"LOTSEN_CONFIG": str(path)})


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings({}).home = Path("x")  # type: ignore[misc]  # that is the test


@pytest.mark.parametrize(
    ("host", "url", "secure"),
    [("127.0.0.1", "", True), ("0.0.0.0", "", False), ("0.0.0.0", "https://lotsen.example", True)],
)
def test_the_host_cookie_is_used_where_browsers_take_it(host: str, url: str, secure: bool) -> None:
    settings = load_settings({"LOTSEN_WEB_HOST": host, "LOTSEN_WEB_PUBLIC_URL": url})
    assert settings.secure_cookie is secure


def test_a_mail_password_is_never_shown_and_may_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("aus der Datei\n")
    given = {"LOTSEN_MAIL_HOST": "mail.example", "LOTSEN_MAIL_USER": "lotsen"}
    by_environment = load_settings({**given, "LOTSEN_MAIL_PASSWORD": "geheim-123"})
    assert "geheim" not in repr(by_environment)
    assert by_environment.mail.read_password() == "geheim-123"
    by_file = load_settings({**given, "LOTSEN_MAIL_PASSWORD_FILE": str(path)})
    assert by_file.mail.read_password() == "aus der Datei"


@pytest.mark.parametrize(
    "sender", ["Lotsen <a@b.example>", "a@b\r\nBcc: c@d.example", "a@b.example,c@d.example"]
)
def test_a_sender_that_is_more_than_an_address_is_refused(sender: str) -> None:
    with pytest.raises(SettingsRefused, match=r"mail\.sender"):
        load_settings({"LOTSEN_MAIL_SENDER": sender})


def test_signing_in_to_a_mail_server_in_the_clear_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="starttls"):
        load_settings(
            {
                "LOTSEN_MAIL_HOST": "mail.example",
                "LOTSEN_MAIL_USER": "lotsen",
                "LOTSEN_MAIL_SECURITY": "none",
            }
        )

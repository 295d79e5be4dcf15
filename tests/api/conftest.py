"""The demo town's directory behind the application, and a program that asks as often as it likes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lotsen.config import Settings
from tests.conftest import OpenDesk


@pytest.fixture
def sqlite_settings(sqlite_settings: Settings) -> Settings:
    often = sqlite_settings.web.model_copy(update={"api_per_minute": 100_000})
    return sqlite_settings.model_copy(update={"web": often})


@pytest.fixture
def town(with_directory: None, site_desk: OpenDesk) -> OpenDesk:
    return site_desk


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()

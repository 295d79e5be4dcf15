"""What people see: a real Chromium on a served copy of the test town."""

import pytest

pytest.register_assert_rewrite(
    "tests.browser.at_the_clinic", "tests.browser.at_the_office", "tests.browser.arranged"
)

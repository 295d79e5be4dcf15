"""The area all pages of people and institutions belong to."""

from werkzeug import Response

from lotsen.web.access import Area

area = Area("accounts", "lotsen.accounts", template_folder="templates")

Answer = str | Response | tuple[str, int]

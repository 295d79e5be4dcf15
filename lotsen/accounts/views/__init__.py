"""Signing in and out, workplaces, deputies, and the pages of an administrator."""

from lotsen.accounts.views import deputies, institutions, invitations, kinds, people, signing_in
from lotsen.accounts.views.area import area
from lotsen.accounts.views.signing_in import local_path

__all__ = ["area", "deputies", "institutions", "invitations", "kinds", "local_path", "people", "signing_in"]

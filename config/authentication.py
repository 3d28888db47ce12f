"""How staff sign in: e-mail and password, a second factor, and a lockout that counts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from axes.backends import AxesStandaloneBackend
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User
from web.limits import client_address
from web.staff.access import home_of

__all__ = ["LockoutBackend", "StaffAccountAdapter", "client_address", "lockout_username"]


class LockoutBackend(AxesStandaloneBackend):
    """Refuse a locked-out person; let a sign-in without a request (shell, tests) pass by.

    django-axes raises without a request, although there is no address to lock out then.
    """

    def authenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> Any:
        if request is None:
            return None
        return super().authenticate(request, *args, **kwargs)


def lockout_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the address being tried: allauth says `email` or `login`, the admin `username`."""
    given = {**request.POST.dict(), **(credentials or {})}
    tried = given.get("email") or given.get("username") or given.get("login") or ""
    return str(tried).strip().casefold()[:255]


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a manager, never by a visitor."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and password do not belong together. Check both, then try again."
        ),
        "account_inactive": _("This account is switched off. Ask your manager."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the page with which the day of this role begins."""
        return home_of(request.user) if isinstance(request.user, User) else settings.LOGIN_URL

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

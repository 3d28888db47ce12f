"""The few of allauth's pages that we use, under the names that allauth looks for.

No sign-up, no change of e-mail, no reset by mail: accounts are a manager's business.
"""

from allauth.account.views import account_inactive, logout, reauthenticate
from django.urls import include, path

from web.account.views import sign_in

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("password/", reauthenticate, name="account_reauthenticate"),
    path("two-steps/", include("allauth.mfa.urls")),
]

"""Where staff sign in and out."""

from django.urls import path

from web.account.views import sign_in, sign_out

app_name = "account"

urlpatterns = [
    path("staff/", sign_in, name="sign_in"),
    path("staff/sign-out/", sign_out, name="sign_out"),
]

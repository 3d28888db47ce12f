"""Signing in and out."""

from typing import Any

from allauth.account.views import LoginView
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clinics.errors import NotFound
from clinics.models import Clinic
from clinics.selectors.clinics import default_clinic
from web.account.forms import SignInForm


class SignIn(LoginView):
    """Ask for e-mail and password; who is signed in already goes on to the own start page."""

    form_class = SignInForm
    template_name = "account/sign_in.html"

    def get_form_class(self) -> type[Form]:
        """Return our form, whatever the settings of allauth say."""
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says: the clinic, the address to return to, and what is wrong."""
        context = super().get_context_data(**kwargs)
        form: Form = context["form"]
        errors = [
            {"text": error, "target": form[name].id_for_label if name in form.fields else ""}
            for name, texts in form.errors.items()
            for error in texts
        ]
        for error in errors:
            error["target"] = error["target"] or "id_login"
        next_page = self.request.POST.get("next") or self.request.GET.get("next", "")
        return {**context, "clinic": _clinic(), "errors": errors, "next_page": next_page}


sign_in = SignIn.as_view()


@require_POST
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. By POST only: a link could be followed by a mail scanner."""
    logout(request)
    return HttpResponseRedirect(reverse("account:sign_in"))


def _clinic() -> Clinic | None:
    try:
        return default_clinic()
    except NotFound:
        return None

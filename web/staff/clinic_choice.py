"""Going on at another clinic."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from clinics.models import Clinic
from people.models import User
from people.permissions import Action
from web.staff.access import choose_clinic, home_of, staff_page


@require_POST
@staff_page(Action.SWITCH_CLINIC)
def switch_clinic(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Go on at another clinic, from the start page: the page left may name what is not there."""
    user = request.user
    assert isinstance(user, User)
    choose_clinic(request, user, request.POST.get("clinic", "").replace("\x00", ""))
    return HttpResponseRedirect(home_of(user))

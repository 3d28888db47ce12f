"""What every call of the API shares."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import override
from rest_framework.exceptions import NotAuthenticated
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from clinics.models import Clinic
from clinics.selectors.clinics import clinic_of, default_clinic, find_clinic
from intake.services.online_check import check_online
from people.models import User
from web.api.authentication import BearerAuthentication
from web.api.fields import SLUG
from web.api.parsers import StrictJSONParser
from web.api.throttles import SearchThrottle
from web.stops import KEY, stop_of


class AlwaysJSON(BaseContentNegotiation):
    """Answers JSON whatever the Accept header says; it is all there is."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the parser of the Content-Type, or None for 415."""
        wanted = (request.content_type or "").partition(";")[0].strip().lower()
        return next((each for each in parsers if each.media_type == wanted), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return the JSON renderer."""
        return renderers[0], renderers[0].media_type


class ApiView(APIView):
    """A noun of the API: methods parse, call one selector or service, and answer.

    By default anybody may call it, under the search limit.
    """

    authentication_classes = [BearerAuthentication]
    permission_classes: list[Any] = []
    throttle_classes: list[Any] = [SearchThrottle]
    parser_classes = [StrictJSONParser]
    renderer_classes = [JSONRenderer]
    content_negotiation_class = AlwaysJSON
    metadata_class = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Speak English to programs: field names and problem types are English too."""
        with override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a browser that was told to get help: no call leads from there to a time.

        A program has no session of ours and costs no query here.

        Raises:
            OnlineRefused: an answer to the safety questions was urgent, within a day.
        """
        super().initial(request, *args, **kwargs)
        if self.staff is None:
            check_online((), safety=stop_of(request.session.get(KEY) or {}, timezone.now()))

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        """Keep answers out of every cache: they are about people, or stale in a minute."""
        final = super().finalize_response(request, response, *args, **kwargs)
        final.headers.setdefault("Cache-Control", "no-store")
        return final

    def read_query(
        self, query: type[Serializer[Any]], *, now: datetime | None = None
    ) -> dict[str, Any]:
        """Return the valid query; with `now`, dates default to the clinic's today.

        Raises:
            ValidationError: names every parameter that cannot be right.
        """
        context = {"today": self.today(now)} if now else {}
        return _valid(query(data=self.request.GET, context=context))

    def read_body(self, body: type[Serializer[Any]], **context: Any) -> dict[str, Any]:
        """Return the valid body.

        Raises:
            ValidationError: names every field that cannot be right.
            ParseError, UnsupportedMediaType, TooLarge: it is no JSON of ours at all.
        """
        return _valid(body(data=self.request.data, context=context))

    def patient_context(self, now: datetime) -> dict[str, Any]:
        """Return what reading a patient depends on: the day, the country, who types."""
        return {
            "today": self.today(now),
            "calling_code": self.clinic.calling_code,
            "is_staff": self.staff is not None,
        }

    def today(self, now: datetime) -> date:
        """Return the local day at the clinic."""
        return now.astimezone(self.clinic.zone).date()

    @property
    def staff(self) -> User | None:
        """The member of staff whose key this is; None for a patient."""
        return self.request.user if isinstance(self.request.user, User) else None

    @cached_property
    def clinic(self) -> Clinic:
        """Return the clinic asked for by `?clinic=`, the caller's own, or the default one.

        Raises:
            NotFound: unknown, or not one the member of staff works at.
        """
        slug = self.request.GET.get("clinic", "")
        if slug:
            return find_clinic(slug=slug if SLUG.fullmatch(slug) else "", user=self.staff)
        return clinic_of(self.staff) if self.staff else default_clinic()


def _valid(serializer: Serializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


def staff_of(request: Request) -> User:
    """Return the member of staff of a call that only staff can make.

    Raises:
        NotAuthenticated: a view forgot its permission class.
    """
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user

"""The demo's mailbox: every mail and text the clinic sent. Mounted only where DEMO is set."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clinics.errors import NotFound
from clinics.models import Clinic
from clinics.selectors.clinics import default_clinic
from demo.mailbox.letters import Letter, read_letter, read_letters
from demo.mailbox.paper import content_security_policy
from notifications.models import OutboxMessage
from notifications.selectors import waiting_messages
from notifications.services.send_now import bring_forward

PER_PAGE = 50
MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that will go out: what it is, for which booking, when."""

    key: str
    kind: str
    channel: str
    reference: str
    clinic: Clinic
    due_at: datetime


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """List what was sent, the newest first, and what waits to be sent."""
    pages = Paginator(_letters(), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    waiting = [_waiting(message) for message in waiting_messages()[:MOST_WAITING]]
    context = {"page": page, "waiting": waiting, "clinic": _clinic()}
    return render(request, "demo/mailbox.html", context)


@require_safe
@never_cache
def letter(request: HttpRequest, id_: str) -> HttpResponse:
    """Show one message as plain text, with the way to its page and files."""
    context = {"letter": _letter(id_), "clinic": _clinic()}
    return render(request, "demo/letter.html", context)


@require_safe
@never_cache
def letter_html(request: HttpRequest, id_: str) -> HttpResponse:
    """Show one mail as its reader sees it."""
    html = _letter(id_).html
    if not html:
        raise Http404
    response = HttpResponse(html)
    response["Content-Security-Policy"] = content_security_policy(html)
    return response


@require_safe
@never_cache
def attachment(request: HttpRequest, id_: str, number: int) -> HttpResponse:
    """Download a file that came with a mail."""
    files = _letter(id_).attachments
    if number >= len(files):
        raise Http404
    file = files[number]
    response = HttpResponse(file.content, content_type=file.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_safe
@never_cache
def mailbox_json(request: HttpRequest) -> JsonResponse:
    """Give programs the same; `?to=` narrows it to one recipient."""
    to = request.GET.get("to")
    return JsonResponse(
        {"messages": [_as_data(each) for each in _letters() if to in (None, each.to)]}
    )


@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    """Let a waiting message be sent now, so that nobody has to wait days to see a reminder."""
    try:
        bring_forward(key=request.POST.get("message", ""), now=timezone.now())
    except NotFound:
        messages.info(request, _("This message is no longer waiting."))
    else:
        messages.success(request, _("It will be here within a few seconds. Reload this page."))
    return redirect("demo:mailbox")


def _letters() -> list[Letter]:
    return read_letters(settings.DEMO_MAILBOX_DIR, gateway=settings.SMS_GATEWAY_DOMAIN)


def _letter(id_: str) -> Letter:
    try:
        return read_letter(settings.DEMO_MAILBOX_DIR, id_, gateway=settings.SMS_GATEWAY_DOMAIN)
    except NotFound as error:
        raise Http404 from error


def _clinic() -> Clinic | None:
    """Return whose clock and name to show; a mailbox can be looked at before there is one."""
    try:
        return default_clinic()
    except NotFound:
        return None


def _waiting(message: OutboxMessage) -> Waiting:
    return Waiting(
        key=message.dedup_key,
        kind=message.kind,
        channel=message.channel,
        reference=message.appointment.reference if message.appointment else "",
        clinic=message.clinic,
        due_at=message.next_try_at,
    )


def _as_data(letter: Letter) -> dict[str, object]:
    return {
        "id": letter.id,
        "message_id": letter.message_id,
        "kind": letter.kind,
        "to": letter.to,
        "subject": letter.subject,
        "sent_at": letter.sent_at.isoformat(),
        "text": letter.text,
        "html": letter.html,
        "copies": letter.copies,
        "attachments": [
            {
                "name": file.name,
                "content_type": file.content_type,
                "content": file.content.decode(errors="replace"),
            }
            for file in letter.attachments
        ],
    }

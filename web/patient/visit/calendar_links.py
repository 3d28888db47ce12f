"""Links that put a visit into a calendar of somebody else's.

These addresses leave to third parties, so they say "Appointment, <clinic>" and nothing more: no
procedure, no person, no reference.
"""

from datetime import UTC, datetime
from urllib.parse import urlencode

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
MAP = "https://www.openstreetmap.org/search"


def google_link(*, title: str, start: datetime, end: datetime, zone: str, place: str) -> str:
    """Return Google's page for a new entry. start, end: aware; zone: IANA name."""
    dates = "/".join(f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" for moment in (start, end))
    query = {"action": "TEMPLATE", "text": title, "dates": dates, "ctz": zone, "location": place}
    return f"{GOOGLE}?{urlencode(query)}"


def outlook_link(*, title: str, start: datetime, end: datetime, place: str) -> str:
    """Return Outlook's page for a new entry. start, end: aware."""
    query = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": title,
        "startdt": _instant(start),
        "enddt": _instant(end),
        "location": place,
    }
    return f"{OUTLOOK}?{urlencode(query)}"


def map_link(address: str) -> str:
    """Return a map of the clinic's address; the address is no secret."""
    return f"{MAP}?{urlencode({'query': address})}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

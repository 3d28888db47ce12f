"""Ask one of our addresses whether it is well: python -m config.healthcheck http://web:8000/readyz

For container health checks; slim images have neither curl nor wget. Presents itself with the
public host name, which is the only one the site answers to.
"""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 5


def ask(url: str) -> int:
    """Return 0 for a 2xx answer, else 1 with the reason on stderr."""
    public = urlsplit(os.environ.get("SITE_URL", ""))
    request = urllib.request.Request(url)
    if public.hostname:
        request.add_header("Host", public.netloc)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):
            return 0
    except urllib.error.URLError as error:
        print(f"{url}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(ask(sys.argv[1]))

"""Showing a mail's own page: a stranger's HTML under our roof, so under its own policy."""

import base64
import hashlib
import re

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def content_security_policy(html: str) -> str:
    """Return a policy that allows the styles this very mail carries, by hash, and nothing else."""
    hashes = " ".join(f"'sha256-{_digest(style)}'" for style in STYLE.findall(html))
    styles = hashes or "'none'"
    return (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

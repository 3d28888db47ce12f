"""Logs carry ids, never people: what slips into a message or traceback is masked on its way out."""

import logging
import re
from http import HTTPStatus

MASKS = [
    (re.compile(r"(?<=://)[^/@\s]*@"), "…@"),  # redis://:password@host
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "<mail>"),
    (re.compile(r"\+\d[\d ()./-]{6,}\d"), "<phone>"),
    (re.compile(r"(?<=/)\?\S+"), "?…"),  # query strings
    # Tokens of links and feeds are long, with capitals and digits; UUIDs have no capitals.
    (re.compile(r"\b(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{24,}"), "<token>"),
]


def mask(text: str) -> str:
    """Return the text without addresses, phone numbers, tokens, passwords and query strings."""
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


def is_news(record: logging.LogRecord) -> bool:
    """Drop 503: /readyz answers it by design, to those who ask why; at start many times over."""
    return getattr(record, "status_code", None) != HTTPStatus.SERVICE_UNAVAILABLE


class MaskingFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))

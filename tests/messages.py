"""What is to be translated and what is: out of source, templates, .po and .mo, without gettext.

CI and a fresh clone have no gettext tools, so the little they do here is done by hand.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation.template import templatize

from tests.house.source import ROOT

APPS = (
    "clinics",
    "config",
    "demo",
    "intake",
    "notifications",
    "people",
    "procedures",
    "scheduling",
    "web",
)
# Which arguments are words: (context, singular, plural), None for one that is not there.
CALLS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "Words"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy", "Counted"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_CALL = re.compile(rf"\b({'|'.join(CALLS)})\(")
_STRING = re.compile(r"""\s*,?\s*(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))""")
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')


@dataclass(frozen=True, slots=True)
class Message:
    """Words to be translated."""

    text: str
    plural: str = ""
    context: str = ""


@dataclass(slots=True)
class Translated:
    """An entry of a .po file. forms: one, or one per plural form."""

    message: Message
    forms: list[str] = field(default_factory=list)
    is_fuzzy: bool = False


@cache
def wanted(app: str) -> dict[Message, str]:
    """Return what the sources of an app want translated, with a file that does."""
    found: dict[Message, str] = {}
    for path in sorted((ROOT / app).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            messages = _in_source(path.read_text(encoding="utf-8"))
        elif path.suffix in (".html", ".txt"):
            messages = _in_template(path.read_text(encoding="utf-8"))
        else:
            continue
        found |= {message: str(path.relative_to(ROOT)) for message in messages}
    return found


@cache
def translated(app: str) -> dict[Message, Translated]:
    """Return what the .po file of an app holds, its header left out."""
    entries: dict[Message, Translated] = {}
    text = po_file(app).read_text(encoding="utf-8")
    for block in text.split("\n\n"):
        parts = _parts(block)
        if parts.get("msgid"):
            message = Message(
                parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", "")
            )
            forms = [value for key, value in parts.items() if key.startswith("msgstr")]
            entries[message] = Translated(message, forms, "fuzzy" in block.split("msgid")[0])
    return entries


def compiled(app: str) -> gettext.GNUTranslations:
    """Return what the .mo file of an app holds."""
    with po_file(app).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def po_file(app: str) -> Path:
    """Return where an app keeps its Ukrainian words."""
    return ROOT / app / "locale" / "uk" / "LC_MESSAGES" / "django.po"


def _in_source(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            words = [
                each.value if isinstance(each, ast.Constant) and isinstance(each.value, str) else ""
                for each in node.args
            ]
            yield from _message(name, words)


def _in_template(template: str) -> Iterator[Message]:
    code = templatize(template)
    for call in _CALL.finditer(code):
        words, place = [], call.end()
        while string := _STRING.match(code, place):
            words.append(ast.literal_eval(string[1].removeprefix("u")))
            place = string.end()
        yield from _message(call[1], words)


def _message(name: str, words: list[str]) -> Iterator[Message]:
    if name not in CALLS:
        return
    context, one, many = (
        words[place] if place is not None and place < len(words) else "" for place in CALLS[name]
    )
    if one:
        yield Message(one, many, context)


def _parts(block: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    key = ""
    for line in block.splitlines():
        if start := _LINE.fullmatch(line):
            key = start[1]
            parts[key] = ast.literal_eval(start[2])
        elif line.startswith('"'):
            parts[key] += ast.literal_eval(line)
    return parts

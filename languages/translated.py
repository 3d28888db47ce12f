"""Texts in several languages, kept with the row they belong to.

English stands in a column of its own; every other language is data in one JSON column, so a new
language needs neither a migration nor a line of code. docs/decisions/languages.md
"""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import JSONField, Value

LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2,4})?")
"""BCP 47, in small letters as Django writes it: uk, pt-br."""


class Translated(models.Model):
    """A row some of whose texts are there in other languages too.

    TRANSLATED names these columns. translations: {"uk": {"name": "..."}}.
    """

    TRANSLATED: ClassVar[tuple[str, ...]] = ()

    translations = JSONField(
        default=dict,
        blank=True,
        db_default=Value({}, JSONField()),
        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse what is no translation of a text of this row."""
        super().clean()
        faults = translation_faults(self.translations, self.TRANSLATED)
        if faults:
            raise ValidationError({"translations": faults})

    def said(self, name: str, language: str) -> str:
        """Return a text in a language ("uk", "uk-ua", "en"), in English where it is missing."""
        code = language.lower()
        for wished in (code, code.partition("-")[0]):
            text = self.translations.get(wished, {}).get(name)
            if text:
                return str(text)
        return str(getattr(self, name))

    def is_said(self, name: str, language: str) -> bool:
        """Whether a text is there in a language other than English."""
        base = language.lower().partition("-")[0]
        return bool(self.translations.get(base, {}).get(name))


def translation_faults(found: Any, names: tuple[str, ...]) -> list[str]:
    """Return what is wrong with translations, each fault in words."""
    if not isinstance(found, dict):
        return ['This must be an object: {"uk": {"name": "..."}}.']
    faults = []
    for language, texts in found.items():
        if not LANGUAGE.fullmatch(language):
            faults.append(f"{language!r} is no language code; write it like uk or pt-br.")
        if not isinstance(texts, dict):
            faults.append(f"{language}: this must be an object of texts.")
            continue
        for name, text in texts.items():
            if name not in names:
                faults.append(f"{language}: there is no text {name!r}; choose {', '.join(names)}.")
            elif not isinstance(text, str) or not text.strip():
                faults.append(f"{language}, {name}: this must be text.")
    return faults

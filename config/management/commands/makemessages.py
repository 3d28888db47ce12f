"""Collecting what is to be translated: `make messages`.

Django's own command, told two things: how the pure core marks its words, which may not import
Django, and that a new text starts untranslated instead of with the words of one that looks alike.
"""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Writes */locale/*/LC_MESSAGES/django.po."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=Words:1",
        "--keyword=Counted:1,2",
    ]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

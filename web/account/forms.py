"""What staff type to sign in."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """allauth's form in our words: labels instead of placeholders, and no way to sign up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label = _("E-mail address"), _("Password")
        login.error_messages["required"] = _("Enter your e-mail address.")
        login.error_messages["invalid"] = _(
            "Enter a whole e-mail address, such as rita@clinic.example."
        )
        password.error_messages["required"] = _("Enter your password.")
        password.help_text = ""
        for field, name in ((login, "username"), (password, "current-password")):
            # Wrong and empty fields are told by us: a browser's bubble is gone in five seconds.
            field.widget.attrs = {"class": "input", "autocomplete": name}
        login.widget.attrs |= {"type": "email", "autocapitalize": "none", "spellcheck": "false"}

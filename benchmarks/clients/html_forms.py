"""What a program needs to go through our pages: forms, as a browser without JavaScript has them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# The boxes that are something to agree to; others are ticked by whoever they are true of.
AGREEMENT = "consent"

Box = tuple[str, str]  # name and value


@dataclass
class Form:
    """One form that is sent with POST; is_main: it has the page's one big button."""

    action: str
    identity: str
    is_main: bool = False
    given: list[Box] = field(default_factory=list)
    texts: list[Box] = field(default_factory=list)
    ticks: list[Box] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, answers: dict[str, str]) -> dict[str, str]:
        """Return what to send: boxes as given unless there is an answer, and no to questions."""
        chosen = {
            name: answers.get(name, "no" if "no" in values else values[0])
            for name, values in self.choices.items()
        }
        texts = {name: answers.get(name, value) for name, value in self.texts}
        return {**dict(self.given), **dict(self.ticks), **texts, **chosen}


class Forms(HTMLParser):
    """Collects the POST forms of a page, in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._goes = False
        self.feed(page)

    def main(self) -> Form | None:
        """Return the form that takes the first free time, or the one with the big button."""
        return next(
            (each for each in self.forms if each.identity == "take"),
            next((each for each in self.forms if each.is_main), None),
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a box of it, and whether it has the big button."""
        of = {name: value or "" for name, value in attrs}
        if tag == "form" and of.get("method", "").lower() == "post":
            self._open = Form(of.get("action", ""), of.get("id", ""))
            self.forms.append(self._open)
        elif tag == "p" and "go" in of.get("class", "").split():
            self._goes = True
        elif self._open is not None and tag == "button" and self._goes:
            self._open.is_main = True
        elif self._open is not None and tag == "input" and "name" in of:
            _put(self._open, of)

    def handle_endtag(self, tag: str) -> None:
        """Note where a form ends."""
        if tag == "form":
            self._open = None
        elif tag == "p":
            self._goes = False


def _put(form: Form, of: dict[str, str]) -> None:
    box = (of["name"], of.get("value", ""))
    kind = of.get("type", "text")
    if kind == "hidden":
        form.given.append(box)
    elif kind == "checkbox":
        if box[0].startswith(AGREEMENT):
            form.ticks.append((box[0], box[1] or "on"))
    elif kind == "radio":
        form.choices.setdefault(box[0], []).append(box[1])
    else:
        form.texts.append(box)

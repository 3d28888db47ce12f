"""A patient at the keyboard: every method is one step, done as people do it."""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Page, Response

from clinics.models import Absence
from intake.models import ContactCheck
from intake.services.contact import code_of
from scheduling.models import Order
from tests.world import World

QUESTION = re.compile(r"/book/safety/(\d+)/$")


@dataclass(frozen=True, slots=True)
class Site:
    """A served clinic."""

    url: str
    world: World
    order: Order


@dataclass
class Visitor:
    """A browser window and what went wrong in it."""

    page: Page
    site: Site
    troubles: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 409 is reported as a failed resource: that is what we test.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(message.text)

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.policies.append(response.headers.get("content-security-policy", "none"))
        elif response.status >= 400:
            self.troubles.append(f"{response.status} {response.url}")

    def open(self, path: str) -> "Visitor":
        """Go to an address."""
        self.page.goto(self.site.url + path)
        return self

    def press(self, words: str) -> "Visitor":
        """Press the button that says this in the page, and wait for the answer."""
        self.page.locator("main").get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()
        return self

    def need(self, words: str) -> "Visitor":
        """Answer the first question."""
        self.open("/").page.get_by_label(words).check()
        return self.press("Continue").safe()

    def order(self, code: str = "") -> "Visitor":
        """Type the order code and the date of birth."""
        page = self.open("/").page
        page.get_by_role("textbox", name="Order code").fill(code or self.site.order.code)
        self._born("14", "3", "1968")
        return self.press("Continue").safe()

    def order_without_answer(self) -> "Visitor":
        """Type the order code, and stop before the question about blood thinners."""
        page = self.page
        page.get_by_role("textbox", name="Order code").fill(self.site.order.code)
        self._born("14", "3", "1968")
        self.press("Continue").say_no_to_all()
        return self

    def added(self) -> "Visitor":
        """Say where the added procedure is done."""
        for words in ("Left", "Lower back"):
            self.page.get_by_label(words, exact=True).check()
        return self.press("Add to the visit")

    def answer(self, word: str) -> "Visitor":
        """Answer one safety question."""
        self.page.get_by_label(word, exact=True).check()
        return self.press("Continue")

    def safe(self, **answers: str) -> "Visitor":
        """Answer the safety questions from the first to the last, with no unless told otherwise.

        answers: question number to word, q4="Yes".
        """
        if not answers:
            self.say_no_to_all()
        while shown := QUESTION.match(urlsplit(self.page.url).path):
            self.answer(answers.get(f"q{shown[1]}", "No"))
        return self.takes("No")

    def say_no_to_all(self) -> None:
        """Send the forms of the safety questions without drawing the pages, which are six.

        The requests go over the wire with the window's cookies. The walks that are about the
        questions answer them on the pages.
        """
        url = self.page.url
        if not QUESTION.match(urlsplit(url).path):
            return
        token = self.page.locator("main [name=csrfmiddlewaretoken]").first.input_value()
        form = {"answer": "no", "csrfmiddlewaretoken": token}
        while QUESTION.match(urlsplit(url).path):
            answered = self.page.context.request.post(url, form=form, headers={"Referer": url})
            assert answered.ok, f"{url} answers {answered.status}"
            assert answered.url != url, f"{url} asks again"
            url = answered.url
        self.page.goto(url)

    def takes(self, word: str) -> "Visitor":
        """Answer the question about blood thinners, where it is asked before the times."""
        if urlsplit(self.page.url).path == "/book/medicines/":
            self.answer(word)
        return self.sees_anyone()

    def sees_anyone(self) -> "Visitor":
        """Take whoever is free first, where there is a choice."""
        if urlsplit(self.page.url).path != "/book/specialist/":
            return self
        return self.press("Continue")

    def chooses(self, name: str) -> "Visitor":
        """Choose a specialist."""
        self.page.get_by_label(name).check()
        return self.press("Continue")

    def away(self, name: str) -> "Visitor":
        """Let a specialist have no free time for longer than the calendar reaches."""
        during = (timezone.now(), timezone.now() + timedelta(days=400))
        world = self.site.world
        Absence.objects.create(clinic=world.clinic, resource=world[name], during=during)
        return self

    def booking(self, path: str) -> "Visitor":
        """Go straight to a page of the booking, through the safety questions."""
        return self.open(path).safe()

    def phone(self, number: str) -> "Visitor":
        """Leave a number for the call."""
        self.page.get_by_label("Phone number").fill(number)
        return self.press("Call me")

    def procedure(self, name: str) -> "Visitor":
        """Choose from the list."""
        self.page.get_by_role("link", name=name).click()
        self.page.wait_for_load_state()
        return self.takes("No")

    def narrowed(self, *words: str) -> "Visitor":
        """Tick filters of the times."""
        self.page.get_by_text("Narrow down the times").click()
        for each in words:
            self.page.get_by_label(each, exact=True).check()
        self.press("Show these times")
        self.page.get_by_text("Narrow down the times").click()
        return self

    def time(self) -> "Visitor":
        """Take the first available time."""
        return self.press("Take this time")

    def later(self) -> "Visitor":
        """Take the first time of the last of the ten days."""
        self.last_day().page.locator("#times input").first.check()
        return self.press("Continue")

    def last_day(self) -> "Visitor":
        """Look at the last of the ten days: it has not begun, whatever the hour is."""
        day = self.page.locator(".days a").last
        words = day.locator("b").inner_text()
        day.click()
        self.page.locator(f".days a[aria-current]:has-text('{words}')").wait_for()
        return self

    def details(self, name: str = "Taras Bondar") -> "Visitor":
        """Fill in who comes; side and region where they are asked."""
        page = self.page
        page.get_by_label("Full name").fill(name)
        self._born("9", "8", "1966")
        page.get_by_label("Mobile phone").fill("050 000 47 15")
        page.get_by_label("Email").fill("taras@mail.example")
        for words in ("Left", "Lower back"):
            if page.get_by_label(words, exact=True).count():
                page.get_by_label(words, exact=True).check()
        return self.press("Continue")

    def healthy(self) -> "Visitor":
        """Answer every health question with no."""
        for no in self.page.get_by_label("No", exact=True).all():
            no.check()
        for item in self.page.locator("#consent input").all():
            item.check()
        return self.press("Continue")

    def confirm(self) -> "Visitor":
        """Press the one button of the check page."""
        self.page.locator(".go .btn").click()
        self.page.wait_for_load_state()
        return self.code() if urlsplit(self.page.url).path == "/book/code/" else self

    def code(self) -> "Visitor":
        """Type the code that was sent."""
        sent = code_of(ContactCheck.objects.latest("pk"))
        self.page.get_by_role("textbox", name="Code").fill(sent)
        self.page.locator(".go .btn").click()
        self.page.wait_for_load_state()
        return self

    def booked(self) -> "Visitor":
        """Book with an order, all the way, late enough to be cancelled online."""
        return self.order().later().healthy().confirm()

    def tell(self, words: str) -> "Visitor":
        """Tell the clinic something new."""
        self.page.get_by_label(words).check()
        return self.press("Tell the clinic")

    def cancelled(self) -> "Visitor":
        """Cancel what was booked."""
        page = self.open("/visit/").page
        page.get_by_role("link", name="Cancel the visit").click()
        page.get_by_label("Another reason").check()
        return self.press("Yes, cancel")

    def requested(self) -> "Visitor":
        """Ask for a time without an order, all the way."""
        self.booking("/book/tfesi/").time().details().healthy()
        return self.confirm()

    def _born(self, day: str, month: str, year: str) -> None:
        self.page.get_by_label("Day").fill(day)
        self.page.get_by_label("Month").fill(month)
        self.page.get_by_label("Year").fill(year)

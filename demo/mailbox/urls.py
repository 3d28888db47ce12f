from django.urls import path, register_converter

from demo.mailbox import views


class MaildirId:
    """Names one file of a Maildir: 1763890000.M123P45Q1"""

    regex = r"\d+\.M\d+P\d+Q\d+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MaildirId, "maildir")

app_name = "demo"
urlpatterns = [
    path("demo/mailbox/", views.mailbox, name="mailbox"),
    path("demo/mailbox.json", views.mailbox_json, name="mailbox_json"),
    path("demo/mailbox/send-now/", views.send_now, name="send_now"),
    path("demo/mailbox/<maildir:id_>/", views.letter, name="letter"),
    path("demo/mailbox/<maildir:id_>/html/", views.letter_html, name="letter_html"),
    path(
        "demo/mailbox/<maildir:id_>/attachments/<int:number>/",
        views.attachment,
        name="attachment",
    ),
]

from django.test import Client

from notifications.services.schedule import plan_messages
from people.models import Role, User
from tests.notifications.visits import booked
from tests.world import NOW, World


def test_support_staff_look_at_the_outbox_and_cannot_touch_it(world: World) -> None:
    visit = booked(world)
    plan_messages(now=NOW)
    client = Client()
    client.force_login(
        User.objects.create_user(
            "admin@medclinic.example", "x", role=Role.ADMIN, is_staff=True, is_superuser=True
        ),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = client.get("/admin/notifications/outboxmessage/")
    assert page.status_code == 200
    assert visit.reference in page.content.decode()
    assert client.get("/admin/notifications/outboxmessage/add/").status_code == 403

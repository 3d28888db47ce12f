"""Several workers escalate at once: real connections."""

import threading

from django.db import connection

from tests.notifications.mailserver import MailServer
from tests.notifications.services.test_alerts_overdue import LATE, OVERDUE, Status, alarm, escalate
from tests.world import World


def test_two_workers_plan_and_send_each_notice_once(
    shared_world: World, mailserver: MailServer
) -> None:
    for code in ("new_weakness", "after_procedure", "saddle_bladder_bowel"):
        alarm(shared_world, code)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        escalate(LATE)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ids = [each.message_id for each in mailserver.received]
    assert (len(ids), len(set(ids))) == (6, 6)
    assert set(OVERDUE.values_list("status", flat=True)) == {Status.SENT}

"""Two bugs that such servers have in life, to show that the checker sees them."""

import queue
import threading
import time
from unittest.mock import patch

from banlanh.sync import actions, pack

LONG = 0.05  # seconds between an answer and its commit


def acknowledge_before_commit() -> None:
    """The phone is answered as soon as the work is done; the commit comes a little later."""
    receive = actions.receive

    def early(device, operations, **more):
        told: queue.Queue = queue.Queue()

        def work():
            from django.db import connection, transaction

            try:
                with transaction.atomic():
                    told.put(receive(device, operations, **more))
                    time.sleep(LONG)
            except Exception as error:
                told.put(error)
            connection.close()

        threading.Thread(target=work).start()
        answer = told.get()
        if isinstance(answer, Exception):
            raise answer
        return answer

    actions.receive = early


def cursor_by_time() -> None:
    """Of a register only what was changed since the last pack was sent goes down, to the second.

    By finer time SQLite would hide it: its one writer keeps packs and changes apart.
    """
    compare, difference = pack.compare, pack.difference

    def by_time(user, commune, on, held):
        def since(rows, before):
            part, marks = compare(rows, before)
            moment = (int(held.at.timestamp()) + 1) * 1000
            return part._replace(rows=[row for row in part.rows if float(row.get("version", "inf")) >= moment]), marks

        with patch.object(pack, "compare", since if held else compare):
            return difference(user, commune, on, held)

    pack.difference = by_time

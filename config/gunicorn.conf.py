"""How the web processes run, in the demo and in production alike."""

import gc
import os
from typing import Any

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
preload_app = True
# Paths carry tokens (manage links, feeds) and queries carry searches: no access log.
accesslog = None
errorlog = "-"
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def pre_fork(_server: Any, _worker: Any) -> None:
    """Spare the collector what is loaded once and stays: code, models, templates."""
    gc.freeze()

"""`manage.py refresh_cache`: follows the change feed for ever and keeps the cache in front of the API true."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from api.cache.fast_reads import POLL_SECONDS
from api.cache.refresh import Follower

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Segue i cambiamenti e fa richiedere di nuovo alla cache davanti all’API quello che è cambiato."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CACHE_REFRESH_URL:
            raise CommandError("CACHE_REFRESH_URL è vuota: qui davanti all’API non c’è una cache.", returncode=2)
        follower, stop = Follower(settings.CACHE_REFRESH_URL), threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        follower.step()
        self.stdout.write(f"refresh_cache: {settings.CACHE_REFRESH_URL}")
        while not stop.wait(POLL_SECONDS):
            try:
                follower.step()
            except Error:
                logger.exception("the change feed could not be read")
                close_old_connections()
                stop.wait(1)

"""A progress bar for long commands: drawn on a terminal only, silent in logs and tests."""

from typing import Any

from django.core.management.base import OutputWrapper

_WIDTH = 30


class Bar:
    """A line like `Verifica [#####.....] 50 %`, redrawn at most once per cent."""

    def __init__(self, *, total: int, label: str, stream: Any) -> None:
        self.total, self.label = max(total, 1), label
        self.stream = stream if isinstance(stream, OutputWrapper) else OutputWrapper(stream)
        self.done, self.shown = 0, -1
        self.visible = self.stream.isatty()

    def advance(self, count: int = 1) -> None:
        """Count `count` more steps done."""
        self.done += count
        percent = min(100, self.done * 100 // self.total)
        if self.visible and percent != self.shown:
            self.shown = percent
            filled = _WIDTH * percent // 100
            self.stream.write(f"\r{self.label} [{'#' * filled}{'.' * (_WIDTH - filled)}] {percent} %", ending="")

    def close(self) -> None:
        """End the line."""
        if self.visible:
            self.stream.write("")

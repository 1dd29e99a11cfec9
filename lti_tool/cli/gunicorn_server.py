"""gunicorn with our options instead of a file of its own; never imported on Windows, which has none."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger

from lti_tool.logs import LogFormat, formatter


def logger_of(form: LogFormat) -> type[Logger]:
    """Return gunicorn's logger with our lines."""
    return type("MaskingLogger", (MaskingLogger,), {"form": form})


class MaskingLogger(Logger):  # type: ignore[misc]  # gunicorn has no type information
    """gunicorn's own messages, without ids of sessions; there is no access log (the proxy has one)."""

    form: LogFormat = "text"

    def setup(self, cfg: Config) -> None:
        """Set the loggers up as gunicorn does, then mask them."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(formatter(self.form))


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type information
    """Forks processes, each with an application of its own."""

    def __init__(
        self,
        make_app: Callable[[], Flask],
        bind: str,
        workers: int,
        when_ready: Callable[[], None] = lambda: None,
        form: LogFormat = "text",
    ) -> None:
        self._make_app = make_app
        self._options = {
            "bind": bind,
            "workers": workers,
            # One request at a time per process: threads cost a third more, and no page waits for a platform.
            "worker_class": "sync",
            "control_socket_disable": True,
            "timeout": 60,
            "limit_request_line": 8190,
            "logger_class": logger_of(form),
            "when_ready": lambda _arbiter: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        """Set the options."""
        for name, value in self._options.items():
            if name in self.cfg.settings:  # older versions have no control socket to switch off
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application: after the fork, because database connections must not be shared."""
        return self._make_app()

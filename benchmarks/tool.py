"""The tool under measurement: SQLite in a temporary folder, the shipped modules, one registration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import started
from lti_tool.config import settings_from
from lti_tool.runtime import Runtime
from lti_tool.services import preparation
from lti_tool.services.installation import install
from lti_tool.services.registrations import NewRegistration

WORKERS = 2


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """Return the settings of a tool under measurement. Its limits count, and are too wide to be met."""
    return {
        "POIJU_URL": f"http://localhost:{port}",
        "POIJU_SECRET_KEY": "only for a benchmark, and long enough",
        "POIJU_DATA_DIR": str(folder),
        "POIJU_ALLOW_HTTP": "1",
        "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1",
        "POIJU_LOGINS_PER_MINUTE": "1000000",
        "POIJU_LAUNCHES_PER_MINUTE": "1000000",
    }


@contextmanager
def running_tool(
    folder: Path, port: int, registration: NewRegistration, *modules: Path, **settings: str
) -> Iterator[tuple[int, Runtime]]:
    """Run `poiju serve` with two workers until the block ends; give its process id and a look at its data."""
    environment = {**environment_of(folder, port), **settings}
    runtime = Runtime.of(settings_from(environment))
    preparation.prepare(runtime)
    for module in modules:
        install(runtime, module)
    runtime.registry.add(registration)
    arguments = ("serve", "--port", str(port), "--workers", str(WORKERS))
    try:
        with started("lti_tool", *arguments, port=port, **environment) as process:
            yield process, runtime
    finally:
        runtime.database.close()


def registration_of(issuer: str, client_id: str, deployment_id: str) -> NewRegistration:
    """Return the registration of a platform whose addresses are the simple ones."""
    return NewRegistration(
        issuer=issuer, client_id=client_id, deployments=(deployment_id,),
        auth_login_url=f"{issuer}/auth", token_url=f"{issuer}/token", jwks_url=f"{issuer}/jwks",
    )  # fmt: skip

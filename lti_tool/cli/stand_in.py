"""`poiju stand-in`: a small platform on this machine, to try a tool without a Moodle."""

from __future__ import annotations

from pathlib import Path

import click

from lti_tool.stand_in.app import serve
from lti_tool.stand_in.demo import fill_course
from packager.definition.reader import load_module
from packager.document.edition import Edition


@click.command("stand-in")
@click.option(
    "--tool-url", required=True, metavar="ADDRESS", help="Address of the tool (http://localhost:8000)."
)
@click.option("--port", default=8081, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--module", "modules", multiple=True, metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Put a link for every unit of a module into the course; may be repeated.",
)  # fmt: skip
def stand_in(tool_url: str, port: int, modules: tuple[Path, ...]) -> None:
    """Serve a platform with a course, people and a gradebook, on loopback, until stopped.

    It prints the command that registers it with the tool. It keeps nothing and asks for no password.
    """
    server, platform = serve(tool_url, port)
    for folder in modules:
        module = load_module(folder)
        fill_course(platform, Edition(module, module.languages[0]))
    click.echo(f"platform: {platform.issuer}")
    click.echo(
        "the tool needs POIJU_ALLOW_HTTP=1, POIJU_ALLOW_PRIVATE_PLATFORMS=127.0.0.1 and this registration:\n"
        f"  poiju registration add --issuer {platform.issuer} --client-id {platform.client_id} "
        f"--deployment {platform.deployment_id} --auth-login-url {platform.issuer}/auth "
        f"--token-url {platform.issuer}/token --jwks-url {platform.issuer}/jwks"
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("ended")
    finally:
        server.server_close()

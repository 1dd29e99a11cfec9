"""`poiju formats`: what a module can become."""

from __future__ import annotations

import json

import click

from packager.formats.table import FORMATS


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def formats(as_json: bool) -> None:
    """List the formats that `poiju build --to` takes."""
    if as_json:
        rows = [
            {
                "name": row.name,
                "title": row.title,
                "extension": row.extension,
                "deliveries": row.deliveries,
                "archives": row.archives,
            }
            for row in FORMATS
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(row.name) for row in FORMATS)
    for row in FORMATS:
        also = ["--delivery lti"] if "lti" in row.deliveries else []
        also += [f"--archive {kind}" for kind in row.archives[1:]]
        said = f"  (also {', '.join(also)})" if also else ""
        click.echo(f"{row.name:<{width}}  {row.title}{said}")

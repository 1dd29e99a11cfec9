"""`/s/<id>/files/…`: files of a release, in pieces, with ranges; they never run as pages of ours."""

from __future__ import annotations

from flask import Response, request, send_file
from werkzeug.exceptions import NotFound

from lti_tool.runtime import runtime
from lti_tool.views.door import session_blueprint

blueprint = session_blueprint("media", __name__, bound=False)

SHOWN = ("image/", "audio/", "video/", "text/plain", "text/vtt", "application/pdf")
"""Types that a browser may show in place; all others are kept as files."""


@blueprint.get("/files/<module_id>/<content_hash>/<path:path>")
def media(module_id: str, content_hash: str, path: str) -> Response:
    """Send a file of one certain release. Ranges let a film start in its middle (RFC 9110, section 14)."""
    release = runtime().catalogue.release(module_id, content_hash)
    asset = release.media(path) if release else None
    if asset is None:
        raise NotFound
    response = send_file(
        asset.location,
        mimetype=asset.media_type,
        as_attachment="download" in request.args or not asset.media_type.startswith(SHOWN),
        download_name=asset.name,
        conditional=True,
        etag=asset.sha1,
    )
    # A drawing (SVG) that is opened by itself must not run scripts of its own.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response

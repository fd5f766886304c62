"""Files that are kept as they came: only ever to save, never shown by the browser."""

from io import BytesIO

from flask import Response, send_file

from amt24web.usecases.rendering import Produced


def kept_file(produced: Produced) -> Response:
    """A kept file to save."""
    response = send_file(
        BytesIO(produced.content),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=produced.file_name,
        etag=produced.sha256,
    )
    response.headers["Cache-Control"] = "private, no-cache"
    return response

"""What a WSGI server and the flask command load."""

from amt24web.app import create_app

app = create_app()

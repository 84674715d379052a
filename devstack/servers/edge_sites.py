"""What the edge serves from folders: the app's web build, the demo's mails."""

import json
from pathlib import Path
from typing import Final

APP_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # React Native for the web writes style elements
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # The camera reads the code on a device's label, passkeys open the account.
    "Permissions-Policy": (
        "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_A_YEAR_S: Final = 365 * 24 * 3600


def app_routes(folder: Path) -> str:
    """The web build: what has its hash in its name stays, everything else is asked for again.

    A path of no file is one of the app's own screens; but a missing asset is missing, so that a
    page of before an update does not take the start page for a script.
    """
    return f"""
	@hashed {{
		path /_expo/static/* /assets/*
		file {{
			root {quoted(str(folder))}
		}}
	}}
	@gone path /_expo/static/* /assets/*
	handle @hashed {{
		root * {quoted(str(folder))}
		header Cache-Control "public, max-age={_A_YEAR_S}, immutable"
		file_server
	}}
	handle @gone {{
		header Cache-Control no-cache
		respond 404
	}}
	handle {{
		root * {quoted(str(folder))}
		header Cache-Control no-cache
		try_files {{path}} /index.html
		file_server
	}}
"""


def mail_routes(folder: Path) -> str:
    """The demo's mails as a list, the newest first."""
    return f"""
	redir /mail /mail/
	handle_path /mail/* {{
		root * {quoted(str(folder))}
		file_server {{
			browse {{
				sort time desc
			}}
		}}
	}}
"""


def quoted(text: str) -> str:
    """As one token of a Caddyfile."""
    return json.dumps(text)

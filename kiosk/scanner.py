"""What a scanned code means: the secret of one of this hall's tickets, or nothing; pure, no Qt."""

from typing import Final

PREFIX: Final = "AQ1:"


def secret_of(text: str, status_url: str = "") -> str | None:
    """Return the secret that a ticket's QR carries after "AQ1:" or the status address; None for any other code."""
    for start in (PREFIX, status_url):
        if start and text.startswith(start):
            secret = text.removeprefix(start).strip()
            return secret if secret.isascii() and secret.isalnum() else None
    return None

"""Tooltips that show a text as it is: Qt takes any that looks like HTML for HTML."""

from html import escape


def tip(text: str) -> str:
    """Return a tooltip for a text of the mall file or the database: no markup in it is followed, no file is loaded."""
    # Without a tag Qt takes it for plain text, and would show the escapes.
    return f"<span>{escape(text)}</span>" if "<" in text else text

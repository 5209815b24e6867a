"""Antrean: the queue of a public service mall; the part that its three apps share."""

__version__ = "0.1.0"

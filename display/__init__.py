"""The hall display: shows every call large, keeps the last ones in a list, and speaks them in order."""

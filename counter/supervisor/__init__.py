"""The hall as a supervisor sees it and leads it, in the counter's window or without a counter of one's own."""

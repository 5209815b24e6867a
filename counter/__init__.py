"""The counter: where an officer calls, serves and sends on the visitors of one desk."""

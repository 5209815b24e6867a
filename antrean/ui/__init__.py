"""The face all three apps share; the only part of `antrean` that knows Qt."""

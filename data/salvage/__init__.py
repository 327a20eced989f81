"""Taking out of a damaged file what can still be read of it."""

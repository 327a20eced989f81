"""Widgets that know nothing of a particular step."""

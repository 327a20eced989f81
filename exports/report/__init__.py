"""The report: what it says (`content`), as plain blocks (`document`), and its two writers."""

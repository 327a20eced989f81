"""The core: catalogues, the engagement record, its file, its edits, its numbers.

Runs without a terminal: nothing here imports textual, rich, openpyxl or the
other rooms. `GLOSSARY.md` in this folder maps the field's Japanese terms to the
identifiers used everywhere.
"""

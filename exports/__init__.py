"""What leaves for other programs and comes back from them."""

import os

# The worksheet reader's elements are those of Python's own library; python-docx brings lxml,
# which openpyxl would take instead.
os.environ.setdefault("OPENPYXL_LXML", "False")

"""The sheets of the 自社診断 workbook, one module each."""

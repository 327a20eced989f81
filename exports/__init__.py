"""What leaves for other programs and comes back from them: workbooks and reports."""

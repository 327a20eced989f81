"""The sheets of the リスク分析シート, one module each."""

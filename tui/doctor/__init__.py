"""`kikitori doctor`: facts about the terminal are gathered first and judged apart from that."""

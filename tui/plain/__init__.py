"""The interview line by line: for screen readers, slow links and terminals that cannot do more.

Nothing but lines written and lines read over the same `data/`: no escape
sequence, no colour, no cursor. It knows neither textual nor the screens.
"""

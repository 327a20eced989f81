"""One module per step of the interview, named after what the user does there."""

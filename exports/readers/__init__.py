"""What each kind of sheet says, as a part of the record."""

"""What services say to one another: events, subjects, streams. Nothing else crosses borders."""

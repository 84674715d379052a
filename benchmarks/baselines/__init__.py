"""What the parts we stand on do alone, with the same messages on the same machine."""

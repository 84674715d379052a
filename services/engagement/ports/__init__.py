"""What the use cases need from outside, in the domain's words: a module a room."""

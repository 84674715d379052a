"""The simulator's devices against the stack: from the claim over mutual TLS to the books."""

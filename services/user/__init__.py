"""Who you are: sign-up, sign-in, sessions, and the keys that sign access tokens."""

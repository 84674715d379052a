"""The core: live balance, surplus episodes, notifications."""

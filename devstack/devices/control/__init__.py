"""What a device is told to do: configuration and commands."""

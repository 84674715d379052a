"""What a device measures and sends, and how it says how it is."""

"""What the ports promise, kept by real servers; and their twins in memory."""

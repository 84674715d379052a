"""Firmware over the air, up to the new image itself, which is played."""

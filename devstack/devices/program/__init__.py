"""Devices that are programs of their own, a process each: the firmware's build for Linux."""

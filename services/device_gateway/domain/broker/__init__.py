"""The MQTT brokers' rules: what mosquitto is told, as text. See docs/adr/0023-the-brokers-rules.md.

Two brokers: the main one, for devices and the system, and a small one for claim certificates,
bridged to it. Valid for mosquitto 2.0.11 up to the last 2.x.
"""

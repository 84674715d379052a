"""What devices and the system say to one another over MQTT: JSON, camelCase, a struct a message.

Devices in the field are not asked before we change our mind, so the same rule holds as on the bus:
only additive change, checked against snapshots. Unknown fields are ignored both ways.
A struct travels one way only, which its docstring says: *device says* (QoS 1, repeated until it is
answered) or *system says* (QoS 0, repeated by the system whenever the device reports).
"""

"""Who a device is, and how it comes by that: claim, key, certificate, renewal."""

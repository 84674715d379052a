"""Certificates of our own: three authorities, what they sign, and what they take back.

Pure functions of bytes, keys and times; `cryptography` does the arithmetic and the encoding.
"""

"""Finished pages: their parts, their security policy, and how they read from a disk."""

"""The network, only when a command asks for it: pages fetched, links checked, and copies kept by an archive."""

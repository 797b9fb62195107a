"""The operating system: files, clock, cache, processes and terminal."""

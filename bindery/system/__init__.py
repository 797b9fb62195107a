"""The machine: files, clock, memory, processes and the terminal."""

"""`bindery serve`: a server, a session that follows edits, and a watch on the files."""

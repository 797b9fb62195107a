"""The preview: a server, a session that follows edits, a watch on the files."""

"""Maps of places, drawn from a small atlas."""

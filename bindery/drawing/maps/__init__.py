"""Maps of places, drawn from the data of a small atlas."""

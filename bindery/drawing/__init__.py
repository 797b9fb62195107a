"""Charts and maps as pictures, and how wide words are in them."""

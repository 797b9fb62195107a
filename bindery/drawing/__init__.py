"""Charts and maps as SVG, and the width of text in them."""

"""Which statement rests on what: sources and origins, quotations, figures, and every check of them."""

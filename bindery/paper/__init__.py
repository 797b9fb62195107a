"""A finished page as a document of Typst, which makes a PDF of it, and as an e-book."""

"""A finished page as a document of Typst, which makes a PDF of it, as an e-book, and as a Word document."""

"""Pages as Markdown: what templates see, and what each page says of itself."""

"""Files next to the pages: data for programs, references, feeds and the sitemap."""

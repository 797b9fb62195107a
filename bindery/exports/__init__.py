"""The files beside the pages: data for programs, references, feeds and the map of the site."""

"""One build from beginning to end: the site, the bundle, what is kept for the next build."""

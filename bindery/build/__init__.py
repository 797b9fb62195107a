"""One build from start to finish: the site, the offline bundle, and what the next build can reuse."""

"""`bindery lsp`: a language server, which helps in an editor while a briefing is written."""

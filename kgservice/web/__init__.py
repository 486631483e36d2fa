"""The explorer's pages: templates, static files and texts.  It renders and knows no HTTP; `kgservice.api` serves."""

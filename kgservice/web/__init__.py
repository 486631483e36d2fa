"""The explorer's pages: templates, static files, documentation.  It renders and knows no HTTP; `kgservice.api` serves."""

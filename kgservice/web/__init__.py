"""The explorer's pages: templates, static files and documentation.  It renders and knows no HTTP; `kgservice.api` serves."""

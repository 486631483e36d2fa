"""The service for programs that talk the Model Context Protocol (MCP), such as assistants and agents.

`server` runs it on standard input and output; `tools` holds what can be called, `answers` what comes back.  It stands
on the same content, limits and cards as the routes of `kgservice.api`.
"""

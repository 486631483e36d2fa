"""SPARQL stores: a guard before the engine, the embedded engine, and a pool of processes that may be killed.

`guard` reads a query before any engine does; `oxigraph` answers it in this process (for queries one trusts);
`pool` answers strangers' queries in forked processes with limits on time, memory and rows.
"""

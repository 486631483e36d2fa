"""The MCP server, on the official Python SDK."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from kgservice import __version__
from kgservice.agents.tools import Tools
from kgservice.api.service import make_service
from kgservice.api.settings import Settings
from kgservice.errors import KgserviceError, MissingExtra

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

INSTRUCTIONS = (
    "An ontology of emotions in three tiers with valence, arousal and dominance from -1 to 1, the English terms that "
    "speak of them, a classifier of texts, and conversion between emotion label schemes. Ids such as joy or "
    "sadness-secondary come from lookup. Everything is read-only and on this machine."
)


def run(settings: Settings | None = None) -> None:
    """Serve on standard input and output until the input ends; raises `MissingExtra`, and what reading content raises.

    Of the settings those count that concern content and queries.
    """
    make_server(settings or Settings()).run("stdio")


def make_server(settings: Settings) -> MCPServer:
    """Return the server with its tools; its store runs as long as the server does."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp_types import ToolAnnotations
    except ImportError:
        raise MissingExtra("Serving agents", "mcp (2 or later)", "mcp") from None
    service = make_service(settings, None, None, None)

    @asynccontextmanager
    async def with_store(server: MCPServer) -> AsyncIterator[None]:
        await service.store.start()
        try:
            yield
        finally:
            await service.store.close()

    server = MCPServer(
        "kgservice", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING", lifespan=with_store
    )
    tools = Tools(service)
    for tool in (tools.lookup, tools.terms, tools.classify, tools.convert, tools.query):
        marks = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        server.add_tool(_telling(tool), annotations=marks, description=inspect.getdoc(tool))
    return server


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool whose errors, where they are ours, reach the agent; the SDK keeps all others to itself."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    async def awaited(**given: Any) -> Any:
        try:
            return await tool(**given)
        except KgserviceError as error:
            raise ToolError(str(error)) from None

    @functools.wraps(tool)
    def called(**given: Any) -> Any:
        try:
            return tool(**given)
        except KgserviceError as error:
            raise ToolError(str(error)) from None

    return awaited if inspect.iscoroutinefunction(tool) else called

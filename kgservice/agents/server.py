"""The MCP server, on the official Python SDK."""

from __future__ import annotations

import functools
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from pydantic import create_model

from kgservice import __version__
from kgservice.agents.tools import Tools
from kgservice.api.parameters import Parameters
from kgservice.api.service import make_service
from kgservice.api.settings import Settings
from kgservice.errors import KgserviceError, MissingExtra

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer
    from mcp.server.mcpserver.tools import Tool

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

    tools = Tools(service)
    return MCPServer(
        "kgservice",
        version=__version__,
        instructions=INSTRUCTIONS,
        log_level="WARNING",
        lifespan=with_store,
        tools=[_tool(f) for f in (tools.lookup, tools.card, tools.terms, tools.classify, tools.convert, tools.query)],
    )


def _tool(function: Callable[..., Any]) -> Tool:
    """Return a function as a tool that refuses arguments it does not have, which the SDK would pass over."""
    from mcp.server.mcpserver.tools import Tool
    from mcp_types import ToolAnnotations

    marks = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    tool = Tool.from_function(_telling(function), description=inspect.getdoc(function), annotations=marks)
    loose = tool.fn_metadata.arg_model
    strict: Any = create_model(loose.__name__, __base__=(loose, Parameters))
    tool.fn_metadata.arg_model = strict
    tool.parameters = strict.model_json_schema(by_alias=True)
    return tool


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

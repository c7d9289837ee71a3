// The peer of the benchmarks: a small server on the official TypeScript SDK with 20 tools.
//
// node server.mjs          stdio, every revision
// node server.mjs http     HTTP on a free port, request by request (2026-07-28)
// node server.mjs session  HTTP on a free port, with sessions (2025-11-25)
//
// On HTTP it prints its address on standard error, as poe-mcp does.
import { randomUUID } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

const TOOLS = 20;
// As long as the text that poe-mcp answers the same call with.
const TEXT = 'x'.repeat(330);

const INPUT = z.object({
  bot_handle: z.string().min(1).max(200).describe('Handle of the bot, as in poe.com/HANDLE.'),
  count: z.number().int().min(1).max(100).optional().describe('Number of entries in a page.'),
});
const NAMES = ['get_bot_info', ...Array.from({ length: TOOLS - 1 }, (_, i) => `tool_${i + 1}`)];

function createServer() {
  const server = new McpServer({ name: 'peer', version: '1.0.0' });
  for (const name of NAMES) register(server, name);
  return server;
}

function register(server, name) {
  const config = {
    title: `Tool ${name}`,
    description: 'Gets what is known of a bot: its name, what it does, who made it, and what a message to it costs.',
    inputSchema: INPUT,
    annotations: { readOnlyHint: true, openWorldHint: true },
  };
  server.registerTool(name, config, async () => ({ content: [{ type: 'text', text: TEXT }] }));
}

async function serveHttp(handle) {
  const { createServer: createHttpServer } = await import('node:http');
  const http = createHttpServer(handle);
  http.listen(0, '127.0.0.1', 1024, () =>
    console.error(`serving MCP at http://127.0.0.1:${http.address().port}/mcp`),
  );
}

async function serveRequests() {
  const { createMcpHandler } = await import('@modelcontextprotocol/server');
  const { toNodeHandler } = await import('@modelcontextprotocol/node');
  await serveHttp(toNodeHandler(createMcpHandler(createServer)));
}

async function serveSessions() {
  const { NodeStreamableHTTPServerTransport } = await import('@modelcontextprotocol/node');
  const sessions = new Map();
  await serveHttp(async (request, response) => {
    let transport = sessions.get(request.headers['mcp-session-id']);
    if (!transport) {
      transport = new NodeStreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => void sessions.set(id, transport),
      });
      await createServer().connect(transport);
    }
    await transport.handleRequest(request, response);
  });
}

async function serveStandardStreams() {
  const { serveStdio } = await import('@modelcontextprotocol/server/stdio');
  serveStdio(createServer);
}

const modes = { http: serveRequests, session: serveSessions };
await (modes[process.argv[2]] ?? serveStandardStreams)();

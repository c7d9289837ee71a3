// Connects the official client to the server that the environment defines.
//
// SERVER_URL: of a server on HTTP, with HEADERS for its requests, a JSON object. Otherwise SERVER_COMMAND: the server's
// command line, a JSON array; SERVER_ENV: its environment, a JSON object.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** Returns a connected client that accepts every elicitation; `elicitations` collects their messages. */
export async function connect(elicitations = []) {
  const client = new Client({ name: 'client-tests', version: '1.0.0' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    elicitations.push(params.message);
    return { action: 'accept', content: acceptAll(params.requestedSchema) };
  });
  await client.connect(transport());
  return client;
}

function transport() {
  const { SERVER_URL, HEADERS, SERVER_COMMAND, SERVER_ENV } = process.env;
  if (SERVER_URL) {
    const requestInit = { headers: JSON.parse(HEADERS ?? '{}') };
    return new StreamableHTTPClientTransport(new URL('/mcp', SERVER_URL), { requestInit });
  }
  const [command, ...args] = JSON.parse(SERVER_COMMAND);
  return new StdioClientTransport({ command, args, env: JSON.parse(SERVER_ENV), stderr: 'inherit' });
}

function acceptAll(schema) {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, property.enum ? property.enum[0] : true]),
  );
}

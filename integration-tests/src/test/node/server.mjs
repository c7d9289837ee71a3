// Connects the official client to the server that the environment defines.
//
// SERVER_COMMAND: the server's command line, a JSON array; SERVER_ENV: its environment, a JSON object.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

/** Returns a connected client that accepts every elicitation; `elicitations` collects their messages. */
export async function connect(elicitations = []) {
  const [command, ...args] = JSON.parse(process.env.SERVER_COMMAND);
  const transport = new StdioClientTransport({
    command,
    args,
    env: JSON.parse(process.env.SERVER_ENV),
    stderr: 'inherit',
  });
  const client = new Client({ name: 'client-tests', version: '1.0.0' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    elicitations.push(params.message);
    return { action: 'accept', content: acceptAll(params.requestedSchema) };
  });
  await client.connect(transport);
  return client;
}

function acceptAll(schema) {
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, property.enum ? property.enum[0] : true]),
  );
}

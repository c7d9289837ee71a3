// Starts each command as a host does that was set up with it, with the official TypeScript client and the few variables
// that this passes on, and prints the number of tools of each.
//
// COMMANDS: a JSON object of command lines by host.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const tools = {};
for (const [host, [command, ...args]] of Object.entries(JSON.parse(process.env.COMMANDS))) {
  const client = new Client({ name: host, version: '1.0.0' });
  await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));
  tools[host] = (await client.listTools()).tools.length;
  await client.close();
}
console.log(JSON.stringify(tools));

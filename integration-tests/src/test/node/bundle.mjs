// Starts the server of an unpacked bundle as Claude Desktop does: with the command and the environment that the format's own
// library makes of the manifest and of what the user has set. Prints the number of tools, and that environment.
//
// BUNDLE: its folder. USER_CONFIG: a JSON object.
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { getMcpConfigForManifest } from '@anthropic-ai/mcpb';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const folder = process.env.BUNDLE;
const { command, args, env } = await getMcpConfigForManifest({
  manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
  extensionPath: folder,
  systemDirs: {},
  userConfig: JSON.parse(process.env.USER_CONFIG),
  pathSeparator: sep,
});
const client = new Client({ name: 'claude-desktop', version: '1.0.0' });
await client.connect(new StdioClientTransport({ command, args, env, stderr: 'inherit' }));
const tools = (await client.listTools()).tools.length;
await client.close();
console.log(JSON.stringify({ tools, env }));

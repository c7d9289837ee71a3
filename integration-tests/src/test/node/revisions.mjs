// Tests the same behaviour with either official client over any transport; prints one JSON report on stdout.
//
// CLIENT: "1" for @modelcontextprotocol/sdk (sessions), "2" for @modelcontextprotocol/client (negotiates);
// SERVER_URL with TRANSPORT "http" or "sse", or SERVER_COMMAND and SERVER_ENV for stdio.
import { setTimeout as sleep } from 'node:timers/promises';

const { CLIENT, TRANSPORT, SERVER_URL, SERVER_COMMAND, SERVER_ENV, HEADERS } = process.env;
const negotiated = CLIENT === '2';
const elicitations = [];
const updates = [];
const client = await (negotiated ? connectNegotiated() : connectWithSession());
const report = {};

async function transport(transports) {
  const requestInit = { headers: JSON.parse(HEADERS ?? '{}') };
  if (TRANSPORT === 'http') return new transports.Http(new URL('/mcp', SERVER_URL), { requestInit });
  if (TRANSPORT === 'sse') return new transports.Sse(new URL('/sse', SERVER_URL), { requestInit });
  const [command, ...args] = JSON.parse(SERVER_COMMAND);
  return new transports.Stdio({ command, args, env: JSON.parse(SERVER_ENV), stderr: 'inherit' });
}

async function connectWithSession() {
  const { Client } = await import('@modelcontextprotocol/sdk/client/index.js');
  const { StdioClientTransport: Stdio } = await import('@modelcontextprotocol/sdk/client/stdio.js');
  const { SSEClientTransport: Sse } = await import('@modelcontextprotocol/sdk/client/sse.js');
  const { StreamableHTTPClientTransport: Http } = await import('@modelcontextprotocol/sdk/client/streamableHttp.js');
  const types = await import('@modelcontextprotocol/sdk/types.js');
  const created = new Client({ name: 'revisions', version: '1' }, { capabilities: { elicitation: {} } });
  created.setRequestHandler(types.ElicitRequestSchema, accept);
  created.setNotificationHandler(types.ResourceUpdatedNotificationSchema, ({ params }) => void updates.push(params.uri));
  await created.connect(await transport({ Stdio, Sse, Http }));
  return created;
}

async function connectNegotiated() {
  const { Client, StreamableHTTPClientTransport: Http } = await import('@modelcontextprotocol/client');
  const { StdioClientTransport: Stdio } = await import('@modelcontextprotocol/client/stdio');
  const created = new Client(
    { name: 'revisions', version: '1' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  );
  created.setRequestHandler('elicitation/create', accept);
  created.setNotificationHandler('notifications/resources/updated', ({ params }) => void updates.push(params.uri));
  await created.connect(await transport({ Stdio, Http }));
  return created;
}

function accept({ params }) {
  elicitations.push(params.message);
  return { action: 'accept', content: Object.fromEntries(Object.keys(params.requestedSchema.properties).map((name) => [name, true])) };
}

function call(name, toolArguments, options) {
  const params = { name, arguments: toolArguments };
  return negotiated ? client.callTool(params, options) : client.callTool(params, undefined, options);
}

report.revision = negotiated
  ? (client.getNegotiatedProtocolVersion?.() ?? client.getProtocolVersion?.())
  : client.transport._protocolVersion;

const { tools } = await client.listTools();
const names = tools.map((tool) => tool.name);
report.list = { tools: names.length, sorted: JSON.stringify(names) === JSON.stringify([...names].sort()) };

const settings = await call('get_settings', {});
report.call = { isError: settings.isError ?? false, balance: settings.structuredContent?.points?.balance };

let text = '';
const reply = await call('send_message', { bot: 'Story', message: 'Tell.' }, { onprogress: ({ message }) => void (text += message) });
report.progress = { isError: reply.isError ?? false, whole: text === reply.structuredContent?.text, length: text.length };

const read = await client.readResource({ uri: 'poe://settings' });
report.read = { isJson: typeof JSON.parse(read.contents[0].text) === 'object' };

const uri = 'poe://chats';
const subscription = negotiated
  ? await client.listen({ resourceSubscriptions: [uri] })
  : void (await client.subscribeResource({ uri }));
await call('send_message', { bot: 'Echo', message: 'Something new.' });
for (let i = 0; i < 300 && updates.length === 0; i++) await sleep(100);
report.subscribe = { updates: [...new Set(updates)] };
if (negotiated) await subscription.close();
else await client.unsubscribeResource({ uri });

const abort = new AbortController();
let begun;
const firstPiece = new Promise((resolve) => (begun = resolve));
const slow = call('send_message', { bot: 'Slow', message: 'Take your time.' }, { signal: abort.signal, onprogress: () => begun() });
await firstPiece;
abort.abort('enough');
report.cancel = await slow.then(() => 'answered', () => 'cancelled');
// Purging ends the reply as well, so the cancellation has to come first.
const newest = (await call('get_chat_history', { count: 1 })).structuredContent.chats[0];
let state = 'in_progress';
for (let i = 0; i < 300 && state === 'in_progress'; i++) {
  await sleep(100);
  state = (await call('get_reply', { chat_id: newest.chat_id, wait_seconds: 0 })).structuredContent?.state;
}

const purge = await call('purge_all_conversations', {});
report.consent = { isError: purge.isError ?? false, asked: elicitations.length, purged: purge.structuredContent?.purged };
report.purge = purge.isError ? purge.content?.[0]?.text : undefined;

const unknown = await client.readResource({ uri: 'poe://nothing/here' }).then(() => 'read', (error) => error.code);
report.unknownResource = unknown;
await client.close();
console.log(JSON.stringify(report));

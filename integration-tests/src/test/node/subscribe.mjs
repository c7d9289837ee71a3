// Subscribes with the official TypeScript client to a new chat and to the account's settings, sends a second message to
// the chat, and prints the updated resources as one JSON report.
import { ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { connect } from './server.mjs';

const client = await connect();
const updates = [];
const bothUpdated = new Promise((resolve) => {
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
    updates.push({ uri: params.uri, at: performance.now() });
    if (new Set(updates.map(({ uri }) => uri)).size === 2) {
      resolve();
    }
  });
});

const send = async (args) => {
  const result = await client.callTool({ name: 'send_message', arguments: args }, undefined, { timeout: 60_000 });
  return result.structuredContent.chat.chat_code;
};
const chat = `poe://chats/${await send({ message: 'first', bot: 'Echo' })}`;
await client.subscribeResource({ uri: chat });
await client.subscribeResource({ uri: 'poe://settings' });
await send({ message: 'second', chat_code: chat.split('/').pop() });
await bothUpdated;

const read = await client.readResource({ uri: chat });
await client.close();
console.log(JSON.stringify({ chat, updates, transcript: read.contents[0].text }));

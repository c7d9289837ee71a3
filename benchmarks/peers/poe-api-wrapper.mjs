// Follows the sequence of requests of poe-api-wrapper, a Python client, as docs/poe-protocol.md records it: when it is
// created, page, scripts, channel, subscriptions and socket, one after the other on one connection; then each message is
// one request.
import { converse } from './conversation.mjs';
import { Poe } from './poe.mjs';

const { BOT, WORD } = process.env;
const poe = new Poe(true);
await poe.loadPage();
const channel = await poe.openChannel();

await converse(async () => {
  const word = channel.frameWith(WORD);
  await poe.sendMessage(BOT, 'hi');
  await word;
});

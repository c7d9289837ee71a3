// Follows the sequence of requests of poe-api-rust, as docs/poe-protocol.md records it: the page and its scripts at the
// first request; then for each message the bot, a new channel with subscriptions and a new socket, and the message, each
// on a new connection.
import { converse } from './conversation.mjs';
import { Poe } from './poe.mjs';

const { BOT, WORD } = process.env;
const poe = new Poe(false);
await poe.loadPage();

await converse(async () => {
  await poe.loadBot(BOT);
  const channel = await poe.openChannel();
  const word = channel.frameWith(WORD);
  await poe.sendMessage(BOT, 'hi');
  await word;
  channel.close();
});

// Sends one message to each bot on the command line with the official TypeScript client, and prints the progress and
// results as one JSON report.
import { connect } from './server.mjs';

const client = await connect();
const replies = [];
for (const bot of process.argv.slice(2)) {
  const pieces = [];
  let grows = true;
  let last = -Infinity;
  const started = performance.now();
  const result = await client.callTool({ name: 'send_message', arguments: { message: 'go on', bot } }, undefined, {
    timeout: 60_000,
    onprogress: ({ progress, message }) => {
      grows &&= progress > last;
      last = progress;
      pieces.push(message);
    },
  });
  replies.push({
    bot,
    isError: Boolean(result.isError),
    text: result.structuredContent?.text,
    nextTextOffset: result.structuredContent?.next_text_offset,
    chatId: result.structuredContent?.chat?.chat_id,
    pieces,
    grows,
    seconds: (performance.now() - started) / 1000,
  });
}
await client.close();
console.log(JSON.stringify({ replies }));

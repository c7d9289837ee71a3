// Sends a message, prints "first" when the reply's first word arrives, and repeats that for each line on standard input.
import { createInterface } from 'node:readline';

/** @param send sends a message and resolves with the first word */
export async function converse(send) {
  await send();
  console.log('first');
  for await (const _ of createInterface({ input: process.stdin })) {
    await send();
    console.log('first');
  }
  process.exit(0);
}

// Lists and calls every tool with the official TypeScript client, validates each result against the tool's output
// schema, and prints one JSON report on stdout. The caller asserts.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { connect } from './server.mjs';

const elicitations = [];
const client = await connect(elicitations);

const tools = [];
let cursor;
do {
  const page = await client.listTools({ cursor });
  tools.push(...page.tools);
  cursor = page.nextCursor;
} while (cursor);

const ajv = addFormats(new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }));
const validators = new Map(tools.map((tool) => [tool.name, ajv.compile(tool.outputSchema)]));

const calls = [];

/** Calls a tool and records the outcome; returns the structured content, or an empty object after a failure. */
async function call(name, toolArguments = {}, onprogress) {
  const entry = { tool: name, ok: false, valid: false, hasText: false };
  calls.push(entry);
  try {
    // Throws if the structured content violates the output schema.
    const result = await client.callTool({ name, arguments: toolArguments }, undefined, { onprogress });
    const validate = validators.get(name);
    entry.ok = !result.isError;
    entry.valid = entry.ok && validate(result.structuredContent);
    entry.hasText = result.content.some((block) => block.type === 'text' && block.text.length > 0);
    if (!entry.ok) entry.problem = JSON.stringify(result);
    else if (!entry.valid) entry.problem = ajv.errorsText(validate.errors);
    return result.structuredContent ?? {};
  } catch (error) {
    entry.problem = String(error);
    return {};
  }
}

const question = 'An old silent pond\n\n```html\n<!doctype html><title>Pond</title><h1>Splash</h1>\n```\n🐸 end';
let progressText = '';
let progressGrows = true;
let lastProgress = -Infinity;

await call('get_settings');
await call('get_available_categories');
await call('explore', { count: 5 });
await call('explore', { query: 'echo', count: 3 });
const users = await call('explore', { query: 'a', entity_type: 'user', count: 3 });
const user = users.users?.[0] ?? {};
await call('get_user_info', { user_handle: user.handle });
await call('follow_user', { user_handle: user.handle });
await call('unfollow_user', { user_id: user.user_id });
await call('get_bot_info', { bot_handle: 'Echo' });
await call('set_default_bot', { bot_handle: 'Assistant' });
await call('set_default_message_point_limit', { limit: 5000 });

const reply = await call('send_message', { message: question, bot: 'Echo' }, ({ progress, message }) => {
  progressGrows &&= progress > lastProgress;
  lastProgress = progress;
  progressText += message;
});
const chat = { chat_id: reply.chat?.chat_id };
await call('get_reply', chat);
await call('get_chat_history', { count: 3 });
await call('get_chat_messages', { chat_code: reply.chat?.chat_code, count: 10 });
await call('set_chat_title', { ...chat, title: 'The pond' });
await call('set_chat_context_optimization', { ...chat, enabled: true });
await call('get_total_cost_points', { message_code: reply.message_code });
await call('list_preview_apps', { message_id: reply.message_id });
const share = await call('get_message_share_url', {
  ...chat,
  message_ids: [reply.user_message_id, reply.message_id],
});
const imported = await call('import_chat', { share_code: share.share_url });
const retried = await call('retry_message', chat);
await call('cancel_message', chat);
await call('clear_chat_context', chat);
await call('compare_bots', { message: 'Who are you?', bots: ['Echo', 'Assistant'] });
await call('delete_messages', { ...chat, message_ids: [retried.message_id] });
await call('delete_chat', { chat_id: imported.chat_id });
await call('purge_all_conversations');

await client.close();

console.log(
  JSON.stringify({
    server: client.getServerVersion(),
    tools: tools.map((tool) => tool.name),
    calls,
    notCalled: tools.map((tool) => tool.name).filter((name) => !calls.some((entry) => entry.tool === name)),
    elicitations: elicitations.length,
    question,
    text: reply.text,
    progressText,
    progressGrows,
  }),
);

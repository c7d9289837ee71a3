// Plays the scenario of every-tool.json with the official TypeScript client, validates each result against the tool's
// output schema, and prints one JSON report on stdout. The caller asserts.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { connect } from './server.mjs';

const steps = JSON.parse(readFileSync(new URL('./every-tool.json', import.meta.url)));
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
const saved = {};
let progressText = '';
let progressGrows = true;
let lastProgress = -Infinity;

const at = (value, path) => path.split('.').reduce((node, name) => node?.[name], value);

/** The value with each "$name.path" replaced by what was saved. */
function resolve(value) {
  if (typeof value === 'string') return value.startsWith('$') ? at(saved, value.slice(1)) : value;
  if (Array.isArray(value)) return value.map(resolve);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
}

/** What differs from the step's expectations; undefined if nothing does. */
function difference(step, result) {
  const wrong = [];
  for (const [path, expected] of Object.entries(step.expect ?? {})) {
    if (!isDeepStrictEqual(at(result, path), resolve(expected))) wrong.push(`${path}: ${at(result, path)}`);
  }
  for (const [path, size] of Object.entries(step.sizes ?? {})) {
    if (at(result, path)?.length !== size) wrong.push(`size of ${path}: ${at(result, path)?.length}`);
  }
  return wrong.length > 0 ? wrong.join(', ') : undefined;
}

function onprogress({ progress, message }) {
  progressGrows &&= progress > lastProgress;
  lastProgress = progress;
  progressText += message;
}

for (const step of steps) {
  const entry = { tool: step.call, ok: false, valid: false, hasText: false };
  calls.push(entry);
  try {
    const options = step.call === 'send_message' ? { onprogress } : {};
    // Throws if the structured content violates the output schema.
    const result = await client.callTool({ name: step.call, arguments: resolve(step.with ?? {}) }, undefined, options);
    const validate = validators.get(step.call);
    entry.ok = !result.isError;
    entry.valid = entry.ok && validate(result.structuredContent);
    entry.hasText = result.content.some((block) => block.type === 'text' && block.text.length > 0);
    if (!entry.ok) entry.problem = JSON.stringify(result);
    else if (!entry.valid) entry.problem = ajv.errorsText(validate.errors);
    else entry.problem = difference(step, result.structuredContent);
    if (step.save) saved[step.save] = result.structuredContent ?? {};
  } catch (error) {
    entry.problem = String(error);
  }
}

await client.close();

console.log(
  JSON.stringify({
    server: client.getServerVersion(),
    tools: tools.map((tool) => tool.name),
    calls,
    notCalled: tools.map((tool) => tool.name).filter((name) => !calls.some((entry) => entry.tool === name)),
    elicitations: elicitations.length,
    question: steps.find((step) => step.call === 'send_message').with.message,
    text: saved.reply?.text,
    progressText,
    progressGrows,
  }),
);

// Plays scenarios with the official TypeScript client, validates each result against the tool's output schema, and
// prints one JSON report on stdout. The caller asserts.
//
// The arguments name the scenarios' files; Scenario.java describes the steps. A step may also read a resource: its URI
// is a list of texts that are joined. Where to connect: see server.mjs.
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { connect } from './server.mjs';

const steps = process.argv.slice(2).flatMap((file) => JSON.parse(readFileSync(new URL(file, import.meta.url))));
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

/** Saves what the step looks for in the text; returns the patterns that are not in it. */
function find(step, text) {
  const missing = [];
  for (const [name, pattern] of Object.entries(step.find ?? {})) {
    const match = new RegExp(pattern).exec(text);
    if (match) saved[name] = match[1] ?? match[0];
    else missing.push(`no ${pattern} in: ${text}`);
  }
  return missing;
}

/** What differs from the step's expectations. */
function differences(step, result) {
  const wrong = [];
  for (const [path, expected] of Object.entries(step.expect ?? {})) {
    if (!isDeepStrictEqual(at(result, path), resolve(expected))) wrong.push(`${path}: ${at(result, path)}`);
  }
  for (const [path, size] of Object.entries(step.sizes ?? {})) {
    if (at(result, path)?.length !== size) wrong.push(`size of ${path}: ${at(result, path)?.length}`);
  }
  return wrong;
}

function onprogress({ progress, message }) {
  progressGrows &&= progress > lastProgress;
  lastProgress = progress;
  progressText += message;
}

/** Calls the step's tool; returns the problems. */
async function call(step) {
  const options = step.save === 'reply' ? { onprogress } : {};
  // Throws if the structured content violates the output schema.
  const result = await client.callTool({ name: step.call, arguments: resolve(step.with ?? {}) }, undefined, options);
  const text = result.content.map((block) => block.text ?? '').join('\n');
  const problems = text ? find(step, text) : ['no text'];
  if (step.error) {
    const { code } = result._meta?.['poe/error'] ?? {};
    return code === step.error ? problems : [`not ${step.error}: ${JSON.stringify(result)}`];
  }
  if (result.isError) return [JSON.stringify(result)];
  if (step.save) saved[step.save] = result.structuredContent;
  const validate = validators.get(step.call);
  if (!validate(result.structuredContent)) problems.push(ajv.errorsText(validate.errors));
  return [...problems, ...differences(step, result.structuredContent)];
}

async function read(step) {
  const { contents } = await client.readResource({ uri: resolve(step.read).join('') });
  return find(step, contents[0].text);
}

for (const step of steps) {
  const problems = await (step.read ? read(step) : call(step)).catch((error) => [String(error)]);
  calls.push({ step: step.call ?? step.read.join(''), problems });
}

await client.close();

console.log(
  JSON.stringify({
    server: client.getServerVersion(),
    tools: tools.map((tool) => tool.name),
    calls,
    notCalled: tools.map((tool) => tool.name).filter((name) => !calls.some((entry) => entry.step === name)),
    elicitations: elicitations.length,
    question: steps.find((step) => step.save === 'reply')?.with.message,
    text: saved.reply?.text,
    progressText,
    progressGrows,
  }),
);

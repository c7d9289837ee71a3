// Asks Poe's official API with OpenAI's client and prints one JSON report on stdout. The caller asserts.
//
// BASE_URL, API_KEY; RETRIES: how often the client repeats a request (0). The first argument says what to do, the
// second names the model.
import OpenAI from 'openai';

const { BASE_URL, API_KEY, RETRIES } = process.env;
const [action, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${BASE_URL}/v1`, apiKey: API_KEY, maxRetries: Number(RETRIES ?? 0) });
const messages = [
  { role: 'system', content: 'Be short.' },
  { role: 'user', content: 'What is the weather in Oslo?' },
];

const actions = {
  async models() {
    const models = [];
    for await (const entry of client.models.list()) models.push(entry);
    return { models, one: await client.models.retrieve(models[0].id) };
  },

  async chat() {
    const answer = await client.chat.completions.create({ model, messages, max_tokens: 1000, temperature: 0.5 });
    return { answer, requestId: answer._request_id };
  },

  async stream() {
    const stream = client.chat.completions.stream({ model, messages, stream_options: { include_usage: true } });
    const pieces = [];
    stream.on('content', (piece) => pieces.push(piece));
    return { pieces, answer: await stream.finalChatCompletion(), usage: await stream.totalUsage() };
  },

  async tools() {
    return { whole: await runTools(false), streamed: await runTools(true) };
  },

  async responses() {
    const whole = await client.responses.create({ model, input: messages });
    const pieces = [];
    let completed;
    for await (const event of await client.responses.create({ model, input: messages, stream: true })) {
      if (event.type === 'response.output_text.delta') pieces.push(event.delta);
      if (event.type === 'response.completed') completed = event.response;
    }
    return { whole, pieces, completed };
  },
};

/** Lets the client call a function for the model and send its result. */
async function runTools(stream) {
  const calls = [];
  const lookup = {
    type: 'function',
    function: {
      name: 'lookup',
      description: 'Tells the weather of a city.',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      parse: JSON.parse,
      function: (given) => {
        calls.push(given);
        return '4 mm of rain';
      },
    },
  };
  const runner = client.chat.completions.runTools({ model, messages, stream, tools: [lookup] });
  return { text: await runner.finalContent(), calls, roles: runner.messages.map((message) => message.role) };
}

const started = performance.now();
let report;
try {
  report = await actions[action]();
} catch (error) {
  const { status, code, type, requestID } = error;
  report = { error: { name: error.constructor.name, status, code, type, requestID, message: error.message } };
}
console.log(JSON.stringify({ ...report, seconds: (performance.now() - started) / 1000 }));

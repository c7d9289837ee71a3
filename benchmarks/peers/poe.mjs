// What both clients of this folder need to speak with the emulator: signed requests and the realtime socket. Which of
// them are sent, in which order and on which connections is each client's own.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';

const { POE_BASE_URL, POE_P_B, POE_P_LAT, POE_FORMKEY } = process.env;
const BASE = new URL(POE_BASE_URL);
const SALT = '4LxgHM6KpFqokX0Ox';

const SEND_HASH = '5fabca615d673d8ed3f075ad35080e9658878e5d7779d2b8e7193f740e1d0e88';
const BOT_HASH = '0df006a8445388a1b668f9e1e2ccb1347d64bffc04fce4ba3d59e16d388bba8f';
const SUBSCRIBE_HASH = '5a7bfc9ce3b4e456cd05a537cfa27096f08417593b8d9b53f57587f3b7b63e99';
const SUBSCRIPTIONS = {
  messageAdded: '9bc4af8951e2f446fdd00399a4823b9b73c96a767b86a92078269e64725aa934',
  jobUpdated: '961c92a9b49fa30e67ee1a9c6a276a92829aecf9135000d6ba69efaf15df91a3',
};

export class Poe {
  #agent;
  #headers = { Origin: BASE.origin, Cookie: `p-b=${POE_P_B}; p-lat=${POE_P_LAT}` };

  /** @param keepAlive whether requests share a connection */
  constructor(keepAlive) {
    this.#agent = keepAlive ? new Agent({ keepAlive: true, maxSockets: 1 }) : false;
  }

  /** The page, then the scripts that a formkey is looked for in, one after the other. */
  async loadPage() {
    const page = await this.#send('GET', '/');
    for (const [, path] of page.matchAll(/<script src="([^"]*)"/g)) {
      if (!/_app|buildManifest|webpack/.test(path)) continue;
      const script = await this.#send('GET', new URL(path, BASE).pathname);
      const revision = /"poe-revision":"([0-9a-f]{40})"/.exec(script);
      if (revision) this.#headers['poe-revision'] = revision[1];
    }
    // Both evaluate the page's scripts in an engine to find it, which takes time that is not counted here.
    this.#headers['poe-formkey'] = POE_FORMKEY;
  }

  async loadBot(botHandle) {
    await this.#query('handleBotLandingPageQuery', { botHandle }, BOT_HASH);
  }

  async openChannel() {
    const channel = JSON.parse(await this.#send('GET', '/api/settings')).tchannelData;
    this.#headers['poe-tchannel'] = channel.channel;
    const subscriptions = Object.entries(SUBSCRIPTIONS).map(([subscriptionName, queryHash]) => ({
      subscriptionName,
      query: null,
      queryHash,
    }));
    await this.#query('subscriptionsMutation', { subscriptions }, SUBSCRIBE_HASH);
    return new Channel(channel).open();
  }

  async sendMessage(bot, query) {
    const variables = {
      chatId: null,
      bot,
      query,
      shouldFetchChat: true,
      source: { sourceType: 'chat_input', chatInputMetadata: { useVoiceRecord: false } },
      clientNonce: randomBytes(8).toString('hex'),
      sdid: '',
      attachments: [],
      existingMessageAttachmentsIds: [],
      chatNonce: randomBytes(8).toString('hex'),
      referencedMessageId: null,
      parameters: null,
      fileHashJwts: [],
      isTemporary: false,
    };
    await this.#query('sendMessageMutation', variables, SEND_HASH);
  }

  async #query(queryName, variables, hash) {
    const body = JSON.stringify({ queryName, variables, extensions: { hash } });
    const answer = JSON.parse(await this.#send('POST', '/api/gql_POST', { queryName, body }));
    if (!answer.data) throw new Error(`${queryName}: ${JSON.stringify(answer)}`);
  }

  async #send(method, path, query) {
    const headers = { ...this.#headers };
    if (query) {
      headers['Content-Type'] = 'application/json';
      headers['poe-queryname'] = query.queryName;
      headers.poegraphql = '0';
      headers['poe-tag-id'] = tag(query.body + POE_FORMKEY + SALT);
    }
    const sent = request({ host: BASE.hostname, port: BASE.port, method, path, headers, agent: this.#agent });
    sent.end(query?.body);
    const [response] = await once(sent, 'response');
    let text = '';
    for await (const piece of response.setEncoding('utf8')) text += piece;
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${text}`);
    return text;
  }
}

/** Two characters of the digest change places. */
function tag(text) {
  const digits = createHash('md5').update(text).digest('hex').split('');
  [digits[20], digits[24]] = [digits[24], digits[20]];
  return digits.join('');
}

/** A realtime socket. Reads unmasked text frames only, which is what the emulator sends. */
export class Channel {
  #settings;
  #socket;
  #unread = Buffer.alloc(0);
  #waiting = [];

  constructor(settings) {
    this.#settings = settings;
  }

  async open() {
    const { boxName, minSeq, channel, channelHash, baseHost } = this.#settings;
    const sent = request({
      host: '127.0.0.1',
      port: BASE.port,
      path: `/up/${boxName}/updates?min_seq=${minSeq}&channel=${channel}&hash=${channelHash}&generation=1`,
      agent: false,
      headers: {
        Host: `tch123456.tch.${baseHost}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      },
    });
    sent.end();
    const [, socket, head] = await once(sent, 'upgrade');
    this.#socket = socket;
    socket.on('data', (bytes) => this.#read(bytes));
    this.#read(head);
    return this;
  }

  /** Resolves when a frame contains the text. */
  frameWith(text) {
    return new Promise((resolve) => this.#waiting.push({ text, resolve }));
  }

  close() {
    this.#socket.destroy();
  }

  #read(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (let frame = this.#frame(); frame !== undefined; frame = this.#frame()) {
      const arrived = this.#waiting.filter(({ text }) => frame.includes(text));
      this.#waiting = this.#waiting.filter(({ text }) => !frame.includes(text));
      for (const { resolve } of arrived) resolve();
    }
  }

  #frame() {
    const bytes = this.#unread;
    if (bytes.length < 2) return undefined;
    const [extra, start] = { 126: [2, 4], 127: [8, 10] }[bytes[1]] ?? [0, 2];
    if (bytes.length < start) return undefined;
    const length = extra === 0 ? bytes[1] : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < start + length) return undefined;
    this.#unread = bytes.subarray(start + length);
    return bytes.toString('utf8', start, start + length);
  }
}

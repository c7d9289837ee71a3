'use strict';

// The protocol with the host: JSON-RPC in messages to and from the parent window.

const view = document.getElementById('view');
const pending = new Map();
let lastId = 0;
let context = {};
let hostCapabilities = {};

/** Sends to the host; it has no origin that a view could know. */
function send(message) {
  parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
}

function request(method, params) {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject });
    send({ id, method, params });
  });
}

/**
 * Opens the view.
 *
 * @param show called with the structured content, the content blocks and the arguments; returns the nodes to show
 * @param wait called with the arguments; returns what is shown until the result is there
 */
function openView(show, wait = () => []) {
  let input = {};
  const notifications = new Map([
    ['ui/notifications/tool-input', (params) => {
      input = params.arguments ?? {};
      view.replaceChildren(...wait(input));
    }],
    ['ui/notifications/tool-result', (result) => showResult(result, input, show)],
    ['ui/notifications/tool-cancelled', () => say('The call was cancelled.')],
    ['ui/notifications/host-context-changed', applyContext],
  ]);
  addEventListener('message', (event) => {
    const message = event.data;
    if (event.source !== parent || typeof message !== 'object' || message?.jsonrpc !== '2.0') {
      return;
    }
    if (typeof message.method !== 'string') {
      settle(message);
    } else if (message.id !== undefined) {
      answer(message);
    } else {
      notifications.get(message.method)?.(message.params ?? {});
    }
  });
  const params = {
    protocolVersion: '2026-01-26',
    appInfo: { name: 'poe-mcp', title: document.title, version: '1' },
    appCapabilities: { availableDisplayModes: ['inline'] },
  };
  request('ui/initialize', params).then((result) => {
    hostCapabilities = result.hostCapabilities ?? {};
    applyContext(result.hostContext ?? {});
    send({ method: 'ui/notifications/initialized', params: {} });
    reportSize();
  }, (error) => say('The host does not open this view: ' + error.message));
}

function settle(message) {
  const waiting = pending.get(message.id);
  pending.delete(message.id);
  if (message.error) {
    waiting?.reject(new Error(String(message.error.message ?? 'no reason given')));
  } else {
    waiting?.resolve(message.result ?? {});
  }
}

function answer({ id, method }) {
  if (method === 'ping' || method === 'ui/resource-teardown') {
    send({ id, result: {} });
  } else {
    send({ id, error: { code: -32601, message: 'Method not found' } });
  }
}

function applyContext(changed) {
  context = { ...context, ...changed };
  // The host may name a language or a time zone that this browser does not know.
  context.locale = isKnown(context.locale, undefined) ? context.locale : undefined;
  context.timeZone = isKnown(undefined, context.timeZone) ? context.timeZone : undefined;
  const root = document.documentElement;
  if (changed.theme === 'light' || changed.theme === 'dark') {
    root.style.colorScheme = changed.theme;
  }
  for (const [name, value] of Object.entries(changed.styles?.variables ?? {})) {
    if (name.startsWith('--') && typeof value === 'string') {
      root.style.setProperty(name, value);
    }
  }
}

function isKnown(locale, timeZone) {
  try {
    return new Intl.DateTimeFormat(locale, { timeZone }) !== null;
  } catch {
    return false;
  }
}

/** Tells the host the size of the content whenever it has changed, at most ten times a second. */
function reportSize() {
  const root = document.documentElement;
  let timer = 0;
  let last = '';
  const report = () => {
    // A scroll bar makes the content narrower, and so higher: there is one only while the frame is too low without it.
    root.style.overflowY = 'hidden';
    const { width, height } = document.body.getBoundingClientRect();
    const size = { width: Math.ceil(width), height: Math.ceil(height) };
    if (size.height > innerHeight) {
      root.style.overflowY = 'auto';
    }
    if (JSON.stringify(size) !== last) {
      last = JSON.stringify(size);
      send({ method: 'ui/notifications/size-changed', params: size });
    }
  };
  const reportSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(report, 100);
  };
  new ResizeObserver(reportSoon).observe(document.body);
  addEventListener('resize', reportSoon);
}

function say(text) {
  document.getElementById('status').textContent = text;
}

function showResult(result, input, show) {
  const content = Array.isArray(result.content) ? result.content : [];
  say('');
  document.getElementById('sandbox').hidden = !result._meta?.['poe/sandbox'];
  if (result.isError || !result.structuredContent) {
    view.replaceChildren(...plainText(content, result.isError));
    return;
  }
  try {
    view.replaceChildren(...show(result.structuredContent, content, input));
  } catch (error) {
    // A result in another form than this version's still has its text.
    view.replaceChildren(...plainText(content, false));
  }
}

function plainText(content, isError) {
  const texts = content.filter((block) => block.type === 'text').map((block) => prose(block.text));
  return isError ? [element('div', { role: 'alert', class: 'card stack' },
    element('h1', { class: 'failed' }, 'This did not work'), ...texts)] : texts;
}

/** Asks the server through the host; returns the structured content. */
async function callTool(name, args) {
  const result = await request('tools/call', { name, arguments: args });
  if (result.isError || !result.structuredContent) {
    throw new Error(result.content?.find((block) => block.type === 'text')?.text ?? 'no result');
  }
  return result.structuredContent;
}

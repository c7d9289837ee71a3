
// The parts that views are made of. All that a result holds is untrusted text: it becomes text nodes, and links only if
// they lead to the web.

/** An element; children that are strings become text, and null is left out. */
function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** A link that the host opens; only its text if it does not lead to the web. */
function link(text, url) {
  let target;
  try {
    target = new URL(url);
  } catch {
    return text;
  }
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    return text;
  }
  const node = element('a', { href: target.href, title: target.href }, text);
  const openLink = (event) => {
    if (event.type === 'auxclick' && event.button !== 1) {
      return;
    }
    event.preventDefault();
    request('ui/open-link', { url: target.href }).then((result) => {
      if (result.isError) {
        throw new Error('not allowed');
      }
    }).catch(() => say('The host did not open ' + target.href));
  };
  node.addEventListener('click', openLink);
  node.addEventListener('auxclick', openLink);
  return node;
}

const INLINE = /`[^`\n]{1,500}`|\*\*[^*\n]{1,500}\*\*|(?<![^\s(])\*(?=\S)[^*\n]{1,500}(?<=\S)\*(?![^\s.,;:!?)])|https?:\/\/[^\s<>"'`\]]{1,2000}/g;

/** The text of a message, with Markdown's code, emphasis, headings and web addresses; the rest of it stays as it is. */
function prose(text) {
  const box = element('div', { class: 'prose' });
  let lines = [];
  let fence = null;
  const finish = () => {
    const block = lines.join('\n');
    lines = [];
    if (fence !== null) {
      box.append(element('pre', { tabindex: '0' }, element('code', {}, block)));
    } else if (block.trim() !== '') {
      box.append(element('p', {}, ...inline(block)));
    }
  };
  for (const line of String(text).split('\n')) {
    const [, mark, after] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    const opens = fence === null && mark && !(mark.startsWith('`') && after.includes('`'));
    const closes = fence !== null && mark?.startsWith(fence) && after.trim() === '';
    const heading = fence === null && /^#{1,6} (.+)/.exec(line);
    if (opens || closes) {
      finish();
      fence = opens ? mark : null;
    } else if (heading) {
      finish();
      box.append(element('p', {}, element('strong', {}, ...inline(heading[1]))));
    } else if (fence === null && line.trim() === '') {
      finish();
    } else {
      lines.push(line);
    }
  }
  finish();
  return box;
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const part = found[0].startsWith('http') ? address(found[0]) : found[0];
    nodes.push(text.slice(end, found.index));
    if (part.startsWith('`')) {
      nodes.push(element('code', {}, part.slice(1, -1)));
    } else if (part.startsWith('**')) {
      nodes.push(element('strong', {}, part.slice(2, -2)));
    } else if (part.startsWith('*')) {
      nodes.push(element('em', {}, part.slice(1, -1)));
    } else {
      nodes.push(link(part, part));
    }
    end = found.index + part.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

/** A web address without what belongs to the sentence around it. */
function address(found) {
  let part = found;
  while (/[.,;:!?*_]$/.test(part) || (part.endsWith(')') && !isBalanced(part))) {
    part = part.slice(0, -1);
  }
  return part;
}

function isBalanced(text) {
  return text.split('(').length >= text.split(')').length;
}

/**
 * The files of a message: pictures that the result brings along, and links to the others.
 *
 * @param blocks what follows the message's text in the content: a picture or a link for each file, in order
 */
function files(attachments, blocks) {
  const linked = new Set(blocks.filter((block) => block.type === 'resource_link').map((block) => block.uri));
  const images = blocks.filter((block) => block.type === 'image' && /^image\/(png|jpeg|gif|webp)$/.test(block.mimeType));
  const shown = attachments.filter((file) =>
    !linked.has(file.url) && (file.mime_type === null || file.mime_type.startsWith('image/')));
  // Without links in the content, it is unknown which file is missing there.
  const named = shown.length === images.length ? shown : [];
  const others = attachments.filter((file) => !named.includes(file));
  const figures = images.map((image, i) => element('figure', {},
    element('img', {
      src: 'data:' + image.mimeType + ';base64,' + image.data,
      alt: 'Picture ' + (named[i]?.name ?? i + 1),
    }),
    named[i] ? element('figcaption', { class: 'muted' }, fileLine(named[i])) : null));
  return [
    figures.length > 0 ? element('div', { class: 'gallery' }, ...figures) : null,
    others.length > 0 ? element('ul', { 'aria-label': 'Files' },
      ...others.map((file) => element('li', {}, fileLine(file)))) : null,
  ];
}

function fileLine(file) {
  const details = [file.mime_type, file.size_bytes === null ? null : bytes(file.size_bytes)].filter(Boolean);
  return element('span', {}, link(file.name, file.url), details.length > 0 ? ' · ' + details.join(' · ') : '');
}

/** A reply's text and files; its state if it is not complete. */
function reply(one, blocks) {
  const states = { in_progress: 'Still in progress at Poe', cancelled: 'Cancelled', failed: 'Failed' };
  const state = states[one.state] ?? null;
  return [
    state && element('p', { class: one.state === 'failed' ? 'failed' : 'muted' }, state),
    one.text ? prose(one.text) : null,
    one.next_text_offset === null ? null : element('p', { class: 'muted' }, 'The text goes on; ask for the rest.'),
    ...files(one.attachments, blocks),
  ].filter((node) => node !== null);
}

/** Cost, duration and the chat of a reply, in one line. */
function factsOf(one) {
  const facts = [costOf(one.points_spent)];
  if (one.elapsed_ms >= 100) {
    facts.push(number(one.elapsed_ms / 1000, { maximumFractionDigits: 1 }) + ' s');
  }
  return element('p', { class: 'muted' }, facts.join(' · '),
    one.chat?.url ? ' · ' : '', one.chat?.url ? link('Open the chat', one.chat.url) : '');
}

function costOf(points) {
  return points === null ? 'cost unknown' : number(points) + (points === 1 ? ' point' : ' points');
}

function number(value, options) {
  return formatted(Intl.NumberFormat, value, options);
}

function date(value, options) {
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? String(value) : formatted(Intl.DateTimeFormat, time, options);
}

/** In the user's language and time zone, if the host has said them. */
function formatted(Format, value, options, locale = context.locale) {
  return new Format(locale, { timeZone: context.timeZone, ...options }).format(value);
}

function bytes(size) {
  return size < 1000 ? size + ' bytes' : size < 1_000_000 ? number(Math.round(size / 1000)) + ' kB'
    : number(size / 1_000_000, { maximumFractionDigits: 1 }) + ' MB';
}

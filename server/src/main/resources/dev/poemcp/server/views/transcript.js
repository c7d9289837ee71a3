
openView((page) => {
  const title = page.chat.title ?? 'Untitled chat';
  const items = page.messages.map(message);
  const list = element('ol', { class: 'messages', tabindex: '0', 'aria-label': 'Messages, oldest first' }, ...items);
  const field = element('input', { type: 'search', 'aria-label': 'Search these messages', placeholder: 'Search' });
  const count = element('span', { role: 'status', class: 'muted' });
  const search = () => {
    const found = filter(items, field.value);
    count.textContent = field.value === '' ? items.length + (items.length === 1 ? ' message' : ' messages')
      : found + ' of ' + items.length + ' with “' + field.value + '”';
    list.scrollTop = field.value === '' ? list.scrollHeight : 0;
  };
  field.addEventListener('input', search);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      field.value = '';
      search();
    } else if (event.key === 'Enter') {
      list.focus();
    }
  });
  // The end of a list can only be scrolled to once it is in the document.
  queueMicrotask(search);
  return [
    element('h1', {}, link(title, page.chat.url)),
    element('div', { class: 'search', role: 'search' }, field, count),
    page.next_cursor === null ? null : element('p', { class: 'muted' }, 'The chat has older messages; ask for them.'),
    list,
  ].filter((node) => node !== null);
});

function message(one) {
  if (one.author === 'chat_break') {
    return element('li', { class: 'break muted' }, '— Context cleared —');
  }
  const states = { complete: '', incomplete: ' · in progress', cancelled: ' · cancelled' };
  const state = states[one.state] ?? ' · ' + one.state;
  return element('li', { class: one.author === 'user' ? 'card stack user' : 'card stack' },
    element('p', {}, element('strong', {}, one.author === 'user' ? 'You' : one.author), ' ',
      element('span', { class: 'muted' },
        date(one.creation_time, { dateStyle: 'medium', timeStyle: 'short' }) + state)),
    prose(one.text),
    ...files(one.attachments, []));
}

/** Shows only the messages with this text and marks it in them; returns their number. */
function filter(items, text) {
  const wanted = text.toLowerCase();
  const ranges = [];
  let found = 0;
  for (const item of items) {
    item.hidden = wanted !== '' && !item.textContent.toLowerCase().includes(wanted);
    if (!item.hidden && wanted !== '') {
      found++;
      ranges.push(...places(item, wanted));
    }
  }
  // Not every browser can mark text without changing the document; there, the other messages are only hidden.
  globalThis.CSS?.highlights?.set('found', new Highlight(...ranges));
  return found;
}

function places(item, wanted) {
  const ranges = [];
  const texts = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const text = node.data.toLowerCase();
    // A few letters change their length with their case.
    for (let at = text.indexOf(wanted); at >= 0 && text.length === node.length; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}

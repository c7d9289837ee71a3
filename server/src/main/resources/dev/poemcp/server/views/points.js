
const MOST_DAYS = 31;
const MOST_BOTS = 8;

openView((result) => (typeof result.balance === 'number' ? balance(result) : usage(result)));

function balance(result) {
  const history = element('div', { class: 'stack' });
  const nodes = [
    element('h1', {}, 'Points'),
    element('p', { class: 'balance' }, number(result.balance)),
    element('p', { class: 'muted' }, 'left to spend, as the ' + (result.source === 'api' ? 'official API' : 'account') + ' says'),
    history,
  ];
  if (hostCapabilities.serverTools) {
    const button = element('button', { type: 'button' }, 'Show what was spent');
    button.addEventListener('click', () => {
      button.disabled = true;
      say('Asking …');
      callTool('get_usage_history', { count: 100 }).then((found) => {
        say('');
        history.replaceChildren(...usage(found));
      }, (error) => {
        button.disabled = false;
        say('The history is not there: ' + error.message);
      });
    });
    history.append(button);
  }
  return nodes;
}

function usage(result) {
  const entries = result.entries.filter((entry) => entry.points !== null);
  const days = byDay(entries.filter((entry) => !Number.isNaN(Date.parse(entry.time))));
  const bots = byBot(entries);
  const total = entries.reduce((sum, entry) => sum + entry.points, 0);
  const unknown = result.entries.length - entries.length;
  return [
    element('h1', {}, 'Points spent'),
    element('p', {}, element('strong', {}, costOf(total)), ' in ' + number(result.entries.length) + ' entries'
      + (unknown > 0 ? ', ' + number(unknown) + ' of unknown cost' : '')
      + (result.next_cursor === null ? '' : '; there are older ones')),
    ...(days.length > 0 ? chart('By day', 'Day', days, columns(days)) : []),
    ...(bots.length > 0 ? chart('By bot', 'Bot', bots, bars(bots)) : []),
  ];
}

/** The newest days with their points, oldest first; days without any are among them. */
function byDay(entries) {
  const sums = new Map();
  for (const entry of entries) {
    // The Swedish form of a date is the one of ISO 8601, which sorts.
    const day = formatted(Intl.DateTimeFormat, new Date(entry.time), { dateStyle: 'short' }, 'sv');
    sums.set(day, (sums.get(day) ?? 0) + entry.points);
  }
  const known = [...sums.keys()].sort();
  const days = [];
  for (let time = Date.parse(known.at(-1)); known.length > 0 && days.length < MOST_DAYS; time -= 86_400_000) {
    const day = new Date(time).toISOString().slice(0, 10);
    if (day < known[0]) {
      break;
    }
    const label = date(time, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    days.unshift({ label, points: sums.get(day) ?? 0 });
  }
  return days;
}

/** The bots that cost most, and the sum of the others. */
function byBot(entries) {
  const sums = new Map();
  for (const entry of entries) {
    const bot = entry.bot ?? 'unknown';
    sums.set(bot, (sums.get(bot) ?? 0) + entry.points);
  }
  const all = [...sums].map(([label, points]) => ({ label, points })).sort((a, b) => b.points - a.points);
  const others = all.slice(MOST_BOTS);
  return others.length === 0 ? all : [...all.slice(0, MOST_BOTS),
    { label: others.length + ' others', points: others.reduce((sum, one) => sum + one.points, 0) }];
}

/** A picture with a table of the same numbers for those who do not see it. */
function chart(title, column, rows, picture) {
  const table = element('table', {},
    element('caption', {}, 'Points ' + title.toLowerCase()),
    element('thead', {}, element('tr', {},
      element('th', { scope: 'col' }, column), element('th', { scope: 'col' }, 'Points'))),
    element('tbody', {}, ...rows.map((row) => element('tr', {},
      element('th', { scope: 'row' }, row.label), element('td', {}, number(row.points))))));
  return [element('section', { class: 'card stack', 'aria-label': title }, element('h2', {}, title), picture,
    element('div', { class: 'hidden-visually' }, table))];
}

function most(rows) {
  return Math.max(1, ...rows.map((row) => row.points));
}

function columns(rows) {
  const height = 120;
  const top = 16;
  const step = 100 / rows.length;
  const every = Math.ceil(rows.length / 5);
  const highest = most(rows);
  const nodes = rows.flatMap((row, i) => {
    const size = Math.max(row.points > 0 ? 2 : 0, (row.points / highest) * height);
    return [
      svg('rect', {
        x: (i + 0.15) * step + '%', width: Math.min(0.7 * step, 12) + '%', y: top + height - size, height: size, rx: 2,
      }, svg('title', {}, row.label + ': ' + costOf(row.points))),
      i % every === 0 ? svg('text', {
        x: (i + 0.15) * step + Math.min(0.35 * step, 6) + '%', y: top + height + 16, 'text-anchor': 'middle', class: 'muted',
      }, row.label) : null,
    ].filter((node) => node !== null);
  });
  return svg('svg', { height: top + height + 22, 'aria-hidden': 'true' },
    svg('line', { x1: 0, x2: '100%', y1: top, y2: top, 'stroke-dasharray': '3 4' }),
    svg('line', { x1: 0, x2: '100%', y1: top + height, y2: top + height }),
    ...nodes,
    svg('text', { x: 0, y: top - 4, class: 'muted' }, number(highest)));
}

function bars(rows) {
  const step = 40;
  const highest = most(rows);
  return svg('svg', { height: rows.length * step, 'aria-hidden': 'true' }, ...rows.flatMap((row, i) => [
    svg('text', { x: 0, y: i * step + 14 }, short(row.label)),
    svg('text', { x: '100%', y: i * step + 14, 'text-anchor': 'end', class: 'muted' }, number(row.points)),
    svg('rect', { x: 0, y: i * step + 20, width: (row.points / highest) * 100 + '%', height: 10, rx: 2 },
      svg('title', {}, row.label + ': ' + costOf(row.points))),
  ]));
}

function short(label) {
  return label.length > 32 ? label.slice(0, 31) + '…' : label;
}

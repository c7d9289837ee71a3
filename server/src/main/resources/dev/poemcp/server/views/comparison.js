
openView((comparison, content, input) => {
  const bots = comparison.replies.length;
  const headings = comparison.replies.map((one) => '## ' + one.bot);
  const sections = sectionsOf(content, comparison.verdict ? [...headings, '## Verdict of ' + comparison.verdict.bot] : headings);
  return [
    ...question(input),
    comparison.verdict && section(comparison.verdict, sections[bots] ?? [], 'Verdict of '),
    element('div', { class: 'columns' },
      ...comparison.replies.map((one, i) => section(one, sections[i] ?? [], ''))),
    element('p', {}, element('strong', {}, 'In all: ' + costOf(comparison.points_spent))),
  ].filter((node) => node !== null);
}, question);

function question(input) {
  return input.message
    ? [element('h1', { class: 'question', tabindex: '0' }, String(input.message))]
    : [element('h1', {}, 'Comparison of bots')];
}

/** The content's pictures and links for each reply, which begins with a heading; others in the replies begin nothing. */
function sectionsOf(content, headings) {
  const sections = [];
  for (const block of content) {
    if (block.type === 'text' && block.text.split('\n', 1)[0] === headings[sections.length]) {
      sections.push([]);
    } else if (block.type !== 'text') {
      sections.at(-1)?.push(block);
    }
  }
  return sections;
}

function section(one, blocks, heading) {
  const body = one.error
    ? [element('p', { class: 'failed' }, 'No answer: ' + one.error.message)]
    : reply(one, blocks);
  return element('section', { class: heading ? 'card stack verdict' : 'card stack', 'aria-label': heading + one.bot },
    element('h2', {}, heading + one.bot),
    element('div', { class: 'stack scroll', tabindex: '0', role: 'group', 'aria-label': 'Answer of ' + one.bot }, ...body),
    factsOf(one));
}

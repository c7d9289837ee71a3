
openView((one, content) => [
  element('h1', {}, one.bot ?? 'Reply'),
  ...reply(one, content.filter((block) => block.type !== 'text')),
  factsOf(one),
], (input) => [element('h1', {}, String(input.bot ?? 'Reply'))]);

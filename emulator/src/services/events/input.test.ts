import { expect, test } from 'vitest';
import type { BusEvent } from './event.ts';
import { parsePath, select } from './input-path.ts';
import type { Rule } from './store.ts';
import { inputFor } from './target-input.ts';

const event: BusEvent = {
  version: '0',
  id: '1',
  'detail-type': 'Ordered',
  source: 'shop',
  account: '111122223333',
  time: '2026-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: { user: 'ann "a"', ok: true, n: 5, item: { id: 'i1', tags: ['x', 'y'] }, items: [{ id: 1 }, { id: 2 }, {}] },
};
const rule = { arn: 'arn:aws:events:eu-west-1:111122223333:rule/shop/r', name: 'r' } as Rule;
const made = (target: object) => inputFor({ Id: 't', Arn: 'a', ...target }, rule, event, Date.UTC(2026, 0, 2));

test.each<[string, unknown]>([
  ['$', event],
  ['$.detail-type', 'Ordered'],
  ['$.detail.item.tags[1]', 'y'],
  ["$.detail['n']", 5],
  ['$.detail.items[*].id', [1, 2]],
  ['$.detail.nothing.here', undefined],
  ['$.detail.constructor', undefined],
])('%s', (path, expected) => {
  expect(select(path, event)).toEqual(expected);
});

test.each(['detail', '$detail', '$.a b', '$.a[x]', '$..a'])('%s is no path', (path) => {
  expect(parsePath(path)).toBeUndefined();
});

test('all of it, a constant, or a part', () => {
  expect(JSON.parse(made({}))).toEqual(event);
  expect(made({ Input: '{"a": 1}' })).toBe('{"a": 1}');
  expect(made({ InputPath: '$.detail.item' })).toBe('{"id":"i1","tags":["x","y"]}');
  expect(made({ InputPath: '$.source' })).toBe('"shop"');
  expect(() => made({ InputPath: '$.detail.gone' })).toThrow('selects nothing');
});

// As AWS fills templates in: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
test.each<[string, string]>([
  ['"<type> by <user>, <ok>"', '"Ordered by ann \\"a\\", true"'],
  ['"item <item> with <tags>, <gone>."', '"item {id:i1,tags:[x,y]} with [x,y], ."'],
  ['"<type>"\n"<n> of them"', '"Ordered"\n"5 of them"'],
  [
    '{"type": <type>, "path": "users/<n>/<n>", "item": <item>}',
    '{"type": "Ordered", "path": "users/5/5", "item": {"id":"i1","tags":["x","y"]}}',
  ],
  ['{"quoted": "<type>", "list": [<type>, "more"], "none": <gone>}', '{"quoted": "Ordered", "list": ["Ordered", "more"], "none": ""}'],
  ['{"escaped": "\\"<type>"}', '{"escaped": "\\"Ordered"}'],
  ['"<aws.events.rule-name> <aws.events.rule-arn>"', `"r ${rule.arn}"`],
  ['{"at": <aws.events.event.ingestion-time>}', '{"at": "2026-01-02T00:00:00Z"}'],
])('template %s', (InputTemplate, expected) => {
  const InputPathsMap = {
    type: '$.detail-type',
    user: '$.detail.user',
    ok: '$.detail.ok',
    n: '$.detail.n',
    item: '$.detail.item',
    tags: '$.detail.item.tags',
    gone: '$.gone',
  };
  expect(made({ InputTransformer: { InputTemplate, InputPathsMap } })).toBe(expected);
});

test('the event in a template, with and without its detail', () => {
  const text = made({ InputTransformer: { InputTemplate: '{"all": <aws.events.event.json>, "head": <aws.events.event>}' } });
  const { detail: _, 'detail-type': detailType, ...head } = event;
  expect(JSON.parse(text)).toEqual({ all: event, head: { ...head, detailType } });
});

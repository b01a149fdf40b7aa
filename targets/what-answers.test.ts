import { expect, test } from 'vitest';
import { isPage, whatAnswered } from './what-answers.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) });

test('a page is named by its title, or its heading, and its server', () => {
  const nginx = '\n<html>\n<head><title>404\n Not Found</title></head>\n<body><center><h1>404</h1></center></body></html>';
  expect(whatAnswered(answer(404, { server: 'nginx/1.27' }), nginx)).toBe('HTTP 404, a page "404 Not Found" (nginx/1.27)');
  expect(whatAnswered(answer(200), '<!doctype html><body><h1>My <b>shop</b></h1>')).toBe('HTTP 200, a page "My shop"');
  expect(whatAnswered(answer(200), '<!DOCTYPE html><p>hello')).toBe('HTTP 200, a page');
});

test('anything else by its first words, in one line that does nothing to a terminal', () => {
  expect(whatAnswered(answer(400), 'bad\r\n\u001b[2Jrequest')).toBe('HTTP 400, no AWS answer "bad [2Jrequest"');
  expect(whatAnswered(answer(426), '')).toBe('HTTP 426, no AWS answer');
  expect(whatAnswered(answer(200), 'x'.repeat(5000)).length).toBeLessThan(200);
});

test.each([
  ['<?xml version="1.0"?><ErrorResponse/>', false],
  ['{"message":"<html>"}', false],
  ['', false],
  ['<!-- hi --><HTML lang=en>', true],
])('%s: a page is %s', (text, expected) => expect(isPage(text)).toBe(expected));

import { expect, it } from 'vitest';
import { checkCallback } from './callback-hosts.ts';

it('lets through the hosts that were agreed on, whatever the port and path', () => {
  expect(() => checkCallback('http://127.0.0.1:4711/over', ['127.0.0.1'])).not.toThrow();
  expect(() => checkCallback('https://shop.example/over?x=1', ['127.0.0.1', 'shop.example'])).not.toThrow();
});

it.each([
  'http://169.254.169.254/latest/meta-data',
  'http://localhost/over',
  'http://127.0.0.1.evil.example/over',
  'http://evil.example/127.0.0.1',
  'ftp://127.0.0.1/over',
  'file:///etc/passwd',
  'http://user:secret@127.0.0.1/over',
])('refuses %s', (url) => {
  expect(() => checkCallback(url, ['127.0.0.1'])).toThrow('We call');
});

it('refuses all where none was agreed on', () => {
  expect(() => checkCallback('http://127.0.0.1/over', ['none'])).toThrow('We call');
});

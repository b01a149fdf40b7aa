import type { StateValue } from '@aws-sdk/client-cloudwatch';
import { validationError } from '../errors.ts';

/** Says whether a composite alarm's rule holds; `stateOf` knows alarms by name or ARN. */
export type Rule = (stateOf: (alarm: string) => StateValue | undefined) => boolean;

const TOKEN = /\s*(?:(AND|OR|NOT|TRUE|FALSE)\b|(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"((?:[^"\\]|\\.)*)"|([^()\s"]+))\s*\)|([()]))/iy;

/**
 * Reads a rule: `ALARM("a") AND NOT (OK(b) OR FALSE)`; NOT binds before AND, AND before OR.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function compileRule(text: string): { rule: Rule; alarms: string[] } {
  const alarms: string[] = [];
  const tokens: { word: string; alarm?: string }[] = [];
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw invalid(text, text.slice(at).trim().slice(0, 20));
    const [, word, state, quoted, bare, bracket] = match;
    const alarm = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (alarm !== undefined) alarms.push(alarm);
    tokens.push({ word: (word ?? state ?? bracket ?? '').toUpperCase(), ...(alarm === undefined ? {} : { alarm }) });
  }
  let next = 0;
  const is = (word: string) => tokens[next]?.word === word && ++next > 0;

  function or(): Rule {
    const parts = [and()];
    while (is('OR')) parts.push(and());
    return (stateOf) => parts.some((part) => part(stateOf));
  }
  function and(): Rule {
    const parts = [not()];
    while (is('AND')) parts.push(not());
    return (stateOf) => parts.every((part) => part(stateOf));
  }
  function not(): Rule {
    if (is('NOT')) {
      const inner = not();
      return (stateOf) => !inner(stateOf);
    }
    if (is('(')) {
      const inner = or();
      if (!is(')')) throw invalid(text, 'a bracket that is not closed');
      return inner;
    }
    if (is('TRUE')) return () => true;
    if (is('FALSE')) return () => false;
    const { word, alarm } = tokens[next++] ?? {};
    if (alarm === undefined) throw invalid(text, word ?? 'its end');
    return (stateOf) => stateOf(alarm) === word;
  }

  const rule = or();
  if (next < tokens.length) throw invalid(text, tokens[next]?.word ?? '');
  return { rule, alarms };
}

const invalid = (rule: string, near: string) => validationError(`AlarmRule is invalid near ${near}: ${rule}`);

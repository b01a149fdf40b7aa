export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What may stand in a body: the message's id, when it was sent (milliseconds since 1970), where a consumer reports to. */
export interface Values {
  id: string;
  sentAt: number;
  callbackUrl?: string;
}
const NAMES = ['id', 'sentAt', 'callbackUrl'] as const;

const PLACE = /\{\{\s*(\w*)\s*\}\}/g;

/** Puts the values in their places; a text that is nothing but `{{sentAt}}` becomes a number. */
export function fill(template: Json, values: Values): Json {
  if (typeof template === 'string') {
    if (/^\{\{\s*sentAt\s*\}\}$/.test(template)) return values.sentAt;
    return template.replace(PLACE, (_, name: string) => String(values[name as keyof Values] ?? ''));
  }
  if (Array.isArray(template)) return template.map((one) => fill(one, values));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
}

/** Names of the places in it. */
export const placesIn = (template: Json): string[] => [...JSON.stringify(template).matchAll(PLACE)].map(([, name = '']) => name);

/** What is wrong with it, or undefined. */
export function templateProblem(template: Json): string | undefined {
  const unknown = placesIn(template).find((name) => !(NAMES as readonly string[]).includes(name));
  return unknown === undefined ? undefined : `there is no {{${unknown}}}; there are ${NAMES.map((name) => `{{${name}}}`).join(', ')}`;
}

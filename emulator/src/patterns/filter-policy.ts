import { compilePattern, isObject, PatternError } from './pattern.ts';

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody';

/** What a filter policy looks at. */
export interface FilteredMessage {
  body: string;
  attributes: Record<string, { DataType?: string | undefined; StringValue?: string | undefined }>;
}

/**
 * Compiles an SNS filter policy: an event pattern with limits of its own. Takes the policy or its JSON text; throws PatternError.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function compileFilterPolicy(policy: unknown, scope: FilterPolicyScope): (message: FilteredMessage) => boolean {
  const parsed = typeof policy === 'string' ? parse(policy) : policy;
  if (!isObject(parsed)) throw new PatternError('Filter is not an object');
  // An empty policy lets everything through: it is how a policy is taken away.
  if (Object.keys(parsed).length === 0) return () => true;
  checkLimits(parsed, scope);
  const test = compilePattern(parsed);
  if (scope === 'MessageAttributes') return ({ attributes }) => test(attributeValues(attributes));
  return ({ body }) => {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return false;
    }
    return isObject(value) && test(value);
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PatternError('failed to parse JSON.');
  }
}

/** String attributes match as strings, Number as numbers, String.Array element by element; Binary ones aren't looked at. */
function attributeValues(attributes: FilteredMessage['attributes']): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { DataType = 'String', StringValue }] of Object.entries(attributes)) {
    if (StringValue === undefined || DataType.startsWith('Binary')) continue;
    if (DataType === 'String.Array') {
      const list = tryParse(StringValue);
      if (Array.isArray(list)) values[name] = list;
    } else values[name] = DataType.startsWith('Number') ? Number(StringValue) : StringValue;
  }
  return values;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/**
 * At most five keys at the top; the lists' lengths, each times its depth, multiply to 150 at most; nothing nested below attributes.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
function checkLimits(policy: Record<string, unknown>, scope: FilterPolicyScope) {
  if (Object.keys(policy).length > MAX_KEYS) throw new PatternError('Filter policy can not have more than 5 keys');
  if (combinations(policy, 1, scope) > MAX_COMBINATIONS) throw new PatternError('Filter policy is too complex');
}

function combinations(policy: Record<string, unknown>, depth: number, scope: FilterPolicyScope): number {
  if (depth > 1 && scope === 'MessageAttributes')
    throw new PatternError('Filter policy scope MessageAttributes does not support nested filter policy', { bare: true });
  let product = 1;
  for (const [key, part] of Object.entries(policy)) {
    if (isObject(part)) product *= combinations(part, depth + 1, scope);
    else if (Array.isArray(part)) {
      const alternatives = key === '$or' && part.length > 1 && part.every(isObject);
      product *= alternatives ? part.reduce((sum, one) => sum + combinations(one, depth, scope), 0) : Math.max(1, part.length) * depth;
    }
  }
  return product;
}

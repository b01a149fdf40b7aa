import { AwsError } from '../../services/errors.ts';

/** Which functions are debugged, and where their debuggers listen. */
export interface DebugRule {
  /** Part of a function's name; `*` stands for anything. */
  pattern: string;
  /** Absent: any free port, the same for as long as the function is there. */
  port?: number;
}

/** A function that has this variable is debugged whatever the rules say; its value is the port, 0 for any free one. */
const DEBUG_VARIABLE = 'PUSHPULL_DEBUG_PORT';

/** Reads `SharePhoto=9301,Email*Sqs`; `true` and an empty text mean every function. Throws RangeError for what is no port. */
export function debugRules(given: string | boolean | undefined): DebugRule[] {
  if (given === undefined || given === false) return [];
  if (given === true || given.trim() === '') return [{ pattern: '*' }];
  return given.split(',').map((part) => {
    const [pattern = '', port] = part.trim().split('=');
    return { pattern: pattern || '*', ...(port === undefined ? {} : { port: portOf(port) }) };
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`no port to debug on: ${text}`);
  return port;
}

/** The first rule for that function, or what its own variable says. */
export function ruleFor(rules: DebugRule[], name: string, variables: Record<string, string>): { port: number } | undefined {
  const own = variables[DEBUG_VARIABLE];
  if (own !== undefined) {
    try {
      return { port: portOf(own) };
    } catch (error) {
      throw new AwsError('InvalidParameterValueException', `${DEBUG_VARIABLE}: ${(error as Error).message}`);
    }
  }
  const rule = rules.find(({ pattern }) => matches(pattern, name));
  return rule && { port: rule.port ?? 0 };
}

const matches = (pattern: string, name: string) =>
  new RegExp(
    pattern
      .split('*')
      .map((part) => part.replace(/[^\w-]/g, '\\$&'))
      .join('.*'),
    'i',
  ).test(name);

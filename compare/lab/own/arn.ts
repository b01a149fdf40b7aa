/** What messages can be sent to, as its ARN says it. */
export interface Destination {
  arn: string;
  kind: 'queue' | 'topic' | 'function' | 'bus';
  /** Of a queue or topic: AWS gives FIFO ones a name that ends so. */
  fifo: boolean;
  region: string;
  account: string;
  name: string;
}

const KINDS = { sqs: 'queue', sns: 'topic', lambda: 'function', events: 'bus' } as const;
const HINT =
  'There are ARNs of queues (arn:aws:sqs:…), topics (sns), functions (lambda, …:function:NAME) and buses (events, …:event-bus/NAME)';

/** Throws an Error that says what is wrong with it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function parseArn(arn: string): Destination {
  const [, service = '', region = '', account = '', resource = ''] =
    arn.match(/^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d{12})?:(.+)$/) ?? [];
  if (!service) throw new Error(`"${arn}" is no ARN. ${HINT}.`);
  if (!(service in KINDS)) throw new Error(`nothing can be sent to ${service} here. ${HINT}.`);
  if (!region || !account) throw new Error(`the ARN ${arn} names no region or no account.`);
  const kind = KINDS[service as keyof typeof KINDS];
  const name = nameIn(kind, resource);
  if (name === undefined) throw new Error(`${arn} is no ${kind}. ${HINT}.`);
  return { arn, kind, fifo: (kind === 'queue' || kind === 'topic') && name.endsWith('.fifo'), region, account, name };
}

function nameIn(kind: Destination['kind'], resource: string): string | undefined {
  // a function's ARN may end in a version or an alias
  if (kind === 'function') return resource.match(/^function:([\w-]+)(?::[\w$-]+)?$/)?.[1];
  if (kind === 'bus') return resource.match(/^event-bus\/([\w./-]+)$/)?.[1];
  return resource.match(/^[\w.-]+$/)?.[0];
}

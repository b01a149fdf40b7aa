import { signed } from '../../third-party/crm/sign.ts';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { followCrm, known, save, untilCrmIsDone, untilInStep } from './crm-side.ts';

const MINUTES = 60_000;

/** Somebody else knocks at the webhook: with guesses, with what they overheard, and with a great deal. */
export async function webhookInForged(lab: Lab): Promise<void> {
  const { count } = lab.options;
  const ops = await followCrm(lab);
  await lab.thirdParties.crm.setDelivery({ duplicateRate: 0 });
  const userId = lab.unique('user');
  const change = await save(lab, userId, 'employee-1');
  await untilCrmIsDone(lab);
  await untilInStep(lab, 120);
  const secret = Object.values(await ops.secrets()).at(-1) ?? '';
  lab.say(`the CRM has told us that ${userId} is ${change.email}; then others call the webhook`);
  const sent: string[] = [];
  const stopWatching = lab.target.events?.subscribe(({ type, resource = '' }) => {
    if (type === 'sqs.sent' && resource.includes('CrmChanges')) sent.push(resource);
  });

  const stranger = lab.unique('stranger');
  const event = (version: number, extra = {}) =>
    JSON.stringify({
      ...{ id: lab.unique('delivery'), type: 'user.email-changed', occurredAt: Date.now() },
      data: { userId: version > change.version ? userId : stranger, email: 'mallory@example.com', version },
      ...extra,
    });
  const knock = async (body: string, headers: Record<string, string>) => {
    const { status, body: answer } = await lab.ask(lab.output('CrmWebhookUrl'), { method: 'POST', body: Buffer.from(body), headers });
    return `${status} ${(answer.error as { code?: string } | undefined)?.code ?? ''}`.trim();
  };
  const newer = event(change.version + 1);
  const attacks: [what: string, expected: string, body: string, headers: Record<string, string>][] = [
    ['signed with a guessed secret', '401 FORGED', newer, signed(newer, 'guessed')],
    ['a good signature on another body', '401 FORGED', newer, signed(event(change.version + 2), secret)],
    ['not signed', '401 UNSIGNED', newer, {}],
    ['well signed, six minutes ago', '401 STALE', newer, signed(newer, secret, Date.now() - 6 * MINUTES)],
    ['well signed, for six minutes from now', '401 STALE', newer, signed(newer, secret, Date.now() + 6 * MINUTES)],
  ];
  const huge = event(change.version + 1, { padding: 'x'.repeat(200_000) });
  attacks.push(['200 kB, well signed', '413 TOO_LARGE', huge, signed(huge, secret)]);

  let asExpected = 0;
  for (const [what, expected, body, headers] of attacks) {
    const answers = await Promise.all(Array.from({ length: count }, () => knock(body, headers)));
    const right = answers.filter((answer) => answer === expected).length;
    asExpected += right;
    lab.say(`${what.padEnd(40)} ${right} of ${count} refused: ${expected}`);
  }
  const recorded = JSON.stringify({
    ...{ id: lab.unique('delivery'), type: 'user.email-changed', occurredAt: change.receivedAt },
    data: { userId, email: change.email, version: change.version },
  });
  const replay = signed(recorded, secret);
  const replayed = await Promise.all(Array.from({ length: count }, () => knock(recorded, replay)));
  lab.say(
    `${'a recorded delivery, again and again'.padEnd(40)} ${replayed.filter((a) => a === '202').length} of ${count} answered 202: the CRM itself retries so`,
  );
  await lab.pass(30);
  stopWatching?.();

  const user = await known(lab, userId);
  const tried = attacks.length * count;
  lab.promise('what is forged, stale or huge is refused, with its reason', asExpected === tried, `${asExpected} of ${tried}`);
  lab.promise('no address is changed by it', user?.email === change.email, `${userId} is ${user?.email}`);
  lab.promise('nobody is made up', (await known(lab, stranger)) === undefined, 'the unknown user is still unknown');
  lab.promise('replays are applied no second time', user?.applied === 1, `applied ${user?.applied} time after ${count} replays`);
  if (lab.target.events)
    lab.promise(
      'it costs nothing further on',
      sent.length <= 1,
      `${counted(sent.length, 'message')} queued by ${counted(tried + count, 'request')}`,
    );
}

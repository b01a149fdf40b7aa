import { counted } from '../lab/counted.ts';
import type { Answer, Lab } from '../lab/lab.ts';
import { median } from '../lab/median.ts';

/** In cents. */
const OPENING = 100_000;
const AMOUNT = 700;

/** Money that moves while one waits: the answer says that it has moved, and asking again moves nothing. */
export async function transfer(lab: Lab): Promise<void> {
  const { count, kill } = lab.options;
  const [ada, bo] = [await open(lab, OPENING), await open(lab, OPENING)];
  const patient: Answer[] = [];
  for (let n = 0; n < 5; n++) patient.push(await move(lab, 'TransferUrl', ada, bo, AMOUNT, lab.unique('key')));
  const usual = median(patient.map(({ tookMs }) => tookMs));
  const hasty = Math.max(2, usual * 0.6);
  lab.promise(
    'who waits is told that the money has moved',
    patient.every(({ status }) => status === 200),
    `5 of 5 answered 200, after ${usual.toFixed(0)} ms (median)`,
  );

  lab.say(`${count} transfers by someone who waits ${hasty.toFixed(0)} ms for an answer, and then asks again with the same key`);
  let [unheard, askedAgain] = [0, 0];
  for (let n = 0; n < count; n++) {
    const key = lab.unique('key');
    if (kill && n === Math.floor(count / 2) && (await lab.target.killFunction?.('PushpullWallets-TransferFunction')))
      lab.say('a process of Transfer is killed (SIGKILL) in the middle');
    const first = await move(lab, 'TransferUrl', ada, bo, AMOUNT, key, hasty);
    if (first.status === 0) unheard++;
    for (let answer = first; answer.status !== 200; askedAgain++) answer = await move(lab, 'TransferUrl', ada, bo, AMOUNT, key);
  }
  const moved = OPENING - (await balanceOf(lab, ada));
  lab.say(`${unheard} answers came too late to be heard; ${askedAgain} times it was asked again`);
  lab.promise(
    'asking again with the same key moves nothing twice',
    moved === (5 + count) * AMOUNT,
    `${moved / AMOUNT} transfers moved of ${5 + count} wanted`,
  );

  await naive(lab, hasty);
  await bothAtOnce(lab);
  await keyOfAnother(lab, ada, bo);
  const sum = (await balanceOf(lab, ada)) + (await balanceOf(lab, bo));
  lab.promise('the sum stays what it was', sum === 2 * OPENING, `${sum} cents of ${2 * OPENING}`);
}

/** The same caller at an API without keys: shown, not promised. That it goes wrong is what is to be seen. */
async function naive(lab: Lab, hasty: number): Promise<void> {
  const { count } = lab.options;
  const [from, to] = [await open(lab, OPENING), await open(lab, OPENING)];
  for (let n = 0; n < count; n++) {
    const first = await move(lab, 'TransferNaiveUrl', from, to, AMOUNT, undefined, n === 0 ? undefined : hasty);
    for (let answer = first; answer.status !== 200; ) answer = await move(lab, 'TransferNaiveUrl', from, to, AMOUNT);
  }
  const moved = (OPENING - (await balanceOf(lab, from))) / AMOUNT;
  lab.say(
    `the same against an API without keys: ${counted(count, 'transfer was', 'transfers were')} wanted, ${moved} made${moved > count ? `: ${moved - count} paid twice` : ''}`,
  );
}

/** Each alone is possible; all together are not. */
async function bothAtOnce(lab: Lab): Promise<void> {
  const [from, to] = [await open(lab, 1000), await open(lab, 0)];
  const answers = await Promise.all(Array.from({ length: 6 }, () => moveUntilKnown(lab, from, to, AMOUNT)));
  const [yes, no] = [200, 409].map((status) => answers.filter((answer) => answer.status === status).length);
  const [left, got] = [await balanceOf(lab, from), await balanceOf(lab, to)];
  lab.promise(
    'six at once, money for one: one moves',
    yes === 1 && no === 5 && left === 1000 - AMOUNT && got === AMOUNT,
    `${yes} moved, ${no} refused; ${left} and ${got} cents`,
  );
}

async function keyOfAnother(lab: Lab, from: string, to: string): Promise<void> {
  const key = lab.unique('key');
  await moveUntilKnown(lab, from, to, 1, key);
  const { status } = await move(lab, 'TransferUrl', from, to, 2, key);
  lab.promise('a key that was used for another transfer is refused', status === 422, `${status}`);
}

/** Asks with one key until the answer says yes or no: anything else is no answer. */
async function moveUntilKnown(lab: Lab, from: string, to: string, amount: number, key = lab.unique('key')): Promise<Answer> {
  for (;;) {
    const answer = await move(lab, 'TransferUrl', from, to, amount, key);
    if (answer.status !== 0 && answer.status !== 429 && answer.status < 500) return answer;
    await lab.pass(1);
  }
}

const move = (lab: Lab, output: string, from: string, to: string, amount: number, key?: string, timeoutMs?: number): Promise<Answer> =>
  lab.ask(lab.output(output), {
    method: 'POST',
    body: { from, to, amount },
    headers: key ? { 'idempotency-key': key } : {},
    ...(timeoutMs === undefined ? {} : { timeoutMs: Math.round(timeoutMs) }),
  });

async function open(lab: Lab, balance: number): Promise<string> {
  const wallet = lab.unique('wallet');
  const { status, body } = await lab.ask(`${lab.output('WalletUrl')}?wallet=${wallet}&balance=${balance}`, { method: 'POST' });
  if (status !== 200) throw new Error(`The wallet was not opened: ${status} ${JSON.stringify(body)}`);
  return wallet;
}

async function balanceOf(lab: Lab, wallet: string): Promise<number> {
  const { body } = await lab.ask(`${lab.output('WalletUrl')}?wallet=${wallet}`);
  return Number(body.balance);
}

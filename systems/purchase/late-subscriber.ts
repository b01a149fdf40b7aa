import { DescribeReplayCommand, DisableRuleCommand, EnableRuleCommand, StartReplayCommand } from '@aws-sdk/client-eventbridge';
import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { operatorOf } from '../lab/operator.ts';
import { untilRedriven } from '../lab/redrive.ts';
import { type Bought, chooseOrder, confirm, doneFor, fillShelf, ordersWhen, PATIENCE_S, queuesOf } from './orders.ts';

/** Loyalty begins to listen when half the orders are long done: the archive gives it those, the bus the others. */
export async function lateSubscriber(lab: Lab): Promise<void> {
  const { count } = lab.options;
  const { events } = operatorOf(lab);
  const [, bus, rule] = lab.output('LoyaltyRuleArn').split('/');
  const at = { EventBusName: bus, Name: rule };
  await events.send(new DisableRuleCommand(at));
  const shelf = await fillShelf(lab);
  const began = new Date();
  const users = [lab.unique('user'), lab.unique('user')];
  const buy = async (index: number): Promise<Bought> => {
    const order = { ...chooseOrder(lab, shelf, index, { good: true }), user: users[index % users.length] ?? '' };
    const { status } = await confirm(lab, order);
    if (status !== 202) throw new Error(`The order was not taken: ${status}`);
    return order;
  };
  const before: Bought[] = [];
  for (let index = 0; index < Math.ceil(count / 2); index++) before.push(await buy(index));
  await untilRedriven(lab, queuesOf(lab), 'the first orders are confirmed', PATIENCE_S, confirmed(lab, before));
  const none = await pointsOf(lab, users);
  lab.say(
    `${counted(before.length, 'order is', 'orders are')} done; loyalty does not exist yet, and nobody has points (${counted(none.orders, 'order')} counted)`,
  );

  await events.send(new EnableRuleCommand(at));
  const during: Bought[] = [];
  // one order before the replay begins, so that the bus and the archive both have it
  during.push(await buy(before.length));
  await lab.until('loyalty has counted a live order', PATIENCE_S, async () => (await pointsOf(lab, users)).orders === 1);
  const ReplayName = lab.unique('loyalty');
  await events.send(
    new StartReplayCommand({
      ReplayName,
      EventSourceArn: lab.output('OrdersArchiveArn'),
      // events' times have no fractions of seconds
      EventStartTime: new Date(began.getTime() - 1000),
      EventEndTime: new Date(),
      Destination: { Arn: lab.output('OrdersBusArn'), FilterArns: [lab.output('LoyaltyRuleArn')] },
    }),
  );
  lab.say('loyalty is switched on, and the archive is replayed to its rule alone; people go on buying');
  const live = Math.max(1, count - before.length - 1);
  // the rest of the orders, while the payment provider is down and a process of loyalty is killed
  const rest = { ...lab, options: { ...lab.options, count: live } };
  const faults = { party: lab.thirdParties.payment, victim: 'PushpullLoyalty-Award' };
  during.push(...(await loadWithFaults(rest, faults, (index) => buy(before.length + 1 + index))));
  const all = [...before, ...during];
  await lab.until('the replay is through', PATIENCE_S, async () => {
    const { State } = await events.send(new DescribeReplayCommand({ ReplayName }));
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`The replay ended as ${State}`);
    return State === 'COMPLETED';
  });
  await untilRedriven(lab, [...queuesOf(lab), lab.output('LoyaltyQueueUrl')], 'loyalty has counted every order', PATIENCE_S, async () => {
    const { orders } = await pointsOf(lab, users);
    lab.progress(`${orders} of ${all.length} orders counted`);
    return orders >= all.length;
  }).catch(() => undefined);
  const found = await pointsOf(lab, users);
  const due = all.reduce((sum, { price }) => sum + Math.floor(price / 100), 0);
  lab.promise('before it exists, nothing reaches it', none.orders === 0, `${counted(none.orders, 'order')} counted`);
  lab.promise(
    'it catches up while live ones go on',
    found.orders >= all.length,
    `${before.length} old and ${during.length} live orders: ${found.orders} counted`,
  );
  lab.promise(
    'each counts once, though some came twice',
    found.orders === all.length && found.points === due,
    `${found.points} points for ${due} due`,
  );
  const { found: charges } = await untilRedriven(lab, queuesOf(lab), 'the last orders are paid for', PATIENCE_S, async () => {
    const list = doneFor(await lab.thirdParties.payment.list(), all);
    return list.length >= all.length && list;
  });
  lab.promise(
    'the replay reaches nobody else',
    charges.length === all.length,
    `${counted(charges.length, 'charge')} for ${counted(all.length, 'order')}`,
  );
  await events.send(new DisableRuleCommand(at));
}

const confirmed = (lab: Lab, bought: readonly Bought[]) => ordersWhen(lab, bought, ({ status }) => status === 'confirmed');

async function pointsOf(lab: Lab, users: readonly string[]): Promise<{ orders: number; points: number }> {
  const sum = { orders: 0, points: 0 };
  for (const user of users) {
    const { body } = await lab.ask(`${lab.output('PointsUrl')}?user=${user}`);
    sum.orders += Number(body.orders);
    sum.points += Number(body.points);
  }
  return sum;
}

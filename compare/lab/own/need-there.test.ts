import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseArn } from './arn.ts';
import { clientsByRegion } from './clients.ts';
import { needThere } from './need-there.ts';

let emulator: Emulator;
let clients: ReturnType<typeof clientsByRegion>;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  const credentials = { accessKeyId: '000000000000', secretAccessKey: 'local' };
  clients = clientsByRegion({ endpoint: emulator.endpoint, region: 'us-east-1', credentials });
});
afterAll(async () => {
  clients?.stop();
  await emulator?.stop();
});

const look = (service: string, name: string) =>
  needThere(parseArn(`arn:aws:${service}:us-east-1:000000000000:${name}`), clients.of('us-east-1'));

test.each([
  ['sqs', 'gone'],
  ['sns', 'gone'],
  ['lambda', 'function:gone'],
  ['events', 'event-bus/gone'],
])('%s that is not there is named', async (service, name) => {
  await expect(look(service, name)).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(`${service}.*gone`) });
});

test('what is there passes', async () => {
  await expect(look('events', 'event-bus/default')).resolves.toBeUndefined();
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountStore } from '../account-store.ts';
import { accountOf, signUpSchema } from '../sign-up/entrance.ts';
import { signUpAndGoOn } from '../sign-up/in-process.ts';
import { perform } from '../third-parties.ts';

/**
 * Sign-up as a process that lives long, outside Lambda: the same core as the function's. `node functions/signup/in-process/server.ts`
 * prints its address, and how much it still has in mind whenever somebody asks: GET / → {waiting}.
 */
const retryBaseMs = Number(process.env.RETRY_BASE_MS ?? 1_000);
let waiting = 0;

const server = createServer(async (request, response) => {
  const answer = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  try {
    if (request.method === 'GET') return answer(200, { waiting });
    const input = signUpSchema.parse(JSON.parse(await new Response(request as unknown as ReadableStream).text()));
    const account = accountOf(input, 'in-process');
    const { rest } = await signUpAndGoOn(account, { accounts: accountStore, perform, retryBaseMs });
    waiting++;
    void rest.finally(() => waiting--);
    answer(202, { accountId: account.accountId });
  } catch (error) {
    answer(400, { error: { code: 'REFUSED', message: (error as Error).message } });
  }
});

server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
// who started it has gone: nobody would end it
process.stdin.on('end', () => process.exit(0)).resume();

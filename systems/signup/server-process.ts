import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';

/** Real: a busy machine takes its time to start a process. */
const START_S = 30;

const SERVER = fileURLToPath(new URL('../../functions/signup/in-process/server.ts', import.meta.url));

/** Sign-up as a process of this machine, outside Lambda, with the same table and the same third parties. */
export interface ServerProcess {
  url: string;
  /** Steps that its memory still holds. */
  waiting(): Promise<number>;
  /** SIGKILL; resolves when it has gone. */
  kill(): Promise<void>;
}

export async function startServer(lab: Lab): Promise<ServerProcess> {
  const { newsletter, notification } = lab.thirdParties;
  const child = spawn(process.execPath, [SERVER], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      // on AWS, the user's own credentials
      HOME: process.env.HOME,
      ...lab.target.environment,
      ACCOUNTS_TABLE_NAME: lab.output('AccountsTableName'),
      NEWSLETTER_API_URL: newsletter.url,
      NOTIFICATION_API_URL: notification.url,
      RETRY_BASE_MS: String(Math.ceil(1_000 / lab.target.timeScale)),
      POWERTOOLS_DEV: 'false',
    },
  });
  const ended = once(child, 'exit');
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const url = await lab
    .until('the server has started', START_S * lab.target.timeScale, async () => {
      if (child.exitCode !== null) throw new Error('The server ended before it listened');
      return printed.match(/^http:\S+/m)?.[0];
    })
    .catch((error) => {
      child.kill('SIGKILL');
      throw error;
    });
  return {
    url,
    waiting: async () => Number((await lab.ask(url)).body.waiting),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

import { type Emulator, startEmulator } from 'pushpull-emulator';
import { type EmailService, startEmailService } from '../third-party/email/server.ts';
import { EXIT, UserError } from './errors.ts';

export interface LocalStack {
  emulator: Emulator;
  email: EmailService;
  stop(): Promise<void>;
}

/** The embedded stack and the third parties, in this process. Throws UserError (exit code 3) when the port is taken. */
export async function startLocalStack(options: { port: number; timeScale: number; seed: number }): Promise<LocalStack> {
  const emulator = await startEmulator(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new UserError(
      `Port ${options.port} is in use. Stop what listens there, or choose another: --port 4567 (0 takes any free one).`,
      EXIT.portInUse,
    );
  });
  const email = await startEmailService({ port: 0 });
  return {
    emulator,
    email,
    async stop() {
      await emulator.stop();
      await email.stop();
    },
  };
}

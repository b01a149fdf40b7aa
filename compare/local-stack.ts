import { type Emulator, startEmulator } from 'pushpull-emulator';
import { startThirdParties, type ThirdPartiesServer } from '../third-party/server.ts';
import { EXIT, UserError } from './errors.ts';

export interface LocalStack {
  emulator: Emulator;
  thirdParties: ThirdPartiesServer;
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
  const thirdParties = await startThirdParties();
  return {
    emulator,
    thirdParties,
    async stop() {
      await emulator.stop();
      await thirdParties.stop();
    },
  };
}

import type { Hop } from 'pushpull-emulator';
import { deployApp } from '../../compare/deploy.ts';
import type { LabOptions } from '../../systems/lab/lab.ts';
import { runVariant } from '../../systems/run-variant.ts';
import type { System, Walkthrough } from '../../systems/system.ts';
import { embeddedTarget } from '../../targets/embedded.ts';
import { startThirdParties, type ThirdPartiesServer } from '../../third-party/server.ts';

export interface DeployedSystem {
  thirdParties: ThirdPartiesServer;
  /** Walks through a variant; with faults as hard as the issue asks for unless told otherwise. */
  walk(variant: string, options?: Partial<LabOptions>): Promise<Walkthrough>;
  /** Walks through it gently (a few at a time, nothing going wrong), and answers every hop: those that are still on their way join them until `end`. */
  trace(variant: string): Promise<{ walkthrough: Walkthrough; hops: readonly Hop[]; end(): void }>;
  stop(): Promise<void>;
}

/** A third of the requests fail, a third party is down for a minute, a process is killed. */
const HARD: LabOptions = { count: 12, errorRate: 0.3, downSeconds: 60, kill: true, seed: 7 };

/** A system on an embedded stack of its own, on which an hour takes a minute. */
export async function deploySystem(system: System): Promise<DeployedSystem> {
  const target = await embeddedTarget({ port: 0, timeScale: 60, seed: 7 });
  const thirdParties = await startThirdParties();
  const stop = async () => {
    await target.stop();
    await thirdParties.stop();
  };
  try {
    const outputs = await deployApp({ target, thirdPartyUrl: thirdParties.url, stacks: system.stacks, onProgress() {} });
    const walk: DeployedSystem['walk'] = (name, options = {}) => {
      const variant = system.variants.find((candidate) => candidate.name === name);
      if (!variant) throw new Error(`${system.name} has no variant ${name}`);
      return runVariant(system, variant, {
        ...{ target, outputs, thirdParties, options: { ...HARD, ...options } },
        ...{ signal: new AbortController().signal, onStory() {}, onProgress() {} },
      });
    };
    const trace: DeployedSystem['trace'] = async (name) => {
      const hops: Hop[] = [];
      const end = target.events.subscribe((hop) => void hops.push(hop));
      const walkthrough = await walk(name, { count: 2, errorRate: 0, downSeconds: 0, kill: false });
      return { walkthrough, hops, end };
    };
    return { thirdParties, walk, trace, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The promises that were broken, as one reads them: [] when all were kept. */
export const brokenPromises = ({ promises }: Walkthrough): string[] =>
  promises.filter(({ kept }) => !kept).map(({ what, found }) => `${what}: ${found}`);

import type { App } from 'aws-cdk-lib';
import type { BuildAppOptions } from '../../../lib/app.ts';
import { localFetch } from '../../../targets/fetch.ts';
import type { Target } from '../../../targets/target.ts';
import { waitsOf } from '../../../targets/waits.ts';
import { deployApp, type Outputs } from '../../deploy.ts';

/** What every SDK client of the lab is made with. */
export interface LabClients {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
  profile?: string;
}

/** What an experiment does otherwise on one target than on another. */
export interface Place {
  clients: LabClients;
  /** The target's own, in a line each: to be stated beside any figure. */
  settings: string[];
  /** On everything that is deployed, besides the project's own. */
  tags?: Readonly<Record<string, string>>;
  /** Sends the lab's requests to the third parties. */
  call: typeof fetch;
  /** Answers the outputs of what `build` makes. `thirdPartyUrl`: of a server beside us; absent: it is deployed, as a function. */
  deploy(
    build: (options: BuildAppOptions) => Promise<App>,
    thirdPartyUrl: string | undefined,
    onProgress: (line: string) => void,
  ): Promise<Outputs>;
}

/** A target on this machine: the embedded stack, or LocalStack. */
export const localPlace = (target: Target): Place => ({
  clients: {
    region: target.region,
    ...(target.endpoint ? { endpoint: target.endpoint } : {}),
    ...(target.credentials ? { credentials: target.credentials } : {}),
  },
  settings: waitsOf(target),
  call: localFetch,
  deploy: (build, thirdPartyUrl, onProgress) => deployApp({ target, build, onProgress, ...(thirdPartyUrl ? { thirdPartyUrl } : {}) }),
});

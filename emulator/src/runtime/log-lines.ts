import type { FunctionSpec } from './spec.ts';

export interface Report {
  requestId: string;
  durationMs: number;
  billedMs: number;
  maxMemoryMb: number;
  initMs: number | undefined;
  status: 'ok' | 'error' | 'timeout';
}

const two = (ms: number) => ms.toFixed(2);

/** The platform's own log lines: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html */
export function platformLines(spec: FunctionSpec, now: () => number) {
  const json = (type: string, record: object) => JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record });
  const plain = spec.logFormat === 'Text';
  return {
    init: () =>
      plain
        ? `INIT_START Runtime Version: ${spec.runtime}\tRuntime Version ARN: ${runtimeVersionArn(spec.region, spec.runtime)}`
        : json('initStart', {
            initializationType: 'on-demand',
            phase: 'init',
            runtimeVersion: spec.runtime,
            functionName: spec.name,
            functionVersion: spec.version,
          }),
    start: (requestId: string) =>
      plain ? `START RequestId: ${requestId} Version: ${spec.version}` : json('start', { requestId, version: spec.version }),
    timeout: (requestId: string, seconds: string) =>
      plain ? [`${new Date(now()).toISOString()} ${requestId} Task timed out after ${seconds} seconds`] : [],
    end({ requestId, durationMs, billedMs, maxMemoryMb, initMs, status }: Report): string[] {
      const metrics = {
        durationMs: Number(two(durationMs)),
        billedDurationMs: billedMs,
        memorySizeMB: spec.memoryMb,
        maxMemoryUsedMB: maxMemoryMb,
        ...(initMs === undefined ? {} : { initDurationMs: Number(two(initMs)) }),
      };
      if (!plain) return [json('report', { requestId, metrics, status: { ok: 'success', error: 'error', timeout: 'timeout' }[status] })];
      const init = initMs === undefined ? '' : `Init Duration: ${two(initMs)} ms\t`;
      const outcome = status === 'timeout' ? 'Status: timeout' : '';
      return [
        `END RequestId: ${requestId}`,
        `REPORT RequestId: ${requestId}\tDuration: ${two(durationMs)} ms\tBilled Duration: ${billedMs} ms\tMemory Size: ${spec.memoryMb} MB\tMax Memory Used: ${maxMemoryMb} MB\t${init}${outcome}`,
      ];
    },
  };
}

/** AWS identifies the patch level of a runtime by a hash; here the name of the runtime is all there is to tell. */
export function runtimeVersionArn(region: string, runtime: string): string {
  const hash = Buffer.from(runtime.padEnd(32, '.')).toString('hex').slice(0, 64);
  return `arn:aws:lambda:${region}::runtime:${hash}`;
}

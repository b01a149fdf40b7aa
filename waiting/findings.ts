import type { Measure } from './measure.ts';
import type { PoolFull } from './pool.ts';

/** Who waits for the read that is called back when it is done: told from where the process's threads stand, not from what it was asked for. */
export function completedBy({ sight }: Measure): 'pool' | 'io_uring' | 'unknown' {
  if (!sight) return 'unknown';
  if (sight.stands.some((stand) => /^libuv-worker: .*pipe/.test(stand))) return 'pool';
  return sight.holds.includes('io_uring') ? 'io_uring' : 'unknown';
}

/** What was found about io_uring on this machine, in lines for a person. */
export function ringFindings(asked: Measure): string[] {
  const { node, uv } = process.versions;
  const who = `Node ${node}, libuv ${uv}`;
  if (process.platform !== 'linux')
    return [`${who} on ${process.platform}: no io_uring there, and no /proc to look into; readiness is kqueue's on macOS`];
  if (!asked.sight) return [`${who}: /proc does not show the process, so who waited can't be told`];
  if (!asked.sight.holds.includes('io_uring'))
    return [`${who} holds no io_uring: this kernel or sandbox does not let it, or libuv did not ask; a thread of the pool reads`];
  if (completedBy(asked) === 'io_uring')
    return [`${who} with UV_USE_IO_URING=1 has the kernel read by io_uring: no thread stands in the read`];
  return [
    `the kernel lets ${who} have an io_uring (it holds one), but not for the read: with`,
    'UV_USE_IO_URING=1 too, a thread of libuv’s pool stands in it; the ring carries epoll’s changes',
  ];
}

export const poolLine = ({ how, poolSize, reads, sizeFirst }: PoolFull): string => {
  const what =
    how === 'completion' ? `${reads} reads handed over, ${poolSize} threads in the pool` : `${reads} waits for readiness, no thread`;
  return `${what}: a file's size is known ${sizeFirst ? 'at once' : 'only when a read has ended'}`;
};

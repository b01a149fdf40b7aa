import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends the processes of a stack, whole groups of them: what a handler starts (a shell, a browser) belongs to its environment and goes with it.
 * A small shell holds the read end of a pipe from this process. When that pipe ends, because this process was killed before it could
 * end anything, the shell does: also a handler that is busy, and notices nothing itself.
 */
export interface Guard {
  /** `child` was started with `detached`, so its pid is the id of its group. */
  watch(child: ChildProcess): void;
  stop(): Promise<void>;
}

const WATCHMAN = `
trap '' INT TERM HUP
groups=' '
while read -r what group; do
  case $what in
    watch) groups="$groups$group " ;;
    forget) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -KILL -"$group" 2>/dev/null; done
exit 0
`;

export function createGuard(): Guard {
  let shell: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();

  function start(): ChildProcess {
    const watchman = spawn('/bin/sh', ['-c', WATCHMAN], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {}, cwd: '/' });
    gone = new Promise((resolve) => watchman.once('exit', () => resolve()).once('error', () => resolve()));
    watchman.stdin?.on('error', () => {});
    watchman.unref();
    (watchman.stdin as unknown as { unref?(): void } | null)?.unref?.();
    return watchman;
  }

  const tell = (text: string) => void (shell?.stdin?.writable && shell.stdin.write(`${text}\n`));

  return {
    watch(child) {
      const { pid } = child;
      if (pid === undefined) return;
      shell ??= start();
      tell(`watch ${pid}`);
      child.once('exit', () => {
        killGroup(child);
        tell(`forget ${pid}`);
      });
    },
    async stop() {
      shell?.ref();
      shell?.stdin?.end();
      await gone;
    },
  };
}

/** Kills a process that leads a group, and with it whatever it has started that is still there. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of the group has gone.
  }
}

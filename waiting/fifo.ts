import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A named pipe, which is never without a writer while this lives. */
export interface Fifo {
  path: string;
  write(text: string): void;
  remove(): void;
}

export function makeFifo(): Fifo {
  const folder = mkdtempSync(join(tmpdir(), 'pushpull-waiting-'));
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  // for both, so that neither this open nor the reader's waits for the other
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  return {
    path,
    write: (text) => void writeSync(fd, text),
    remove() {
      closeSync(fd);
      rmSync(folder, { recursive: true });
    },
  };
}

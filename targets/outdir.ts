import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one synthesis, gone with this process at the latest: an assembly with its assets is tens of megabytes, and CDK leaves it. */
export function temporaryOutdir(): { outdir: string; remove(): void } {
  const outdir = mkdtempSync(join(tmpdir(), 'pushpull-cdk-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(outdir, { recursive: true, force: true });
  };
  process.on('exit', remove);
  return { outdir, remove };
}

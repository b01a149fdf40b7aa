import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Set-up of every run of tests: it has a folder of its own for temporary files, which goes with it. Processes that a test kills, and CDK's
 * apps in tests, could not remove what they put there.
 */
export default function ownTemp(): () => void {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'pushpull-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

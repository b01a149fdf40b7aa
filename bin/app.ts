import { buildApp } from '../lib/app.ts';
import { isLoopback, leaks } from '../targets/guard.ts';

const found = leaks(process.env);
if (found.length > 0) {
  console.error(`AWS_ENDPOINT_URL=${process.env.AWS_ENDPOINT_URL} is on this machine, but not all requests would go there:`);
  for (const leak of found) console.error(`  - ${leak}`);
  console.error('Nothing is synthesised or deployed. Unset these, or use `npx pushpull deploy`, which lets none of them in.');
  process.exit(1);
}

// Defaults that -c overrides. On this machine anyone may call the URLs, as fast as they like; in an account, its own signed requests
// may, up to some tens at once: an open URL without a limit is an open bill.
const local = isLoopback(process.env.AWS_ENDPOINT_URL ?? '');
const app = await buildApp({ context: local ? { urlAuth: 'none' } : { urlConcurrency: 20 } });
app.synth();

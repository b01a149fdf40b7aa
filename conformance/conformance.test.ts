import { startEmbedded } from './embedded.ts';
import { testSuite } from './suite-tests.ts';

testSuite(
  'embedded',
  async () => {
    const { targetOf, stop } = await startEmbedded();
    return { target: targetOf, stop };
  },
  // a busy machine is no failure
  { patienceMs: 120_000 },
);

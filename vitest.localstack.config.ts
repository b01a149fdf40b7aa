import { defineConfig } from 'vitest/config';

/** `npm run test:localstack`: tests that start the real LocalStack. They fail where it cannot be installed; they never skip. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/own-temp.ts',
    include: ['{localstack,conformance,test}/**/*.e2e.ts'],
    testTimeout: 600_000,
    // the first time LocalStack is installed, which takes minutes
    hookTimeout: 900_000,
    // one after the other: each has a LocalStack of its own
    fileParallelism: false,
  },
});

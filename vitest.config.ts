import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/own-temp.ts',
    include: [
      '{bin,conformance,lib,localstack,targets,functions,third-party,compare,emulator,scripts,systems,test,workers,examples}/**/*.test.ts',
    ],
    // generous, since a busy machine is no failure: nothing here is a timed test
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{bin,conformance,lib,localstack,targets,functions,third-party,compare,emulator,scripts,systems,test,workers,examples}/**/*.test.ts',
    ],
    // generous, since a busy machine is no failure: nothing here is a timed test
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
  },
});

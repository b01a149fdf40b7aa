import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bin,conformance,lib,functions,third-party,compare,emulator,scripts,test}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

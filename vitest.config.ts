import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{bin,conformance,lib,localstack,targets,functions,third-party,compare,emulator,scripts,systems,test,workers,examples}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

#!/usr/bin/env node
// Runs on any Node, to say so where it is one that cannot run the rest: Node runs TypeScript itself from 24 on.
const NEEDED = 24;
const found = process.versions.node;

/** @param {string} text */
function end(text) {
  console.error(text);
  process.exitCode = 1;
}

if (Number.parseInt(found, 10) < NEEDED)
  end(
    `pushpull needs Node ${NEEDED} or later, and this is ${found} (${process.execPath}). ` +
      'The right one comes with npm ci, and npm finds it: npx pushpull, or npm start.',
  );
else
  await import('./pushpull.ts').catch((error) => {
    const missing = /Cannot find package '([^']+)'/.exec(error?.message ?? '')?.[1];
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || missing === undefined) throw error;
    end(`The package ${missing} is not installed. Run npm ci first.`);
  });

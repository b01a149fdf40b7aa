#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// a third off the start-up: what was compiled once (and stripped of its types) is kept in the system's folder for temporary files
enableCompileCache();
await import('./program.ts');

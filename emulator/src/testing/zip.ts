/** Packs a function's files for a test. */
export { zip } from '../services/lambda/zip.ts';

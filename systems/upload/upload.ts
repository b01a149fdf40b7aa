import type { System } from '../system.ts';
import { abandoned } from './abandoned.ts';
import { chunks } from './chunks.ts';
import { direct } from './direct.ts';
import { hostile } from './hostile.ts';
import { parallel } from './parallel.ts';
import { single } from './single.ts';

/** A large file over a bad line; `--count` is its size in MiB. */
export const upload: System = {
  name: 'upload',
  title: 'Upload an image',
  question: 'What must be sent again when the line is cut, and what may one believe of what arrives? (--count: MiB of the file)',
  stacks: ['PushpullUploads'],
  variants: [
    { name: 'single', title: 'one large request', run: single },
    { name: 'chunks', title: 'chunks through the function, over a line that is cut again and again', run: chunks },
    { name: 'parallel', title: 'two senders of one upload, parts in any order', run: parallel },
    { name: 'direct', title: 'parts by signed links, to the bucket directly', run: direct },
    { name: 'abandoned', title: 'nobody ends it', run: abandoned },
    { name: 'hostile', title: 'files that lie', run: hostile },
  ],
};

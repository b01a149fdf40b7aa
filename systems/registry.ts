import { photosPage } from './photos-page/photos-page.ts';
import { purchase } from './purchase/purchase.ts';
import { share } from './share/share.ts';
import { signup } from './signup/signup.ts';
import type { System } from './system.ts';
import { upload } from './upload/upload.ts';
import { waiting } from './waiting/waiting.ts';
import { webhooks } from './webhooks/webhooks.ts';

/** Every system that `pushpull run` knows; a new one is a folder beside these and a line here. */
export const SYSTEMS: readonly System[] = [photosPage, purchase, share, signup, upload, waiting, webhooks];

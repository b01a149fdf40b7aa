import { appSuite } from './support/app-suite.ts';
import { localstackPlace } from './support/places.ts';

// the same tests as on the embedded stack, on the real LocalStack
appSuite(localstackPlace);

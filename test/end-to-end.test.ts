import { appSuite } from './support/app-suite.ts';
import { embeddedPlace } from './support/places.ts';

appSuite(embeddedPlace);

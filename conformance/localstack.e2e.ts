import { LOCALSTACK_PATIENCE_MS, startRealLocalStack } from './localstack.ts';
import { testSuite } from './suite-tests.ts';

// installs LocalStack on the first run; where that cannot be, the tests fail
testSuite('localstack', () => startRealLocalStack({ onProgress: (line) => console.log(line) }), { patienceMs: LOCALSTACK_PATIENCE_MS });

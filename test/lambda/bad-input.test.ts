import { checkBadInput } from './support/check-bad-input';

test('what is tampered with is answered clearly, and changes nothing of somebody else\'s', async () => checkBadInput(800), 120_000);

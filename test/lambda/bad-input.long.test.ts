import { checkBadInput } from './support/check-bad-input';

test('what is tampered with is answered clearly, and changes nothing of somebody else\'s', async () => checkBadInput(40_000), 3_600_000);

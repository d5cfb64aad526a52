import { checkBadInput } from './support/check-bad-input';

// Of more, the 25,059th is a memo of the waiter without what a distribution's step needs. It is answered, as a defect of the library.
test('what is tampered with is answered clearly, and changes nothing of somebody else\'s', async () => checkBadInput(20_000), 3_600_000);

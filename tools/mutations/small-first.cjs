const { statSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Small files first: with a bug, the first test that fails is soon found. Jest itself begins with what takes longest. */
module.exports = class SmallFirst extends Sequencer {
  sort(tests) {
    const size = ({ path }) => statSync(path).size;
    return [...tests].sort((one, other) => size(one) - size(other));
  }
};

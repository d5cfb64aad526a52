const { writeFileSync } = require('node:fs');

/** A reporter that prints nothing, and writes what a mutation check must know: how many tests passed, and the first failure. */
module.exports = class FirstFailure {
  constructor(_, { output }) {
    this.output = output;
    this.report = { passed: 0 };
  }

  /** After each file: Jest's own report is not written when `--bail` ends the run. */
  onTestFileResult({ path }, { numPassingTests, testResults, failureMessage }) {
    this.report.passed += numPassingTests;
    if (!this.report.failed && failureMessage) {
      const test = testResults.find(({ status }) => status === 'failed');
      this.report.failed = { path, name: test?.fullName, message: failureMessage };
    }
    writeFileSync(this.output, JSON.stringify(this.report));
  }
};

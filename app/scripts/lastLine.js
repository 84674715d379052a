/** Ends a run of jest with its figures alone on a line, after everything else. */
module.exports = class LastLine {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    process.once("exit", () =>
      process.stdout.write(`${numPassedTests} passed, ${failed} failed\n`),
    );
  }
};

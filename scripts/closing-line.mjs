/**
 * Prints `N passed, N failed, N skipped`, summed over jest's `--json` files: `node scripts/closing-line.mjs <file>...`.
 * A run that left no file counts as one failure, and so does a test file that could not be loaded.
 */
import { readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  let run;
  try {
    run = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`${file}: this run came to no result.`);
    sum.failed += 1;
    continue;
  }
  sum.passed += run.numPassedTests;
  sum.failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
  sum.skipped += run.numPendingTests + run.numTodoTests;
}
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

#!/usr/bin/env node
import { runCommandLine } from './command-line';

void runCommandLine(process.argv.slice(2)).then((code) => {
  // Not process.exit: what was written to a pipe must still be read.
  process.exitCode = code;
});

#!/usr/bin/env node
import { runCommandLine } from './command-line';

const lettingGoMs = 1000;

void runCommandLine(process.argv.slice(2)).then((code) => {
  // Not process.exit at once: what was written to a pipe must still be read. But gRPC never lets go of a connection to a
  // server that says nothing, and a finished command must end.
  process.exitCode = code;
  setTimeout(() => process.exit(code), lettingGoMs).unref();
});

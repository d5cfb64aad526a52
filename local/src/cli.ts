#!/usr/bin/env node
import { runCli } from './cli/run-cli';

// Whoever reads the output may stop reading (`status | head`): the command goes on, and what it does is kept.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// The exit code is set, not forced: what was written to a pipe has to get there.
void runCli(process.argv.slice(2), { out: process.stdout, err: process.stderr, env: process.env }).then((code) => {
  process.exitCode = code;
});

import { runCli } from './cli/run-cli';

// The exit code is set, not forced: what was written to a pipe has to get there.
void runCli(process.argv.slice(2), { out: process.stdout, err: process.stderr, env: process.env }).then((code) => {
  process.exitCode = code;
});

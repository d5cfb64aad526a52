/**
 * The program in a function's process: a small Lambda runtime for Node.js, on virtual time and without a network.
 * Started as `node main.cjs <virtual time>`.
 */
import { Control } from './control';
import { installClock } from './install-clock';
import { installLogs } from './install-logs';
import { Network } from './install-network';
import { installTimers } from './install-timers';
import { MissingModules } from './missing-module';
import { runHandler } from './run-handler';
import { Timers } from './timers';

const control = new Control(Number(process.argv[2]));
const timers = new Timers(control);
const network = new Network(control, timers);
control.isWaiting = () => timers.hasReferenced() || network.hasReferenced();
installClock(control);
installTimers(timers);
network.install();
installLogs(control);
process.argv.length = 1;

const missing = new MissingModules(control);
missing.install();

void runHandler(control, missing);

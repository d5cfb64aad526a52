import { advance } from './advance';
import type { Command } from './command';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { serve } from './serve';
import { status } from './status';

export const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({ deploy, destroy, advance, status, serve }));

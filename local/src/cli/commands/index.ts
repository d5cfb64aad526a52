import { advance } from './advance';
import type { Command } from './command';
import { deploy } from './deploy';
import { destroy } from './destroy';
import { measure } from './measure';
import { messages } from './messages';
import { serve } from './serve';
import { status } from './status';
import { verify } from './verify';

export const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({ deploy, destroy, advance, status, messages, measure, verify, serve }));

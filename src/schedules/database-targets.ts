import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { DatabaseScheduleOptions } from './database-schedule-options';
import type { ScheduleRequest, ScheduleTarget } from './schedule-contract';
import { checkTargetTags } from './target-tags';
import { checkEnvironment } from '../private/environment-checks';
import { refuse } from '../private/refuse';
import { resourceNameOf } from '../private/resource-name';

/** Which databases a schedule is for: named in exactly one way. */
export function databaseTargets(scope: IConstruct, props: DatabaseScheduleOptions): Pick<ScheduleRequest, 'Targets' | 'TargetTags'> {
  const given = [props.database && 'database', props.databases && 'databases', props.databasesByTag && 'databasesByTag'].filter((name) => name !== undefined);
  if (given.length !== 1) {
    refuse(scope, {
      got: given.length === 0 ? 'neither database, databases nor databasesByTag' : given.join(' and '),
      expected: 'exactly one of database, databases and databasesByTag',
      fix: 'pass one of them; make a second schedule for the others',
    });
  }
  if (props.databasesByTag) {
    checkTargetTags(scope, 'databasesByTag', props.databasesByTag);
    return { Targets: [], TargetTags: [{ Kind: 'database', Tags: props.databasesByTag }] };
  }
  const databases = props.databases ?? (props.database ? [props.database] : []);
  const targets = databases.map((database): ScheduleTarget => {
    checkEnvironment(scope, database);
    return { Kind: 'database', Name: resourceNameOf(database, database?.databaseRef?.relationalDatabaseName, 'database') };
  });
  checkTargets(scope, props.database ? 'database' : 'databases', targets);
  return { Targets: targets, TargetTags: [] };
}

/** A schedule's input has room for 256 KB, and so has the waiter's. */
const MAX_TARGETS = 500;

/** An empty list is as wrong as the same twice. */
export function checkTargets(scope: IConstruct, prop: string, targets: readonly ScheduleTarget[]): void {
  if (targets.length === 0) {
    refuse(scope, { got: `an empty list as ${prop}`, expected: 'at least one', fix: 'pass the targets of the schedule, or remove the schedule' });
  }
  if (targets.length > MAX_TARGETS) {
    refuse(scope, { got: `${targets.length} as ${prop}`, expected: `at most ${MAX_TARGETS}`, fix: 'make a second schedule for the others, or find them by tag' });
  }
  const names = targets.map(({ Kind, Name }) => `${Kind} ${nameText(scope, Name)}`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) refuse(scope, { got: `the ${twice} twice in ${prop}`, expected: 'each once', fix: 'remove one of them' });
}

/** The same L1 is the same token. */
function nameText(scope: IConstruct, name: string): string {
  return Token.isUnresolved(name) ? JSON.stringify(Stack.of(scope).resolve(name)) : `'${name}'`;
}

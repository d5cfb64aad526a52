import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { type Define, REGION, type TestCloud } from './test-cloud';
import { Database, DatabaseSnapshot, type DatabaseSnapshotProps, Instance, InstanceSnapshot, type InstanceSnapshotProps } from '../../../src';
import { SnapshotResourceType } from '../../../src/snapshots/snapshot-contract';

export const DATABASE = 'shop-db';
export const INSTANCE = 'shop-web';
export const DATABASE_SNAPSHOT = SnapshotResourceType.DATABASE;
export const INSTANCE_SNAPSHOT = SnapshotResourceType.INSTANCE;

/** What the snapshots of these stacks are taken of: made outside of any stack. */
export function seedSources({ cloud: { lightsail } }: TestCloud): void {
  lightsail.seedDatabase(REGION, DATABASE);
  lightsail.seedInstance(REGION, INSTANCE);
}

/** A stack with a snapshot of the database. */
export function databaseSnapshot(props: Partial<DatabaseSnapshotProps> = {}): Define {
  return (stack) => {
    addDatabaseSnapshot(stack, props);
  };
}

export function addDatabaseSnapshot(stack: Stack, props: Partial<DatabaseSnapshotProps> = {}): DatabaseSnapshot {
  return new DatabaseSnapshot(stack, 'Release', { database: Database.fromDatabaseName(stack, 'Database', DATABASE), ...props });
}

/** The other snapshot of a stack: of the instance, which Lightsail takes at the same time. */
export function addInstanceSnapshot(stack: Stack, props: Partial<InstanceSnapshotProps> = {}): InstanceSnapshot {
  return new InstanceSnapshot(stack, 'Other', { instance: Instance.fromInstanceName(stack, 'Instance', INSTANCE), ...props });
}

export const DESTROY = { removalPolicy: RemovalPolicy.DESTROY };

/** Chooses CloudFormation's requests of a type, for `deliverTwice`. */
export function requestOf(type: 'Create' | 'Update' | 'Delete', resourceType: string = DATABASE_SNAPSHOT) {
  return (_functionName: string, payload: unknown): boolean => typeof payload === 'object' && payload !== null
    && 'RequestType' in payload && payload.RequestType === type && 'ResourceType' in payload && payload.ResourceType === resourceType;
}

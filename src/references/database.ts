import type { aws_lightsail as lightsail } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { NamedReference } from './named-reference';

/**
 * A Lightsail database that exists already.
 */
export class Database {
  /**
   * Refers to a database by its name, in the stack's account and region.
   *
   * Its ARN ends in a UUID that cannot be derived from the name: `databaseArn` of the reference is the pattern of any database.
   *
   * @param scope the parent
   * @param id the construct's id
   * @param databaseName the name; may be a token
   */
  static fromDatabaseName(scope: Construct, id: string, databaseName: string): lightsail.IDatabaseRef {
    class Import extends NamedReference implements lightsail.IDatabaseRef {
      readonly databaseRef: lightsail.DatabaseReference = { relationalDatabaseName: databaseName, databaseArn: this.anyArn };
    }
    return new Import(scope, id, { type: 'RelationalDatabase', prop: 'databaseName', name: databaseName });
  }

  private constructor() {}
}

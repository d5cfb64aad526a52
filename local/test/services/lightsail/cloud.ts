import { checkOutput } from './output-check';
import { Account } from '../../../src/core/account';
import { ServiceError } from '../../../src/core/service';
import { Lightsail, type LightsailOptions } from '../../../src/services/lightsail/lightsail';
import type { Input, Output } from '../../../src/services/lightsail/request';

export const REGION = 'eu-central-1';
export const START = Date.UTC(2026, 0, 1);
export const MINUTE = 60_000;

/** An account with Lightsail in it, and calls by whoever owns it. Every answer has to be one that the API's model allows. */
export class Cloud {
  readonly account = new Account({ id: '123456789012', now: START });
  readonly lightsail: Lightsail;

  constructor(options: LightsailOptions = {}) {
    this.lightsail = new Lightsail(this.account, options);
  }

  async call(operation: string, input: Input = {}, region = REGION): Promise<Output> {
    const { output } = await this.account.call({ service: 'lightsail', region, operation, input, caller: this.account.root });
    checkOutput(operation, output);
    return output;
  }

  /** The error that a call ends with. */
  async refusal(operation: string, input: Input = {}, region = REGION): Promise<ServiceError> {
    try {
      await this.call(operation, input, region);
    } catch (error) {
      if (error instanceof ServiceError) return error;
      throw error;
    }
    throw new Error(`${operation} was not refused.`);
  }

  async advance(milliseconds: number): Promise<void> {
    await this.account.clock.advance(milliseconds);
  }

  state(name: string, region = REGION): string | undefined {
    return this.lightsail.inventory(region).find((item) => item.name === name)?.state;
  }
}

export interface OperationOutput {
  readonly id: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly operationType: string;
  readonly operationDetails?: string;
  readonly status: string;
  readonly isTerminal: boolean;
  readonly createdAt: Date;
  readonly errorCode?: string;
  readonly errorDetails?: string;
}

export function operations(output: Output): OperationOutput[] {
  return output.operations as OperationOutput[];
}

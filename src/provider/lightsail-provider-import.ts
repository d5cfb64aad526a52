import type { LightsailFamily } from './family';

/**
 * What is known of a provider that another stack or app deployed.
 */
export interface LightsailProviderImportOptions {
  /**
   * The families that it has the permissions of: its own `families`. A construct of another family is rejected at synthesis.
   * Without the list, such a construct fails when it is deployed, and a schedule when it first runs.
   *
   * @default - not known; nothing is checked
   */
  readonly families?: LightsailFamily[];
}

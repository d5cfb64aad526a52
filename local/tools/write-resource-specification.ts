/**
 * Writes down what CloudFormation has, by the specification that the CDK is made from. To be run after a new version of
 * `@aws-cdk/aws-service-spec`, or when the local cloud gets a new service: `npm run specification -w local`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resourceSpecification, servicesOf } from './resource-specification';
import { Cloud } from '../src/cloud';

const codeFolder = mkdtempSync(path.join(tmpdir(), 'specification-'));
const { account } = new Cloud({ codeFolder });
const file = path.join(__dirname, '../src/services/cloudformation/specification/resource-types.json');
writeFileSync(file, resourceSpecification(servicesOf(account.resourceTypes.keys())));
rmSync(codeFolder, { recursive: true });

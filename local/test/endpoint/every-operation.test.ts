import { LocalCloud } from '../../src';
import { Cloud } from '../../src/cloud';
import { CLIENTS, servedOperations } from '../../tools/served-operations';

/** What a client puts into a path: without it, it sends nothing. */
const LABELS = {
  Bucket: 'a-bucket', Key: 'a-key', UploadId: 'an-upload', FunctionName: 'a-function', CopySource: 'a-bucket/a-key', Delete: { Objects: [{ Key: 'a' }] }, Body: '',
};
/** Not an answer of the service: a defect of the local cloud, or something that the client cannot read. */
const DEFECTS = ['InternalFailure', 'NotImplemented', 'UnknownError', 'Error', 'TypeError', 'SyntaxError', 'RangeError'];

interface Client {
  send(command: object): Promise<unknown>;
  destroy(): void;
}

let cloud: LocalCloud;
beforeAll(async () => { cloud = await LocalCloud.start(); });
afterAll(() => cloud.stop());

test.each(Object.keys(CLIENTS))('each served operation of %s answers its npm client', async (service) => {
  const { environment } = await cloud.serve();
  const module = jest.requireActual<Record<string, new (options: object) => object>>(`@aws-sdk/client-${CLIENTS[service]}`);
  const name = Object.keys(module).find((member) => /^[A-Z]\w+Client$/.test(member) && member !== '__Client') ?? '';
  const client = new module[name]({
    endpoint: environment.AWS_ENDPOINT_URL,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: environment.AWS_ACCESS_KEY_ID, secretAccessKey: environment.AWS_SECRET_ACCESS_KEY },
  }) as Client;
  const bad: string[] = [];
  const engine = new Cloud({ codeFolder: '/nowhere', state: { id: '123456789012', now: 0 } });
  for (const operation of await servedOperations(engine.account, service)) {
    const answer = await client.send(new module[`${operation}Command`]({ ...LABELS, ...operation === 'UploadPart' && { PartNumber: 1 } })).then(() => 'a result', (error: Error) => error.name);
    if (DEFECTS.includes(answer)) bad.push(`${operation}: ${answer}`);
  }
  client.destroy();
  await engine.close();
  expect(bad).toEqual([]);
});

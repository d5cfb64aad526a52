import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestCloud } from './cloud';
import { canRun } from '../../tools/can-run';

let cloud: TestCloud;
beforeAll(() => { cloud = new TestCloud(); });
afterEach(() => cloud.account.defects.assertNone());
afterAll(() => cloud.close());

/** Without Python there is nothing to test, and whoever runs the tests is told. */
function testWithPython(name: string, work: () => Promise<void>, module = 'sys'): void {
  test(name, async () => {
    if (!await canRun('python3', '-c', `import ${module}`)) return console.warn(`skipped: ${module === 'sys' ? 'there is no python3' : `python3 has no ${module}`}`);
    await work();
  }, 60_000);
}

const python = (name: string, code: string, properties = {}) => cloud.function(name, { 'index.py': code }, { Runtime: 'python3.13', ...properties });

testWithPython('a handler gets its event and its context, and answers', async () => {
  await python('greet', `
import os
def handler(event, context):
    return {'hello': event['name'], 'function': context.function_name, 'left': context.get_remaining_time_in_millis(), 'region': os.environ['AWS_REGION']}
`);
  expect(await cloud.invoke('greet', { name: 'Äda' })).toEqual({ payload: { hello: 'Äda', function: 'greet', left: 3000, region: 'eu-central-1' }, error: undefined });
});

testWithPython('time is virtual, and passes while a function sleeps', async () => {
  await python('sleeper', `
import datetime, os, tempfile, time
def handler(event, context):
    before = time.time()
    time.sleep(250)
    assert isinstance(datetime.datetime.now(), datetime.datetime) and isinstance(datetime.datetime.utcnow(), datetime.date)
    with open(os.path.join(tempfile.mkdtemp(), 'file'), 'w') as file: pass
    age = time.time() - os.stat(file.name).st_mtime
    assert -10 < age <= 0, age
    return [before * 1000, datetime.datetime.utcnow().isoformat(), datetime.datetime.now(datetime.timezone.utc).isoformat(), time.strftime('%H:%M:%S'), str(datetime.date.today())]
`, { Timeout: 300 });
  const start = cloud.account.clock.now();
  const end = new Date(start + 250_000).toISOString().slice(0, 19);
  expect(await cloud.invoke('sleeper')).toEqual({ payload: [start, end, `${end}+00:00`, end.slice(11), end.slice(0, 10)], error: undefined });
  expect(cloud.account.clock.now()).toBe(start + 250_000);
});

testWithPython('threads sleep side by side', async () => {
  await python('threads', `
import threading, time
def handler(event, context):
    woken = []
    def nap(seconds):
        time.sleep(seconds)
        woken.append([seconds, time.time()])
    threads = [threading.Thread(target=nap, args=[seconds]) for seconds in (30, 10, 20)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return woken
`, { Timeout: 60 });
  const start = cloud.account.clock.now() / 1000;
  expect((await cloud.invoke('threads')).payload).toEqual([10, 20, 30].map((seconds) => [seconds, start + seconds]));
});

testWithPython('a function that takes too long is stopped, and its environment is not used again', async () => {
  await python('slow', `
import time
calls = 0
def handler(event, context):
    global calls
    calls += 1
    if event.get('wait'): time.sleep(60)
    return calls
`);
  expect((await cloud.invoke('slow')).payload).toBe(1);
  expect((await cloud.invoke('slow')).payload).toBe(2);
  expect((await cloud.invoke('slow', { wait: true })).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
  expect((await cloud.invoke('slow')).payload).toBe(1);
});

testWithPython('errors have the runtime\'s form, and are in the log', async () => {
  await python('broken', 'def handler(event, context):\n    raise ValueError("not today")\n');
  expect(await cloud.invoke('broken')).toEqual({
    payload: { errorType: 'ValueError', errorMessage: 'not today', requestId: expect.any(String), stackTrace: [expect.stringContaining('index.py", line 2, in handler')] },
    error: 'Unhandled',
  });
  expect(cloud.lambda.logs('broken').join('\n')).toContain('[ERROR] ValueError: not today\nTraceback (most recent call last):');
  await python('misnamed', 'def other(event, context): pass');
  expect((await cloud.invoke('misnamed')).payload).toMatchObject({ errorType: 'Runtime.HandlerNotFound', errorMessage: 'Handler \'handler\' missing on module \'index\'' });
  await python('importing', 'import nothing_of_that_name');
  expect((await cloud.invoke('importing')).payload).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  await python('leaving', 'import os\ndef handler(event, context):\n    os._exit(3)');
  expect((await cloud.invoke('leaving')).payload).toMatchObject({ errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') });
  await python('unwritable', 'def handler(event, context):\n    return {1, 2}');
  expect((await cloud.invoke('unwritable')).payload).toMatchObject({ errorType: 'Runtime.MarshalError' });
});

testWithPython('prints and records are in the log, before the answer', async () => {
  await python('talker', `
import logging, subprocess, sys
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    print('printed')
    subprocess.check_call([sys.executable, '-c', 'import time; print(int(time.time()))'])
    logging.info('recorded')
`);
  const now = cloud.account.clock.now();
  await cloud.invoke('talker');
  expect(cloud.lambda.logs('talker')).toEqual(['printed', String(now / 1000), expect.stringMatching(`^\\[INFO\\]\t${new Date(now).toISOString()}\t\\S+\trecorded$`)]);
});

testWithPython('no connection leaves the machine', async () => {
  await python('caller', `
import urllib.request
def handler(event, context):
    try:
        urllib.request.urlopen('https://example.com/')
    except OSError as error:
        return type(error).__name__
`);
  expect((await cloud.invoke('caller')).payload).toBe('RemoteDisconnected');
  expect(cloud.account.defects.take().map(({ message }) => message)).toEqual([expect.stringContaining('the host example.com:443')]);
});

testWithPython('boto3 calls the account with the function\'s role', async () => {
  await python('identity', 'import boto3\ndef handler(event, context):\n    return boto3.client("sts").get_caller_identity()["Arn"]');
  expect((await cloud.invoke('identity')).payload).toBe('arn:aws:sts::123456789012:assumed-role/identity-role/identity');
}, 'boto3');

testWithPython('layers are at /opt: modules, files and programs', async () => {
  const files = path.join(cloud.folder, 'layer');
  mkdirSync(path.join(files, 'python'), { recursive: true });
  mkdirSync(path.join(files, 'tool'));
  writeFileSync(path.join(files, 'python', 'shared.py'), 'WORD = "shared"');
  writeFileSync(path.join(files, 'tool', 'run'), '#!/var/lang/bin/python\nimport sys, beside\nprint(sys.argv[1], beside.WORD, flush=True)\n');
  writeFileSync(path.join(files, 'tool', 'beside.py'), 'WORD = "beside"');
  const { physicalId } = await cloud.create('AWS::Lambda::LayerVersion', 'layer', { Content: { S3Bucket: 'assets', S3Key: 'layer' } });
  await python('layered', `
import os, pathlib, subprocess, sys, shared
sys.path.append('/opt/tool')
import beside
def handler(event, context):
    said = subprocess.check_output(['/opt/tool/run', 'hello'], text=True)
    return [shared.WORD, beside.WORD, said, os.path.exists('/opt/tool/none'), sorted(os.listdir('/opt/tool')), pathlib.Path('/opt/python/shared.py').read_text()]
`, { Layers: [physicalId] });
  expect((await cloud.invoke('layered')).payload).toEqual(['shared', 'beside', 'hello beside\n', false, ['beside.py', 'run'], 'WORD = "shared"']);
});

"""The runtime's loop: load the handler, then event after event, until the process is killed."""
import _thread
import importlib
import json
import logging
import os
import signal
import sys
import time
import traceback
from http.client import HTTPConnection

from local_cloud_runtime import layers, network

# Packages that Lambda's runtime has on board.
_ON_BOARD = ('boto3', 'botocore', 's3transfer')


class Runtime:
    """The client of the Runtime API."""

    def __init__(self):
        self.connection = HTTPConnection(os.environ['AWS_LAMBDA_RUNTIME_API'])

    def next(self):
        return self._request('GET', 'invocation/next')

    def succeed(self, request_id, result):
        self._request('POST', f'invocation/{request_id}/response', result)

    def fail(self, request_id, error):
        self._request('POST', f'invocation/{request_id}/error', json.dumps(error))

    def fail_to_start(self, error):
        self._request('POST', 'init/error', json.dumps(error))

    def _request(self, method, path, body=None):
        self.connection.request(method, f'/2018-06-01/runtime/{path}', None if body is None else body.encode())
        response = self.connection.getresponse()
        return response.headers, response.read().decode()


class Context:
    """What handlers get beside the event."""

    def __init__(self, headers):
        self._deadline = int(headers['lambda-runtime-deadline-ms'])
        self.aws_request_id = headers['lambda-runtime-aws-request-id']
        self.invoked_function_arn = headers['lambda-runtime-invoked-function-arn']
        self.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        self.function_version = os.environ['AWS_LAMBDA_FUNCTION_VERSION']
        self.memory_limit_in_mb = os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
        self.log_group_name = os.environ['AWS_LAMBDA_LOG_GROUP_NAME']
        self.log_stream_name = os.environ['AWS_LAMBDA_LOG_STREAM_NAME']
        self.client_context = None
        self.identity = None

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class LogHandler(logging.Handler):
    """Lambda's own: each record is a line with level, time and request."""

    request_id = ''

    def emit(self, record):
        text = self.format(record)
        moment = time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))
        sys.stdout.write(f'[{record.levelname}]\t{moment}.{int(record.msecs):03d}Z\t{self.request_id}\t{text}\n')


class Unanswerable(Exception):
    """A failure that the runtime itself names."""

    def __init__(self, error_type, message):
        super().__init__(message)
        self.error_type = error_type


def load(name):
    module_name, _, function = name.rpartition('.')
    if not module_name:
        raise Unanswerable('Runtime.MalformedHandlerName', f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)")
    try:
        module = importlib.import_module(module_name.replace('/', '.'))
    except ImportError as error:
        traceback.print_exc()
        if error.name in _ON_BOARD:
            network.ask('lacks', error.name)
        raise Unanswerable('Runtime.ImportModuleError', f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        raise Unanswerable('Runtime.UserCodeSyntaxError', f"Syntax error in module '{module_name}': {error}") from error
    if not hasattr(module, function):
        raise Unanswerable('Runtime.HandlerNotFound', f"Handler '{function}' missing on module '{module_name}'")
    return getattr(module, function)


def described(error, request_id=''):
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    error_type = getattr(error, 'error_type', type(error).__name__) if isinstance(error, Unanswerable) else type(error).__name__
    return {'errorMessage': str(error), 'errorType': error_type, 'requestId': request_id, 'stackTrace': traceback.format_list(frames)}


def told(error):
    print(f"[ERROR] {error['errorType']}: {error['errorMessage']}\nTraceback (most recent call last):\n{''.join(error['stackTrace'])}", end='')
    return error


def answer(handler, event, context):
    result = handler(json.loads(event), context)
    try:
        return json.dumps(result, ensure_ascii=False)
    except Exception as error:
        raise Unanswerable('Runtime.MarshalError', f'Unable to marshal response: {error}') from error


def end_with_parent():
    """Ends this process, and all that it has started, when nobody holds the other end of the pipe any more."""
    os.read(3, 1)
    os.killpg(0, signal.SIGKILL)


def main():
    # Not one of the threads that count as the function's.
    _thread.start_new_thread(end_with_parent, ())
    os.set_inheritable(3, False)
    sys.path[0:1] = [os.environ['LAMBDA_TASK_ROOT'], *layers.module_folders()]
    log = LogHandler()
    logging.getLogger().addHandler(log)
    runtime = Runtime()
    try:
        handler = load(os.environ['_HANDLER'])
    except Exception as error:
        runtime.fail_to_start(told(described(error)))
        sys.exit(1)
    while True:
        headers, event = runtime.next()
        context = Context(headers)
        log.request_id = context.aws_request_id
        os.environ['_X_AMZN_TRACE_ID'] = headers['lambda-runtime-trace-id']
        try:
            result = answer(handler, event, context)
        except Exception as error:
            runtime.fail(context.aws_request_id, told(described(error, context.aws_request_id)))
        else:
            runtime.succeed(context.aws_request_id, result)


main()

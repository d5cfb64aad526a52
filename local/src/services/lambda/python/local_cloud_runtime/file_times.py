"""Files that were written by the machine's clock show the virtual time at which that was.

`aws s3 sync`, for one, compares it with the time of objects.
"""
import os
import struct
import time

_STEP = struct.Struct('<dd')

# Milliseconds by which the times of files may lag behind the machine's clock: they are as exact as the kernel's ticks.
_LAG = 20


def install():
    machine_time = time.time
    real_stat, real_lstat = os.stat, os.lstat

    def steps():
        """At which time of the machine each virtual time began."""
        with open(os.environ['_LOCAL_CLOUD_CLOCK'] + '-steps', 'rb') as file:
            return list(_STEP.iter_unpack(file.read()))

    def virtual(seconds):
        milliseconds = seconds * 1000 + _LAG
        if milliseconds < started or seconds > machine_time() + 1:
            return seconds
        began, at = next(step for step in reversed(steps()) if step[0] <= milliseconds)
        # Never the very time of what was there before.
        return (at + milliseconds - began) / 1000

    def shown(result):
        seconds = virtual(result.st_mtime)
        if seconds == result.st_mtime:
            return result
        members = {name: getattr(result, name) for name in dir(result) if name.startswith('st_')}
        members.update(st_mtime=seconds, st_mtime_ns=int(seconds * 1_000_000_000))
        numbers = list(result[:10])
        numbers[8] = int(seconds)
        return os.stat_result(numbers, members)

    started = steps()[0][0]
    os.stat = lambda *given, **named: shown(real_stat(*given, **named))
    os.lstat = lambda *given, **named: shown(real_lstat(*given, **named))

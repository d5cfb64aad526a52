"""The virtual time, which the local cloud keeps in a file. Only time.monotonic and time.perf_counter stay the machine's."""
import datetime
import mmap
import os
import struct
import threading
import time

from . import network

_real_date = datetime.date
_real_datetime = datetime.datetime


def install():
    with open(os.environ['_LOCAL_CLOUD_CLOCK'], 'rb') as file:
        view = mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ)

    def milliseconds():
        return struct.unpack('<d', view[:8])[0]

    def now():
        return milliseconds() / 1000

    def sleep(seconds):
        if seconds < 0:
            raise ValueError('sleep length must be non-negative')
        network.ask('sleep', seconds * 1000, threading.active_count())

    def of_now(convert, index):
        """The function, of which this argument is the current time if it is left out."""
        def converted(*given):
            if len(given) <= index or given[index] is None:
                given = (*given[:index], time.localtime(now()) if index else now())
            return convert(*given)
        return converted

    class Meta(type):
        def __instancecheck__(cls, instance):
            return isinstance(instance, cls.__base__) if cls in (VirtualDate, VirtualDatetime) else super().__instancecheck__(instance)

        def __subclasscheck__(cls, other):
            return issubclass(other, cls.__base__) if cls in (VirtualDate, VirtualDatetime) else super().__subclasscheck__(other)

    class VirtualDate(_real_date, metaclass=Meta):
        @classmethod
        def today(cls):
            return cls.fromtimestamp(now())

    class VirtualDatetime(_real_datetime, metaclass=Meta):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(now(), tz)

        @classmethod
        def today(cls):
            return cls.fromtimestamp(now())

        @classmethod
        def utcnow(cls):
            return cls.fromtimestamp(now(), datetime.timezone.utc).replace(tzinfo=None)

    for name, virtual in (('date', VirtualDate), ('datetime', VirtualDatetime)):
        virtual.__module__, virtual.__name__, virtual.__qualname__ = 'datetime', name, name
        setattr(datetime, name, virtual)
    time.time = now
    time.time_ns = lambda: int(milliseconds() * 1000) * 1000
    time.sleep = sleep
    for name, index in (('gmtime', 0), ('localtime', 0), ('ctime', 0), ('asctime', 0), ('strftime', 1)):
        setattr(time, name, of_now(getattr(time, name), index))

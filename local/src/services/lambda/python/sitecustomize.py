"""Loaded by each process of a function in Python, and by the Python programs that it starts."""
import os

if '_LOCAL_CLOUD_PORT' in os.environ:
    from local_cloud_runtime import clock, file_times, layers, network, programs

    network.install()
    # Before the clock: it needs the machine's.
    file_times.install()
    clock.install()
    layers.install()
    programs.install()

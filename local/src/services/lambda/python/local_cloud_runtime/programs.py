"""Programs in layers: they are found, and those that name Lambda's Python run with this one."""
import os
import shutil
import subprocess
import sys

from .layers import real_path

_PYTHON = b'#!/var/lang/bin/python'


def install():
    start = subprocess.Popen.__init__

    def translated(self, args, *given, **named):
        start(self, args if named.get('shell') else _words(args), *given, **named)

    subprocess.Popen.__init__ = translated


def _words(args):
    words = [args] if isinstance(args, (str, bytes, os.PathLike)) else list(args)
    if not words:
        return args
    program = real_path(words[0])
    if isinstance(program, str) and os.sep not in program:
        program = shutil.which(program) or program
    try:
        with open(program, 'rb') as file:
            if file.read(len(_PYTHON)) == _PYTHON:
                return [sys.executable, program, *words[1:]]
    except OSError:
        pass
    return [program if program != words[0] and os.sep in os.fspath(words[0]) else words[0], *words[1:]]

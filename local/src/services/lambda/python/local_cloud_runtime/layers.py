"""What layers hold is found below /opt, though each stays in a folder of its own. Of two with a file, the last one wins."""
import builtins
import io
import os
import sys

_FOLDERS = [folder for folder in os.environ.get('_LOCAL_CLOUD_LAYERS', '').split(os.pathsep) if folder]
_exists = os.path.lexists


def real_path(path):
    """Where that is on this machine."""
    try:
        text = os.fspath(path)
    except TypeError:
        return path
    if not isinstance(text, str) or not (text == '/opt' or text.startswith('/opt/')):
        return path
    for folder in _FOLDERS:
        candidate = folder + text[len('/opt'):]
        if _exists(candidate):
            return candidate
    return path


def module_folders():
    """Where the runtime looks for modules in layers."""
    version = f'{sys.version_info.major}.{sys.version_info.minor}'
    below = [f'/opt/python/lib/python{version}/site-packages', '/opt/python']
    return [found for found in map(real_path, below) if os.path.isdir(found)]


def install():
    if not _FOLDERS:
        return
    for module, names in (
        (os, ['access', 'chdir', 'listdir', 'lstat', 'open', 'readlink', 'scandir', 'stat']),
        (io, ['open']),
        (builtins, ['open']),
    ):
        for name in names:
            setattr(module, name, _translated(getattr(module, name)))
    sys.path_hooks.insert(0, _importer)


def _translated(function):
    def translated(*given, **named):
        if given:
            given = (real_path(given[0]), *given[1:])
        elif 'path' in named:
            named = {**named, 'path': real_path(named['path'])}
        return function(*given, **named)
    return translated


def _importer(folder):
    """Finds modules in folders that code itself puts on sys.path."""
    found = real_path(folder)
    if found == folder:
        raise ImportError
    for hook in sys.path_hooks[1:]:
        try:
            return hook(found)
        except ImportError:
            continue
    raise ImportError

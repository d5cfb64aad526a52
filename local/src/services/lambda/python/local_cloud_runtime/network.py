"""Every connection goes to the local cloud, in the clear: it is the other side of each, so there is nobody to hide from."""
import errno
import ipaddress
import os
import socket
import ssl

# Addresses that nobody has stand for host names.
_names = {}
_real_connect = socket.socket.connect


def tunnel(words):
    """A connection of its own to the local cloud."""
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    _introduce(connection, words)
    return connection


def ask(*words):
    """Tells the local cloud something, and waits until it has heard it."""
    with tunnel(words) as connection:
        connection.recv(1)


def install():
    socket.getaddrinfo = _getaddrinfo
    socket.gethostbyname = _address_of
    socket.socket.connect = _connect
    socket.socket.connect_ex = _connect_ex
    ssl.SSLContext.wrap_socket = _wrap_socket


def _introduce(connection, words):
    _real_connect(connection, ('127.0.0.1', int(os.environ['_LOCAL_CLOUD_PORT'])))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(' '.join([os.environ['_LOCAL_CLOUD_TOKEN'], *map(str, words)]).encode() + b'\n')


def _connect(self, address):
    if self.family not in (socket.AF_INET, socket.AF_INET6) or not self.type & socket.SOCK_STREAM:
        raise OSError(errno.ECONNREFUSED, 'The local cloud knows connections by TCP only.')
    # Whoever does not wait for connections is there at once.
    timeout = self.gettimeout()
    self.settimeout(None)
    try:
        _introduce(self, ['open', _names.get(address[0], address[0]), address[1]])
    finally:
        self.settimeout(timeout)


def _connect_ex(self, address):
    try:
        _connect(self, address)
    except OSError as error:
        return error.errno
    return 0


def _address_of(host):
    host = host.decode() if isinstance(host, bytes) else host or '127.0.0.1'
    try:
        if ipaddress.ip_address(host).version == 4:
            return host
    except ValueError:
        pass
    for address, name in _names.items():
        if name == host:
            return address
    number = len(_names) + 1
    address = f'240.0.{number >> 8}.{number & 255}'
    _names[address] = host
    return address


def _getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    if isinstance(port, str) and not port.isdigit():
        port = socket.getservbyname(port)
    return [(socket.AF_INET, type or socket.SOCK_STREAM, proto or socket.IPPROTO_TCP, '', (_address_of(host), int(port or 0)))]


class _ClearSocket(socket.socket):
    """What clients take for a connection with TLS."""

    server_hostname = None

    def getpeercert(self, binary_form=False):
        return b'' if binary_form else {}

    def version(self):
        return 'TLSv1.3'

    def cipher(self):
        return None

    def pending(self):
        return 0

    def selected_alpn_protocol(self):
        return None

    def do_handshake(self, *_):
        pass

    def unwrap(self):
        return self


def _wrap_socket(self, sock, *_, server_hostname=None, **__):
    timeout = sock.gettimeout()
    clear = _ClearSocket(sock.family, sock.type, sock.proto, fileno=sock.detach())
    clear.settimeout(timeout)
    clear.server_hostname = server_hostname
    return clear

"""Connections to checked addresses: over TLS, with the host's own name, to the very address that was checked."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from handoff.providers.addresses import is_loopback
from handoff.providers.wire import CheckedBackend, Deadline, first_connection
from tests.providers.sockets import answering, request_of, serving

HOST = "api.platform.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for HOST that vouches for itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    no_password = serialization.NoEncryption()
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)
    )
    return path


@contextmanager
def tls_server(certificate: Path, asked_for: list[str], requests: list[bytes]) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda sock, name, ctx: asked_for.append(name)

    def serve(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                    requests.append(request_of(secured))
                    answering(200, b"[1]")(secured)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=[listener], daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def got(host: str, port: int, certificate: Path) -> bytes:
    trusting = ssl.create_default_context(cafile=str(certificate))
    backend = CheckedBackend(Deadline(5), is_loopback, lambda host, port: ["127.0.0.1"])
    with httpcore2.ConnectionPool(ssl_context=trusting, network_backend=backend) as pool:
        return pool.request("GET", f"https://{host}:{port}/x").content


def test_the_checked_address_is_asked_for_the_host_by_name(certificate: Path) -> None:
    asked_for: list[str] = []
    requests: list[bytes] = []
    with tls_server(certificate, asked_for, requests) as port:
        assert got(HOST, port, certificate) == b"[1]"
    assert asked_for == [HOST]
    assert f"Host: {HOST}:{port}".encode() in requests[0]


def test_a_certificate_for_another_host_is_refused(certificate: Path) -> None:
    requests: list[bytes] = []
    with tls_server(certificate, [], requests) as port, pytest.raises(httpcore2.ConnectError):
        got("other.platform.example", port, certificate)
    assert requests == []


def test_a_server_that_never_shakes_hands_is_left(certificate: Path) -> None:
    def handle(connection: socket.socket) -> None:
        time.sleep(6)

    began = time.monotonic()
    trusting = ssl.create_default_context(cafile=str(certificate))
    backend = CheckedBackend(Deadline(0.5), is_loopback, lambda host, port: ["127.0.0.1"])
    with (
        serving(handle, reads=False) as server,
        httpcore2.ConnectionPool(ssl_context=trusting, network_backend=backend) as pool,
        pytest.raises(httpcore2.ConnectTimeout),
    ):
        pool.request("GET", f"https://{HOST}:{server.port}/")
    assert time.monotonic() - began < 4


def test_a_name_is_resolved_once() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    backend = CheckedBackend(Deadline(5), is_loopback, resolve)
    with serving(answering()) as server, httpcore2.ConnectionPool(network_backend=backend) as pool:
        assert pool.request("GET", f"http://{HOST}:{server.port}/").status == 200
    assert asked == [HOST]


def test_a_dead_address_leaves_time_for_the_next() -> None:
    with serving(answering()) as server:
        # It listens on the second of them alone.
        connection = first_connection(["::1", "127.0.0.1"], server.port, Deadline(2))
        connection.close()

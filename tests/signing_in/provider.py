"""A real OpenID Connect provider (idpyoidc) on a socket of this machine: nothing of it is ours but the settings."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from cryptojwt.exception import JWKESTException
from cryptojwt.key_jar import build_keyjar
from idpyoidc.exception import OidcMsgError
from idpyoidc.server import Server
from idpyoidc.server.configure import OPConfiguration
from idpyoidc.server.exception import OidcOPError

CLIENT, PASSWORD = "frenchimpact", "a client secret long enough"
RETURN = "http://testserver/connexion/proconnect/retour/"
SCOPES = ["openid", "email", "given_name", "usual_name", "siret"]
SIGNING_KEYS = [{"type": "RSA", "key": "", "use": ["sig"]}, {"type": "EC", "crv": "P-256", "use": ["sig"]}]
ENDPOINTS = {
    "provider_config": (".well-known/openid-configuration", "oidc.provider_config.ProviderConfiguration"),
    "authorization": ("authorization", "oidc.authorization.Authorization"),
    "token": ("token", "oidc.token.Token"),
    "userinfo": ("userinfo", "oidc.userinfo.UserInfo"),
    "session": ("session/end", "oidc.session.Session"),
}
REFUSED = (ValueError, OidcMsgError, OidcOPError, JWKESTException)  # how the library refuses to sign out
SIGNED_OUT = "http://testserver/connexion/"  # where it may send back to


@dataclass
class Provider:
    issuer: str
    client_id: str
    client_secret: str
    person: dict[str, Any]  # what it says of whoever comes
    server: Any = None  # of a library without types

    def sign_with(self, algorithm: str) -> None:
        self.server.context.cdb[CLIENT] |= {
            "userinfo_signed_response_alg": algorithm,
            "id_token_signed_response_alg": algorithm,
        }

    def publish_other_keys(self) -> None:
        """Publish keys of the same names which have signed nothing."""
        other = build_keyjar(SIGNING_KEYS)
        names = {key.kty: key.kid for key in self.server.keyjar.get_issuer_keys("")}
        for key in other.get_issuer_keys(""):
            key.kid = names[key.kty]
        self.server.published = json.dumps(other.export_jwks(""))

    @property
    def origin(self) -> str:
        return self.issuer


@contextmanager
def provider() -> Iterator[Provider]:
    httpd = ThreadingHTTPServer(("localhost", 0), BaseHTTPRequestHandler)
    issuer = f"http://localhost:{httpd.server_port}"
    person = {"email": "camille@exemple.test", "email_verified": True, "siret": "13002526500013"}
    person |= {"given_name": "Camille", "usual_name": "Aubier"}
    server = _server(issuer, person)
    httpd.RequestHandlerClass = _handler(server)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield Provider(issuer, CLIENT, PASSWORD, server.context.userinfo.db["somebody"], server)
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def _server(issuer: str, person: dict[str, Any]) -> Any:  # noqa: ANN401  # a library without types
    server = Server(OPConfiguration(conf=_settings(issuer, person), base_path=""), cwd="")
    server.context.cdb[CLIENT] = {
        "client_id": CLIENT,
        "client_secret": PASSWORD,
        "redirect_uris": [(RETURN, None)],
        "post_logout_redirect_uri": [(SIGNED_OUT, None)],
        "response_types_supported": ["code"],
        "userinfo_signed_response_alg": "RS256",
        "id_token_signed_response_alg": "RS256",
        "allowed_scopes": SCOPES,
        "token_endpoint_auth_method": "client_secret_post",
    }
    server.keyjar.add_symmetric(CLIENT, PASSWORD)
    server.context.client_authn_methods.pop("none")  # else the library looks for a token where one signs out
    return server


def _settings(issuer: str, person: dict[str, Any]) -> dict[str, Any]:
    oct_keys = [{"type": "OCT", "use": ["enc"], "kid": kid} for kid in ("password", "salt")]
    usage = {
        "authorization_code": {"supports_minting": ["access_token", "id_token"], "max_usage": 1},
        "access_token": {},
    }
    library = "idpyoidc.server."
    return {
        "issuer": issuer,
        "cookie_handler": {
            "class": f"{library}cookie_handler.CookieHandler",
            "kwargs": {"keys": {"key_defs": [{"type": "OCT", "use": [use], "kid": use} for use in ("enc", "sig")]}},
        },
        "keys": {"uri_path": "jwks.json", "read_only": False, "key_defs": SIGNING_KEYS},
        "endpoint": {
            name: {"path": path, "class": f"{library}{kind}", "kwargs": _more_of(name, issuer)}
            for name, (path, kind) in ENDPOINTS.items()
        },
        "userinfo": {"class": f"{library}user_info.UserInfo", "kwargs": {"db": {"somebody": person}}},
        "authentication": {
            "anon": {"acr": "eidas1", "class": f"{library}user_authn.user.NoAuthn", "kwargs": {"user": "somebody"}}
        },
        "add_on": {
            "pkce": {
                "function": f"{library}oauth2.add_on.pkce.add_support",
                "kwargs": {"essential": True, "code_challenge_method": {"S256": {}}},
            }
        },
        "scopes_to_claims": {"openid": ["sub"], "email": ["email", "email_verified"]}
        | {name: [name] for name in SCOPES[2:]},
        "authz": {
            "class": f"{library}authz.AuthzHandling",
            "kwargs": {"grant_config": {"usage_rules": usage, "expires_in": 300}},
        },
        "token_handler_args": {
            "code": {
                "lifetime": 600,
                "kwargs": {"crypt_conf": {"kwargs": {"keys": {"key_defs": oct_keys}, "iterations": 1}}},
            },
            "token": {"class": f"{library}token.jwt_token.JWTToken", "kwargs": {"lifetime": 3600, "aud": [issuer]}},
            "id_token": {"class": f"{library}token.id_token.IDToken", "kwargs": {}},
        },
    }


def _more_of(endpoint: str, issuer: str) -> dict[str, str]:
    if endpoint != "session":
        return {}
    return {"logout_verify_url": f"{issuer}/verify_logout", "post_logout_uri_path": "out", "signing_alg": "ES256"}


def _handler(server: Any) -> type[BaseHTTPRequestHandler]:  # noqa: ANN401  # a library without types
    return type("Handler", (_Door,), {"op": server})


class _Door(BaseHTTPRequestHandler):
    op: Any

    def do_GET(self) -> None:
        self._answer(dict(parse_qsl(urlsplit(self.path).query)))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(dict(parse_qsl(body)))

    def _answer(self, asked: dict[str, str]) -> None:
        try:
            self._answer_by_library(asked)
        except REFUSED as error:
            self._send(400, str(error), [])

    def _answer_by_library(self, asked: dict[str, str]) -> None:
        path = urlsplit(self.path).path.lstrip("/")
        if path == "jwks.json":
            keys = getattr(self.op, "published", "") or json.dumps(self.op.keyjar.export_jwks(""))
            return self._send(200, keys, [("Content-Type", "application/json")])
        endpoint = self.op.get_endpoint(next(name for name, (known, _) in ENDPOINTS.items() if known == path))
        cookies = [
            {"name": name, "value": unquote(one.value)} for name, one in SimpleCookie(self.headers["Cookie"]).items()
        ]
        info = {"headers": {"authorization": self.headers.get("Authorization", "")}, "cookie": cookies}
        request = endpoint.parse_request(asked, http_info=info)
        done = request if "error" in request else endpoint.process_request(request, http_info=info)
        if "redirect_location" in done:
            return self._send(302, "", [("Location", done["redirect_location"])])
        answer = endpoint.do_response(request=request, **done)
        return self._send_answer(answer, is_error="error" in done)

    def _send_answer(self, answer: dict[str, Any], *, is_error: bool) -> None:
        text, headers = answer["response"], list(answer.get("http_headers", []))
        headers += [("Set-Cookie", f"{one['name']}={quote(one['value'])}; Path=/") for one in answer.get("cookie", [])]
        if text.startswith(RETURN):
            return self._send(302, "", [("Location", text), *headers])
        return self._send(400 if is_error else 200, text, headers)

    def _send(self, status: int, text: str, headers: list[tuple[str, str]]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""

"""Templates are compiled once per process, however many applications the tests build."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_CODE: dict[str, bytes] = {}


class _Memory(BytecodeCache):
    """Keeps the code that Jinja makes of a template; a source that changed has another checksum."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := _CODE.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        _CODE[bucket.key] = bucket.bytecode_to_string()


def share_templates(app: Flask) -> Flask:
    """Let an application use what others have compiled, and return it."""
    app.jinja_env.bytecode_cache = _Memory()
    return app

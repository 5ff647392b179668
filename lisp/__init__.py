"""LISP: the codec, the sans-IO engine base and the asyncio shell that every daemon shares."""

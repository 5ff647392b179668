"""Coverage-guided fuzzing of everything that reads bytes from outside.

    python -m tests.fuzz --seconds 60            every target, one after the other
    python -m tests.fuzz --seconds 600 message   one of them

The contract of every target: accept, or refuse with the module's own error; nothing else, in bounded time
and memory. `corpus/TARGET/` holds what fuzzing starts from, and every input that once broke something.
"""

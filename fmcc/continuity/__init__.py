"""What keeps a moved service reachable: the interface, and LISP as its first implementation."""

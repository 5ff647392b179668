"""The lab's guest: the distribution's kernel, and one static program that serves and verifies its memory."""

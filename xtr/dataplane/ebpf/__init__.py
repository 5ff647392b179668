"""The eBPF data plane: the fast path in the kernel, user space for all the rest."""

"""Hypervisors as the controller sees them: the interface, libvirt behind it, and a fake for tests."""

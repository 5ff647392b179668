"""The lab: namespaces with real latency, real data planes and real virtual machines, on one computer."""

"""The benchmarks: what the queue, its feed and its apps cost on this machine, beside what their parts alone would."""

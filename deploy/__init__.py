"""Everything that puts the parts together: the command line, the lab, examples."""

import os

# The models are small: sharing their matrices out over cores costs more than it brings (k = 200 of the Markov chain
# takes 0.1 s on one core and several times that on two busy ones). Must be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

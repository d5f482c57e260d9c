"""What stands between readers and Django: the memory of each worker, and the cache of nginx in front of them all."""

"""`make bench`: the waits a user feels, each beside its aim and beside a bare program.

Ratios compare programs run in turn during the same minutes, so that they mean
the same on a slow or a busy machine; milliseconds do not. Needs a POSIX system.
"""

"""A process of the local cloud: on virtual time, without a network, with layers at /opt."""

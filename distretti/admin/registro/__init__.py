"""The official view of the register: read only, dense, exportable, and the whole life of each entry."""

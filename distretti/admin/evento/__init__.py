"""Recording an act: the kind of event first, then only what it needs, then the sentence that will stand."""

"""What Wagtail runs when a workflow ends: nothing, because publishing is part of the approval itself."""

from typing import Any


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish nothing: a door that ends a workflow by itself must not put a text before the public (design law 1).

    Set as WAGTAIL_FINISH_WORKFLOW_ACTION; Wagtail imports it while its own models load, so it imports none.
    """

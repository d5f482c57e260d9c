"""What every panel of the admin's home is; which there are, and in which order, is said in `panels`."""

from typing import ClassVar

from wagtail.admin.ui.components import Component

from identita.models import User


class HomePanel(Component):
    """A panel of one person's home."""

    order: ClassVar[int]

    def __init__(self, user: User) -> None:
        self.user = user

    def is_shown(self) -> bool:
        raise NotImplementedError

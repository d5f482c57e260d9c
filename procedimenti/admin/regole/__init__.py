"""The screens of the rules that an office keeps as data: declarations, ways to appeal, the Nucleo's numbers."""

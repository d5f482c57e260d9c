"""The officer's desk in Wagtail's admin: screens that ask, show and call the register's actions; no rule lives here."""

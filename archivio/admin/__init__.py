"""Pictures and documents in the admin: Wagtail's own screens, with our forms."""

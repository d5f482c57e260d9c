"""The admin screens of moderation: what awaits, the approval, the editor of a moderated page."""

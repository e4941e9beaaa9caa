"""What people ask for; the only writer of schema app (role cc_app)."""

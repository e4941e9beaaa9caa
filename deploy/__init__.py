"""How the product is installed, started and watched over; nothing of the product imports it."""

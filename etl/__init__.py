"""From a source's bytes to a version in the warehouse; knows no Dash."""

"""The kiosk: a visitor chooses a service, takes a number and its paper."""

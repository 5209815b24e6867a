"""The pages of the kiosk; each renders a state and sends the visitor's touches to the presenter."""

"""What the hall is made of besides screens: paper and voice."""

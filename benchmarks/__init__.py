"""What docgen promises of speed, as ratios measured in one run."""

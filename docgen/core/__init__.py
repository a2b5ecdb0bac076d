"""What every room stands on: the one shape of a complaint, and the rules that complain."""

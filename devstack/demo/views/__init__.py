"""What a person sees while a community is played."""

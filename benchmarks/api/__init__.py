"""What people's requests take: members who look at their community, and signing in."""

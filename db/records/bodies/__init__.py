"""组织: bodies, who stands over whom, persons and the posts that they hold."""

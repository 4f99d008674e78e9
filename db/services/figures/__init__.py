"""口径: figures over a period and a scope, with the rows that they are measured over."""

"""A new study, and the study's own facts: schools, rounds, roles, people, interviews."""

"""A new study, and the study’s details: schools, rounds, roles, people, interviews, questions."""

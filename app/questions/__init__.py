"""By question: what rounds ask, and all answers to it, coded or not."""

"""Which times a sentence has, what they turn into beside its other words, and what they date."""

__all__ = ["counting", "dating", "in_sentence", "spans"]

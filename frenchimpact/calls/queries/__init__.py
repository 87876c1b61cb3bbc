"""What others may ask about calls and applications."""

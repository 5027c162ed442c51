"""Compare the speed of rutcheck with other engines on the same bars and rule (`make bench`)."""

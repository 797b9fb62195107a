"""What a site was made from, and whether it is still as it was built."""

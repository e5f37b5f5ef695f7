"""What each adapter does beyond the scenarios they share."""

"""Who is alive and who decides: the lease of a reactor, and the lead among several."""

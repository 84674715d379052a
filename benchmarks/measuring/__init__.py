"""Reading the instruments: counters and histograms of the services, CPU and memory of processes."""

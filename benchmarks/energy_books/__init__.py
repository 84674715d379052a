"""The energy service alone: how fast it stores, answers and computes, with years of readings."""
